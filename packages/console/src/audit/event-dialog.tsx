import { Code, Stack, Text } from '@mantine/core';
import { Dialog } from '../ui/dialog.tsx';
import { type Fact, FactList, Words } from '../ui/fact-list.tsx';
import { RelativeTime } from '../ui/relative-time.tsx';
import { toUtc } from '../ui/time-words.ts';
import { Outcome } from './columns.tsx';
import type { AuditEvent } from './event.ts';
import { wordsOfAction, wordsOfActor } from './event-words.ts';
import { nameOfActor, type Person } from './person.ts';

export interface EventDialogProps {
  readonly event: AuditEvent | undefined;
  readonly people: readonly Person[];
  readonly onClose: () => void;
}

/** All of an event. */
export function EventDialog({ event, people, onClose }: EventDialogProps) {
  if (event === undefined) return null;
  return (
    <Dialog opened onClose={onClose} size="lg" title={<Text fw={620}>{wordsOfAction(event.action)}</Text>}>
      <Stack gap="md">
        <FactList facts={factsOf(event, people)} />
        {Object.keys(event.details).length > 0 && (
          <Code block tabIndex={0} aria-label="Details">
            {JSON.stringify(event.details, null, 2)}
          </Code>
        )}
      </Stack>
    </Dialog>
  );
}

/** What is not known is not listed. */
function factsOf(event: AuditEvent, people: readonly Person[]): readonly Fact[] {
  const { actor, target } = event;
  const word = (name: string, value: string | null): readonly Fact[] =>
    value === null || value === '' ? [] : [[name, <Words key={name} words={[value]} />]];
  return [
    [
      'When',
      <span key="when">
        {toUtc(event.at)} · <RelativeTime instant={event.at} />
      </span>,
    ],
    ...word('Action', event.action),
    ['Who', `${nameOfActor(event, people)}, ${wordsOfActor(actor.kind)}`],
    ...word('Credential', actor.credentialId),
    ...word(`The ${target.kind}`, target.id),
    ...word('Request', event.path === '' ? null : `${event.method} ${event.path}`),
    ['Answer', <Outcome key="answer" status={event.status} />],
    ...word('Address', event.address),
    ...word('User agent', event.userAgent),
    ...word('Organization', event.organizationId),
    ...word('Project', event.projectId),
    ...word('Trace', event.traceId),
    ...word('Place in the log', event.id),
  ];
}
