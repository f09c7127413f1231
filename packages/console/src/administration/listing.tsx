import type { InfiniteData, UseInfiniteQueryResult } from '@tanstack/react-query';
import { type ReactNode, useCallback, useMemo } from 'react';
import type { Column } from '../ui/data-list/column.ts';
import { DataList } from '../ui/data-list/data-list.tsx';
import { ErrorState } from '../ui/error-state.tsx';
import { LoadingState } from '../ui/loading-state.tsx';

interface ListingProps<T> {
  readonly label: string;
  readonly list: UseInfiniteQueryResult<InfiniteData<{ readonly data: readonly T[] }>>;
  readonly columns: readonly Column<T>[];
  keyOf(item: T): string;
  isFaint?(item: T): boolean;
  /** What stands where there is nothing. */
  readonly empty: ReactNode;
}

/** A paged listing in each of its states. */
export function Listing<T>({ label, list, columns, keyOf, isFaint, empty }: ListingProps<T>) {
  const { fetchNextPage, hasNextPage, isFetchingNextPage } = list;
  const items = useMemo(() => list.data?.pages.flatMap(({ data }) => data) ?? [], [list.data]);
  const more = useCallback(() => {
    if (hasNextPage && !isFetchingNextPage) void fetchNextPage();
  }, [fetchNextPage, hasNextPage, isFetchingNextPage]);
  if (list.isError && items.length === 0) {
    return <ErrorState error={list.error} onRetry={() => void list.refetch()} />;
  }
  if (list.isPending) return <LoadingState />;
  if (items.length === 0) return empty;
  return (
    <DataList
      label={label}
      items={items}
      columns={columns}
      keyOf={keyOf}
      {...(isFaint === undefined ? {} : { isFaint })}
      hasMore={hasNextPage}
      onEndReached={more}
    />
  );
}
