import type { ReplyOf } from '@keywright/client';
import { Button, Group, Stack, Text } from '@mantine/core';
import { infiniteQueryOptions, useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { useMemo } from 'react';
import { client } from '../../../app/client.ts';
import { toCount } from '../../../rate-limits/callers.ts';
import { limitsKey } from '../../../rate-limits/queries.ts';
import type { Column } from '../../../ui/data-list/column.ts';
import { DataList } from '../../../ui/data-list/data-list.tsx';
import { EmptyState } from '../../../ui/empty-state.tsx';
import { ErrorState } from '../../../ui/error-state.tsx';
import { CircleCheck } from '../../../ui/icons.ts';
import { LinkAnchor } from '../../../ui/links.tsx';
import { LoadingState } from '../../../ui/loading-state.tsx';
import { RelativeTime } from '../../../ui/relative-time.tsx';
import { SectionHeader } from '../section-header.tsx';
import { type TokenName, tokenNamesQuery } from '../token-names.ts';

const route = getRouteApi('/shell/projects/$projectId/throttles');

type Throttle = ReplyOf<'listThrottles'>['data'][number];

const throttlesQuery = (projectId: string) =>
  infiniteQueryOptions({
    queryKey: [...limitsKey(projectId), 'throttles'],
    queryFn: ({ signal, pageParam }) =>
      client.listThrottles({
        params: { projectId },
        query: { limit: 100, ...(pageParam === '' ? {} : { cursor: pageParam }) },
        signal,
      }),
    initialPageParam: '',
    getNextPageParam: ({ nextCursor }) => nextCursor,
  });

/** The requests that rate limits refused. */
export function ThrottlesTab() {
  const { projectId } = route.useParams();
  const throttles = useInfiniteQuery(throttlesQuery(projectId));
  const { data: names } = useQuery(tokenNamesQuery(projectId));
  const columns = useMemo(() => throttleColumns(projectId, names ?? []), [projectId, names]);
  const items = throttles.data?.pages.flatMap(({ data }) => data) ?? [];
  const older = throttles.hasNextPage && (
    <Button variant="default" loading={throttles.isFetchingNextPage} onClick={() => void throttles.fetchNextPage()}>
      Look further back
    </Button>
  );
  if (throttles.isPending) return <LoadingState />;
  return (
    <>
      <SectionHeader title="Throttles">
        Requests that a limit refused with 429, newest first. Where an address is refused often, each minute’s rest is
        one line.
      </SectionHeader>
      {throttles.error !== null && <ErrorState error={throttles.error} onRetry={() => void throttles.refetch()} />}
      {throttles.data !== undefined && items.length === 0 && (
        <EmptyState icon={<CircleCheck size={22} />} title="Nothing was refused" action={older}>
          {throttles.hasNextPage ? 'None in the newest part of the log.' : 'No request went over a limit here.'}
        </EmptyState>
      )}
      {items.length > 0 && (
        <Stack gap="md">
          <DataList label="Throttles" items={items} columns={columns} keyOf={({ id }) => id} />
          {older !== false && <Group justify="center">{older}</Group>}
        </Stack>
      )}
    </>
  );
}

function throttleColumns(projectId: string, names: readonly TokenName[]): readonly Column<Throttle>[] {
  return [
    {
      id: 'request',
      header: 'Request',
      width: 'minmax(11rem, 2fr)',
      onCard: 'title',
      cell: ({ method, path }) => (
        <Text size="xs" className="mono" component="div" style={{ overflowWrap: 'anywhere' }}>
          <b>{method}</b> {path}
        </Text>
      ),
    },
    {
      id: 'limits',
      header: 'Refused by',
      width: 'minmax(11rem, 1.6fr)',
      cell: (each) => <Limits projectId={projectId} throttle={each} />,
    },
    {
      id: 'caller',
      header: 'Caller',
      width: 'minmax(9rem, 1.3fr)',
      cell: ({ token_id: token, address }) => (
        <Stack gap={0}>
          {token === null ? (
            <Text c="dimmed">No token</Text>
          ) : (
            <LinkAnchor to="/projects/$projectId/rate-limits" params={{ projectId }} search={{ token }} lineClamp={1}>
              {names.find(({ id }) => id === token)?.label ?? token}
            </LinkAnchor>
          )}
          <Text size="xs" c="dimmed" className="mono">
            {address}
          </Text>
        </Stack>
      ),
    },
    { id: 'refusals', header: 'Refusals', width: '5rem', cell: ({ refusals }) => toCount(refusals) },
    { id: 'at', header: 'When', width: '7.5rem', cell: ({ at }) => <RelativeTime instant={at} /> },
  ];
}

/** Each limit that refused, in the policy that has it. */
function Limits({ projectId, throttle }: { readonly projectId: string; readonly throttle: Throttle }) {
  return (
    <Stack gap={0}>
      {throttle.policies.map(({ id, name, rule, rate, count, burst }) => (
        <div key={`${id}/${rule}/${rate}`}>
          <LinkAnchor to="/projects/$projectId/rate-limits/$policyId" params={{ projectId, policyId: id }} size="sm">
            {name}
          </LinkAnchor>
          <Text size="xs" c="dimmed">
            rule {rule}: {toCount(count)} per {rate.replace('per_', '')}
            {burst === count ? '' : `, ${toCount(burst)} at once`}
          </Text>
        </div>
      ))}
    </Stack>
  );
}
