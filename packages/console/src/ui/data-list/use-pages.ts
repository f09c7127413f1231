import type { InfiniteData, UseInfiniteQueryResult } from '@tanstack/react-query';
import { useCallback, useMemo } from 'react';

/** What of a paged listing is known, and how it is read on. */
export interface Pages<T> {
  readonly items: readonly T[];
  readonly hasMore: boolean;
  readonly onEndReached: () => void;
  /** What could not be read, and how it is asked for again. */
  readonly fault: { readonly error: Error; readonly onRetry: () => void } | undefined;
}

/**
 * A listing, read on as its end comes near. After a page that could not be read it goes on only when somebody asks for it:
 * the end of the list stays near, and would ask without a pause.
 */
export function usePages<T>(list: UseInfiniteQueryResult<InfiniteData<{ readonly data: readonly T[] }>>): Pages<T> {
  const { data, error, isFetchNextPageError, isFetching, hasNextPage, fetchNextPage, refetch } = list;
  const items = useMemo(() => data?.pages.flatMap((page) => page.data) ?? [], [data]);
  const hasMore = hasNextPage && !isFetchNextPageError;
  const onEndReached = useCallback(() => {
    if (hasMore && !isFetching) void fetchNextPage();
  }, [fetchNextPage, hasMore, isFetching]);
  const onRetry = () => void (isFetchNextPageError ? fetchNextPage() : refetch());
  return { items, hasMore, onEndReached, fault: error === null ? undefined : { error, onRetry } };
}
