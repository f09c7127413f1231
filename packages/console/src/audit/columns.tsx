import { Anchor, Stack, Text } from '@mantine/core';
import type { Column } from '../ui/data-list/column.ts';
import { RelativeTime } from '../ui/relative-time.tsx';
import { StatusPill, type Tone } from '../ui/status-pill.tsx';
import type { AuditEvent } from './event.ts';
import { wordsOfAction, wordsOfActor } from './event-words.ts';
import { nameOfActor, type Person } from './person.ts';

function toneOf(status: number): Tone {
  if (status === 0) return 'neutral';
  if (status < 400) return 'good';
  return status === 429 ? 'warning' : 'bad';
}

/** What was answered. */
export function Outcome({ status }: { readonly status: number }) {
  return <StatusPill tone={toneOf(status)}>{status === 0 ? 'No request' : String(status)}</StatusPill>;
}

/** How listings show events. `onOpen` shows all of one. */
export function auditColumns(
  people: readonly Person[],
  onOpen: (event: AuditEvent) => void,
): readonly Column<AuditEvent>[] {
  return [
    {
      id: 'action',
      header: 'What',
      width: 'minmax(12rem, 2fr)',
      onCard: 'title',
      cell: (event) => (
        <Stack gap={0} align="flex-start">
          <Anchor
            component="button"
            type="button"
            c="inherit"
            fw={560}
            size="sm"
            ta="left"
            onClick={() => onOpen(event)}
          >
            {wordsOfAction(event.action)}
          </Anchor>
          <Text size="xs" c="dimmed" className="mono" lineClamp={1} style={{ wordBreak: 'break-all' }}>
            {event.kind === 'change' ? event.action : `${event.method} ${event.path}`}
          </Text>
        </Stack>
      ),
    },
    {
      id: 'actor',
      header: 'Who',
      width: 'minmax(8rem, 1.2fr)',
      cell: (event) => (
        <Stack gap={0}>
          <Text lineClamp={1}>{nameOfActor(event, people)}</Text>
          <Text size="xs" c="dimmed" lineClamp={1}>
            {wordsOfActor(event.actor.kind)}
          </Text>
        </Stack>
      ),
    },
    {
      id: 'address',
      header: 'From',
      width: 'minmax(7rem, 0.9fr)',
      hideBelowPx: 760,
      cell: ({ address }) => (
        <Text size="xs" className="mono" lineClamp={1}>
          {address === '' ? '—' : address}
        </Text>
      ),
    },
    {
      id: 'status',
      header: 'Answer',
      width: '6.5rem',
      onCard: 'aside',
      cell: ({ status }) => <Outcome status={status} />,
    },
    { id: 'at', header: 'When', width: '8rem', cell: ({ at }) => <RelativeTime instant={at} /> },
  ];
}
