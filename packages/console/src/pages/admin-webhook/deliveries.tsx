import { Button, Stack, Text, UnstyledButton } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { keepPreviousData, useInfiniteQuery, useMutation } from '@tanstack/react-query';
import { useMemo, useState } from 'react';
import { adminKeys } from '../../administration/administered.ts';
import { Listing } from '../../administration/listing.tsx';
import type { Webhook } from '../../administration/webhook.ts';
import { client } from '../../app/client.ts';
import type { Column } from '../../ui/data-list/column.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import { wordsOf } from '../../ui/error-state.tsx';
import { Send } from '../../ui/icons.ts';
import { RelativeTime } from '../../ui/relative-time.tsx';
import { StatusPill } from '../../ui/status-pill.tsx';
import { AttemptsDialog } from './attempts-dialog.tsx';
import type { DeliveryState } from './delivery-state.ts';
import { type Delivery, deliveriesQuery } from './queries.ts';

const looks = {
  pending: { tone: 'warning', words: 'Pending' },
  delivered: { tone: 'good', words: 'Delivered' },
  failed: { tone: 'bad', words: 'Failed' },
} as const;

interface DeliveriesProps {
  readonly webhook: Webhook;
  readonly state: DeliveryState | undefined;
}

/** What was or is to be sent to an endpoint. */
export function Deliveries({ webhook, state }: DeliveriesProps) {
  const list = useInfiniteQuery({ ...deliveriesQuery(webhook.id, state), placeholderData: keepPreviousData });
  const [opened, setOpened] = useState<string>();
  const again = useMutation({
    mutationFn: (deliveryId: string) => client.createDelivery({ params: { webhookId: webhook.id, deliveryId } }),
    meta: { invalidates: [[...adminKeys.webhooks, 'deliveries', webhook.id]] },
    onSuccess: () => notifications.show({ message: 'The event is on its way again.' }),
    onError: (error) => notifications.show({ color: 'red', message: wordsOf(error).message }),
  });
  const { mutate } = again;
  const shown = useMemo(() => columns(setOpened, mutate, webhook.enabled), [mutate, webhook.enabled]);
  const delivery = list.data?.pages.flatMap(({ data }) => data).find(({ id }) => id === opened);
  return (
    <>
      <Listing
        label="Deliveries"
        list={list}
        columns={shown}
        keyOf={({ id }) => id}
        empty={
          <EmptyState
            icon={<Send size={22} />}
            title={state === undefined ? 'Nothing was sent yet' : `None is ${state}`}
          >
            {state === undefined ? 'Send a test event to see whether the receiver takes it.' : 'Choose another state.'}
          </EmptyState>
        }
      />
      {delivery !== undefined && <AttemptsDialog delivery={delivery} onClose={() => setOpened(undefined)} />}
    </>
  );
}

/** What the receiver answered last. */
function lastWords({ attempts }: Delivery): string {
  const last = attempts.at(-1);
  if (last === undefined) return 'Not tried yet';
  return last.status === null ? (last.error ?? 'No answer') : `Answered ${last.status}`;
}

const columns = (
  onOpen: (id: string) => void,
  onAgain: (id: string) => void,
  canSend: boolean,
): readonly Column<Delivery>[] => [
  {
    id: 'event',
    header: 'Event',
    width: 'minmax(11rem, 2fr)',
    onCard: 'title',
    cell: ({ type, eventId }) => (
      <Stack gap={0}>
        <Text fw={560} className="mono" size="xs">
          {type}
        </Text>
        <Text size="xs" c="dimmed" className="mono" lineClamp={1}>
          {eventId}
        </Text>
      </Stack>
    ),
  },
  {
    id: 'status',
    header: 'Status',
    width: '7.5rem',
    cell: ({ state }) => <StatusPill tone={looks[state].tone}>{looks[state].words}</StatusPill>,
  },
  {
    id: 'attempts',
    header: 'Attempts',
    width: 'minmax(9rem, 1.6fr)',
    cell: (delivery) => (
      <Stack gap={0} align="flex-start">
        <UnstyledButton c="var(--mantine-color-anchor)" fz="sm" onClick={() => onOpen(delivery.id)}>
          {delivery.attempts.length === 1 ? '1 attempt' : `${delivery.attempts.length} attempts`}
        </UnstyledButton>
        <Text size="xs" c="dimmed" lineClamp={1}>
          {lastWords(delivery)}
        </Text>
      </Stack>
    ),
  },
  { id: 'made', header: 'Made', width: '7rem', cell: ({ createdAt }) => <RelativeTime instant={createdAt} /> },
  {
    id: 'next',
    header: 'Next attempt',
    width: '7.5rem',
    hideBelowPx: 760,
    cell: ({ nextAttemptAt }) => (nextAttemptAt === null ? '–' : <RelativeTime instant={nextAttemptAt} />),
  },
  {
    id: 'actions',
    header: 'Actions',
    width: '6.5rem',
    onCard: 'aside',
    cell: ({ id, type, state }) =>
      state !== 'pending' && (
        <Button
          size="xs"
          variant="default"
          disabled={!canSend}
          aria-label={`Send ${type} again`}
          onClick={() => onAgain(id)}
        >
          Send again
        </Button>
      ),
  },
];
