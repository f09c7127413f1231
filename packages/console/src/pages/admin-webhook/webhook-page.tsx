import { Alert, Group, SegmentedControl, Stack, Title } from '@mantine/core';
import { useSuspenseQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { useState } from 'react';
import { kindWords, placeOf } from '../../administration/webhook.ts';
import { WebhookPill } from '../../administration/webhook-pill.tsx';
import { FactList } from '../../ui/fact-list.tsx';
import { LinkAnchor } from '../../ui/links.tsx';
import { PageHeader } from '../../ui/page-header.tsx';
import { RelativeTime } from '../../ui/relative-time.tsx';
import { Actions, type WebhookAction } from './actions.tsx';
import { Deliveries } from './deliveries.tsx';
import { deliveryStates } from './delivery-state.ts';
import { WebhookDialog } from './dialogs.tsx';
import { webhookQuery } from './queries.ts';

const route = getRouteApi('/shell/admin/webhooks/$webhookId');

const choices = [
  { value: 'all', label: 'All' },
  { value: 'pending', label: 'Pending' },
  { value: 'delivered', label: 'Delivered' },
  { value: 'failed', label: 'Failed' },
];

/** One endpoint, and what was sent to it. */
export function WebhookPage() {
  const { webhookId } = route.useParams();
  const { state } = route.useSearch();
  const navigate = route.useNavigate();
  const { data: webhook } = useSuspenseQuery(webhookQuery(webhookId));
  const [action, setAction] = useState<WebhookAction>();
  const { kinds, previousSecretEndsAt, disabledReason } = webhook;
  return (
    <>
      <PageHeader
        title={placeOf(webhook)}
        description={webhook.description === '' ? undefined : webhook.description}
        aside={<WebhookPill webhook={webhook} />}
        back={
          <LinkAnchor to="/admin/webhooks" size="sm">
            Webhooks
          </LinkAnchor>
        }
        actions={<Actions webhook={webhook} onAction={setAction} />}
      />
      <Stack gap="xl">
        {disabledReason !== null && (
          <Alert color="red" variant="outline" title="It was disabled, and not by an administrator">
            {disabledReason}
          </Alert>
        )}
        <FactList
          facts={[
            ['URL', <code key="url">{webhook.url}</code>],
            ['Told of', kinds.length === 0 ? 'Everything' : <Kinds key="kinds" kinds={kinds} />],
            ...(previousSecretEndsAt === null
              ? []
              : [
                  [
                    'Old secret',
                    <span key="old">
                      Events are signed with it too; that ends <RelativeTime instant={previousSecretEndsAt} />.
                    </span>,
                  ] as const,
                ]),
            ['Made', <RelativeTime key="made" instant={webhook.createdAt} />],
          ]}
        />
        <section aria-labelledby="deliveries">
          <Group justify="space-between" mb="sm">
            <Title order={2} id="deliveries">
              Deliveries
            </Title>
            <SegmentedControl
              aria-label="State"
              data={choices}
              value={state ?? 'all'}
              onChange={(value) => {
                const chosen = deliveryStates.find((each) => each === value);
                const search = chosen === undefined ? {} : { state: chosen };
                void navigate({ search, replace: true, resetScroll: false });
              }}
            />
          </Group>
          <Deliveries webhook={webhook} state={state} />
        </section>
      </Stack>
      {action !== undefined && (
        <WebhookDialog
          action={action}
          webhook={webhook}
          onClose={() => setAction(undefined)}
          onDeleted={() => void navigate({ to: '/admin/webhooks' })}
        />
      )}
    </>
  );
}

function Kinds({ kinds }: { readonly kinds: readonly (keyof typeof kindWords)[] }) {
  return (
    <ul style={{ margin: 0, paddingInlineStart: '1.1rem' }}>
      {kinds.map((kind) => (
        <li key={kind}>{kindWords[kind]}</li>
      ))}
    </ul>
  );
}
