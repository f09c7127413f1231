import type { ReplyOf } from '@keywright/client';
import { Button, Group, Paper, Progress, Select, Stack, Text } from '@mantine/core';
import { keepPreviousData, queryOptions, useQuery } from '@tanstack/react-query';
import { client } from '../../../app/client.ts';
import { toCount } from '../../../rate-limits/callers.ts';
import { limitsKey } from '../../../rate-limits/queries.ts';
import { scopeWords } from '../../../rate-limits/rule-words.ts';
import { ErrorState } from '../../../ui/error-state.tsx';
import { RefreshCw } from '../../../ui/icons.ts';
import { LinkAnchor } from '../../../ui/links.tsx';
import { LoadingState } from '../../../ui/loading-state.tsx';
import { SectionHeader } from '../section-header.tsx';
import { tokenNamesQuery } from '../token-names.ts';
import classes from './effective-limits.module.css';

interface EffectiveLimitsProps {
  readonly projectId: string;
  readonly token: string | undefined;
  readonly onToken: (token: string | undefined) => void;
}

type EffectiveRule = ReplyOf<'getEffectiveRateLimits'>['rules'][number];

const effectiveQuery = (projectId: string, token: string | undefined) =>
  queryOptions({
    queryKey: [...limitsKey(projectId), 'effective', token ?? ''],
    queryFn: ({ signal }) =>
      client.getEffectiveRateLimits({
        params: { projectId },
        query: token === undefined ? {} : { token_id: token },
        signal,
      }),
  });

/** Every limit that is in force at the project, and how it stands: in all, or for one token. */
export function EffectiveLimits({ projectId, token, onToken }: EffectiveLimitsProps) {
  const effective = useQuery({ ...effectiveQuery(projectId, token), placeholderData: keepPreviousData });
  const { data: names = [] } = useQuery(tokenNamesQuery(projectId));
  const isKnown = token === undefined || names.some(({ id }) => id === token);
  const data = [
    ...names.map(({ id, label }) => ({ value: id, label })),
    ...(isKnown ? [] : [{ value: token, label: token }]),
  ];
  return (
    <section aria-label="In force now" className={classes.section}>
      <SectionHeader
        title="In force now"
        actions={
          <Group gap="xs" wrap="nowrap" className={classes.choice ?? ''}>
            <Select
              aria-label="Token"
              placeholder="Any token"
              data={data}
              value={token ?? null}
              onChange={(value) => onToken(value ?? undefined)}
              clearable
              searchable
              clearButtonProps={{ 'aria-label': 'Any token' }}
              nothingFoundMessage="No token of that name"
            />
            <Button
              variant="default"
              leftSection={<RefreshCw size={15} />}
              loading={effective.isFetching}
              onClick={() => void effective.refetch()}
            >
              Look again
            </Button>
          </Group>
        }
      >
        What is used of each limit, in the process that answered. Looking is free. Choose a token to see how it stands.
      </SectionHeader>
      {effective.error !== null && <ErrorState error={effective.error} onRetry={() => void effective.refetch()} />}
      {effective.isPending && <LoadingState />}
      {effective.error === null && effective.data !== undefined && (
        <Rules projectId={projectId} reply={effective.data} />
      )}
    </section>
  );
}

function Rules({
  projectId,
  reply,
}: {
  readonly projectId: string;
  readonly reply: ReplyOf<'getEffectiveRateLimits'>;
}) {
  const { rules, withheld_policies: withheld } = reply;
  return (
    <Stack gap="xs">
      {rules.length === 0 && (
        <Paper withBorder radius="lg" p="md">
          <Text c="dimmed">Nothing is limited {reply.token_id === null ? 'here by default' : 'for this token'}.</Text>
        </Paper>
      )}
      {rules.map((rule) => (
        <Paper key={`${rule.source}/${rule.policy_id}/${rule.rule}`} withBorder radius="lg" p="md">
          <Group gap={6} mb="xs">
            <LinkAnchor
              to="/projects/$projectId/rate-limits/$policyId"
              params={{ projectId, policyId: rule.policy_id }}
              fw={560}
            >
              {rule.policy_name}
            </LinkAnchor>
            <Text c="dimmed">
              rule {rule.rule},{scopeWords(rule)} ({rule.source === 'token' ? 'given to the token' : 'the default here'}
              )
            </Text>
          </Group>
          <div className={classes.limits}>
            {rule.limits.map((limit) => (
              <Limit key={limit.rate} limit={limit} per={rule.per} />
            ))}
          </div>
        </Paper>
      ))}
      {withheld > 0 && (
        <Text c="dimmed">The token has a policy of another project as well, which you may not see.</Text>
      )}
    </Stack>
  );
}

interface LimitProps {
  readonly limit: EffectiveRule['limits'][number];
  readonly per: EffectiveRule['per'];
}

function Limit({ limit, per }: LimitProps) {
  const { rate, count, burst, remaining, reset_seconds: reset } = limit;
  const name = `${toCount(count)} per ${rate.replace('per_', '')}`;
  if (remaining === null) {
    const apart = per === 'address' ? 'Counted for each address' : 'Counted for each token';
    return (
      <div>
        <Text fw={520}>{name}</Text>
        <Text size="xs" c="dimmed">
          {apart}, {toCount(burst)} at once
        </Text>
      </div>
    );
  }
  const used = burst - remaining;
  const next = reset === null || reset === 0 ? '' : `, one more in ${reset} s`;
  return (
    <div>
      <Group justify="space-between" gap="xs" wrap="nowrap">
        <Text fw={520}>{name}</Text>
        <Text size="xs" c="dimmed">
          {toCount(remaining)} of {toCount(burst)} free{next}
        </Text>
      </Group>
      <Progress.Root size="sm" mt={6}>
        <Progress.Section
          value={(used / burst) * 100}
          color={remaining === 0 ? 'red' : used / burst > 0.75 ? 'orange' : 'iris'}
          aria-label={`Used of ${name}`}
        />
      </Progress.Root>
    </div>
  );
}
