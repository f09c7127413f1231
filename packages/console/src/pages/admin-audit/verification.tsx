import type { ReplyOf } from '@keywright/client';
import { Alert, Button, Group, Paper, Skeleton, Text } from '@mantine/core';
import { queryOptions, useQuery } from '@tanstack/react-query';
import { client } from '../../app/client.ts';
import { ErrorState } from '../../ui/error-state.tsx';
import { TriangleAlert } from '../../ui/icons.ts';
import { RelativeTime } from '../../ui/relative-time.tsx';
import { StatusPill } from '../../ui/status-pill.tsx';

type Reply = ReplyOf<'getAuditVerification'>;

const minuteMs = 60_000;

/** Some thousand events are hashed for it: not at each look at the window. */
const verificationQuery = queryOptions({
  queryKey: ['admin', 'audit-verification'],
  queryFn: ({ signal }) => client.getAuditVerification({ signal }),
  staleTime: minuteMs,
});

/** Whether the end of the log is as it was written. */
export function Verification() {
  const verification = useQuery(verificationQuery);
  const { data, error } = verification;
  const again = () => void verification.refetch();
  if (error !== null) return <ErrorState error={error} onRetry={again} />;
  if (data === undefined) return <Skeleton height={62} radius="lg" />;
  if (!data.verified) return <Broken reply={data} />;
  return (
    <Paper withBorder radius="lg" px="md" py="sm" style={{ borderColor: 'var(--kw-line)' }} role="status">
      <Group gap="sm">
        <StatusPill tone="good">Verified</StatusPill>
        <Text component="div" flex="1 1 18rem">
          Events {data.fromSequence.toLocaleString('en')} to {data.throughSequence.toLocaleString('en')} are as they
          were written. <Checkpoint reply={data} />
        </Text>
        <Button size="xs" variant="default" loading={verification.isFetching} onClick={again}>
          Verify again
        </Button>
      </Group>
    </Paper>
  );
}

function Checkpoint({ reply: { checkpointAt, prunedThrough } }: { readonly reply: Reply }) {
  return (
    <Text c="dimmed" span>
      {checkpointAt === null ? (
        'There is no checkpoint yet.'
      ) : (
        <>
          The last checkpoint was signed <RelativeTime instant={checkpointAt} />.
        </>
      )}{' '}
      {prunedThrough > 0 && `Events up to ${prunedThrough.toLocaleString('en')} were pruned.`}
    </Text>
  );
}

function Broken({ reply: { fault } }: { readonly reply: Reply }) {
  return (
    <Alert
      color="red"
      variant="outline"
      icon={<TriangleAlert />}
      role="alert"
      title={
        fault === null
          ? 'The log is not as it was written'
          : `The log is not as it was written, from event ${fault.sequence} on`
      }
    >
      {fault !== null && `${fault.message} `}
      Somebody may have changed the database. Keep a copy of it as it is, and verify the whole log with{' '}
      <code>keywright-server audit verify</code>.
    </Alert>
  );
}
