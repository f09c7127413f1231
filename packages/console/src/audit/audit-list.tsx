import { Button, Center, Stack, Text } from '@mantine/core';
import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import { useCallback, useEffect, useMemo, useState } from 'react';
import { DataList } from '../ui/data-list/data-list.tsx';
import { EmptyState } from '../ui/empty-state.tsx';
import { ErrorState } from '../ui/error-state.tsx';
import { ScrollText } from '../ui/icons.ts';
import { LoadingState } from '../ui/loading-state.tsx';
import { type AuditFilter, toAuditQuery } from './audit-filter.ts';
import { type AuditLog, auditQuery } from './audit-log.ts';
import { auditColumns } from './columns.tsx';
import type { AuditEvent } from './event.ts';
import { EventDialog } from './event-dialog.tsx';
import { Filters } from './filters.tsx';
import type { Person } from './person.ts';

export interface AuditListProps {
  readonly log: AuditLog;
  readonly label: string;
  /** From the page’s address: see `readAuditFilter`. */
  readonly filter: AuditFilter;
  readonly onFilter: (filter: AuditFilter) => void;
  /** Only what concerns this: a credential’s id, say. */
  readonly targetId?: string;
  /** Whose names the page knows; others are shown by their id. */
  readonly people?: readonly Person[];
}

/** Where few of many events match, pages come empty. After so many in a row, looking further back is asked for. */
const mostEmptyPages = 4;
const nobody: readonly Person[] = [];

/** An audit log, newest first: filtered, read on as one scrolls, each event whole in a dialog, all of it as a file. */
export function AuditList({ log, label, filter, onFilter, targetId, people = nobody }: AuditListProps) {
  const [opened, setOpened] = useState<AuditEvent>();
  const query = toAuditQuery(filter, targetId);
  const list = useInfiniteQuery({ ...auditQuery(log, query), placeholderData: keepPreviousData });
  const { fetchNextPage, hasNextPage, isFetching, isFetchNextPageError } = list;
  const pages = list.data?.pages ?? [];
  const events = useMemo(() => list.data?.pages.flatMap(({ data }) => data) ?? [], [list.data]);
  const columns = useMemo(() => auditColumns(people, setOpened), [people]);
  const emptyPages = pages.length - 1 - pages.findLastIndex(({ data }) => data.length > 0);
  const goesOn = hasNextPage && emptyPages < mostEmptyPages && !isFetchNextPageError;
  const more = useCallback(() => {
    if (goesOn && !isFetching) void fetchNextPage();
  }, [fetchNextPage, goesOn, isFetching]);
  useEffect(() => {
    if (events.length === 0) more();
  }, [events.length, more]);

  if (list.isPending) return <LoadingState />;
  if (list.isError && !isFetchNextPageError)
    return <ErrorState error={list.error} onRetry={() => void list.refetch()} />;
  return (
    <Stack gap="md">
      <Filters filter={filter} onFilter={onFilter} people={people} log={log} query={query} />
      {events.length > 0 && (
        <DataList
          label={label}
          items={events}
          columns={columns}
          keyOf={({ id }) => id}
          hasMore={goesOn}
          onEndReached={more}
        />
      )}
      {events.length === 0 && !hasNextPage && <NoEvents isFiltered={Object.keys(filter).length > 0} />}
      {isFetchNextPageError && <ErrorState error={list.error} onRetry={() => void fetchNextPage()} />}
      {hasNextPage && !isFetchNextPageError && (
        <Center role="status">
          {goesOn || isFetching ? (
            <Text c="dimmed">Reading on…</Text>
          ) : (
            <Button variant="default" onClick={() => void fetchNextPage()}>
              Look further back
            </Button>
          )}
        </Center>
      )}
      <EventDialog event={opened} people={people} onClose={() => setOpened(undefined)} />
    </Stack>
  );
}

function NoEvents({ isFiltered }: { readonly isFiltered: boolean }) {
  return (
    <EmptyState icon={<ScrollText size={22} />} title={isFiltered ? 'No event matches' : 'Nothing has happened yet'}>
      {isFiltered
        ? 'Take a filter away, or look at a longer time.'
        : 'Each use, each refusal and each change is written down here.'}
    </EmptyState>
  );
}
