import { Button, Stack, Text } from '@mantine/core';
import { infiniteQueryOptions, useInfiniteQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { useState } from 'react';
import { adminKeys } from '../../administration/administered.ts';
import { Listing } from '../../administration/listing.tsx';
import { kindWords, type Webhook } from '../../administration/webhook.ts';
import { WebhookPill } from '../../administration/webhook-pill.tsx';
import { client } from '../../app/client.ts';
import type { Column } from '../../ui/data-list/column.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import { Plus, Webhook as WebhookIcon } from '../../ui/icons.ts';
import { LinkAnchor } from '../../ui/links.tsx';
import { PageHeader } from '../../ui/page-header.tsx';
import { RelativeTime } from '../../ui/relative-time.tsx';
import { CreateDialog } from './create-dialog.tsx';

const route = getRouteApi('/shell/admin/webhooks');

const listQuery = infiniteQueryOptions({
  queryKey: [...adminKeys.webhooks, 'list'],
  queryFn: ({ signal, pageParam }) =>
    client.listWebhooks({ query: { limit: 50, ...(pageParam === '' ? {} : { cursor: pageParam }) }, signal }),
  initialPageParam: '',
  getNextPageParam: ({ nextCursor }) => nextCursor,
});

const columns: readonly Column<Webhook>[] = [
  {
    id: 'url',
    header: 'Endpoint',
    width: 'minmax(12rem, 3fr)',
    onCard: 'title',
    cell: ({ id, url, description }) => (
      <Stack gap={0}>
        <LinkAnchor
          to="/admin/webhooks/$webhookId"
          params={{ webhookId: id }}
          c="inherit"
          fw={560}
          style={{ overflowWrap: 'anywhere' }}
        >
          {url}
        </LinkAnchor>
        {description !== '' && (
          <Text size="xs" c="dimmed" lineClamp={1}>
            {description}
          </Text>
        )}
      </Stack>
    ),
  },
  { id: 'status', header: 'Status', width: '7rem', cell: (webhook) => <WebhookPill webhook={webhook} /> },
  {
    id: 'kinds',
    header: 'Told of',
    width: 'minmax(9rem, 2fr)',
    cell: ({ kinds }) => {
      const [only] = kinds;
      if (only === undefined) return 'Everything';
      return kinds.length === 1 ? kindWords[only] : `${kinds.length} kinds of events`;
    },
  },
  { id: 'made', header: 'Made', width: '7rem', cell: ({ createdAt }) => <RelativeTime instant={createdAt} /> },
];

/** The endpoints that are told of what people are told. */
export function WebhooksPage() {
  const list = useInfiniteQuery(listQuery);
  const navigate = route.useNavigate();
  const [creating, setCreating] = useState(false);
  const button = (
    <Button leftSection={<Plus size={16} />} onClick={() => setCreating(true)}>
      New webhook
    </Button>
  );
  const isEmpty = list.data?.pages[0]?.data.length === 0;
  return (
    <>
      <PageHeader
        title="Webhooks"
        description="Endpoints that are told, signed by the Standard Webhooks scheme, of what people are told."
        actions={!isEmpty && button}
      />
      <Listing
        label="Webhooks"
        list={list}
        columns={columns}
        keyOf={({ id }) => id}
        isFaint={({ enabled }) => !enabled}
        empty={
          <EmptyState icon={<WebhookIcon size={22} />} title="No webhooks yet" action={button}>
            A webhook tells your own systems when a credential is revoked, expires soon or is used from somewhere new.
          </EmptyState>
        }
      />
      {creating && (
        <CreateDialog
          onClose={() => setCreating(false)}
          onMade={(webhook) => void navigate({ to: '/admin/webhooks/$webhookId', params: { webhookId: webhook.id } })}
        />
      )}
    </>
  );
}
