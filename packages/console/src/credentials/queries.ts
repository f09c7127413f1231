import type { RequestOf } from '@keywright/client';
import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import type { Family } from './family.ts';

type Query = NonNullable<RequestOf<'listPats'>['query']>;
export type ListFilter = Pick<Query, 'search' | 'state'>;

const pageSize = 200;

export const listQuery = (family: Family, filter: ListFilter) =>
  infiniteQueryOptions({
    queryKey: [...family.key, 'list', filter],
    queryFn: ({ signal, pageParam }) =>
      family.list({ limit: pageSize, ...filter, ...(pageParam === '' ? {} : { cursor: pageParam }) }, signal),
    initialPageParam: '',
    getNextPageParam: ({ nextCursor }) => nextCursor,
  });

export const allowanceQuery = (family: Family) =>
  queryOptions({ queryKey: [...family.key, 'allowance'], queryFn: ({ signal }) => family.allowance(signal) });

export const credentialQuery = (family: Family, id: string) =>
  queryOptions({ queryKey: [...family.key, 'one', id], queryFn: ({ signal }) => family.get(id, signal) });
