import type { InfiniteData, UseInfiniteQueryResult } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import type { Column } from '../ui/data-list/column.ts';
import { DataList } from '../ui/data-list/data-list.tsx';
import { usePages } from '../ui/data-list/use-pages.ts';
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
  const { items, hasMore, onEndReached, fault } = usePages(list);
  if (list.isPending) return <LoadingState />;
  if (items.length === 0) return fault === undefined ? empty : <ErrorState {...fault} />;
  return (
    <>
      <DataList
        label={label}
        items={items}
        columns={columns}
        keyOf={keyOf}
        {...(isFaint === undefined ? {} : { isFaint })}
        hasMore={hasMore}
        onEndReached={onEndReached}
      />
      {fault !== undefined && <ErrorState {...fault} />}
    </>
  );
}
