import { Stack } from '@mantine/core';
import { infiniteQueryOptions, keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { useMemo, useState } from 'react';
import { type Administered, adminKeys, isWorking } from '../../administration/administered.ts';
import { Listing } from '../../administration/listing.tsx';
import { RevokeDialog } from '../../administration/revoke-dialog.tsx';
import { client } from '../../app/client.ts';
import { useNow } from '../../browser/now.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import { SearchX } from '../../ui/icons.ts';
import { PageHeader } from '../../ui/page-header.tsx';
import { columns } from './columns.tsx';
import { type Filter, toQuery } from './filter.ts';
import { Filters } from './filters.tsx';

const route = getRouteApi('/shell/admin/credentials');
const pageSize = 200;

const listQuery = (filter: Filter) =>
  infiniteQueryOptions({
    queryKey: [...adminKeys.credentials, 'list', filter],
    queryFn: ({ signal, pageParam }) =>
      client.listCredentials({
        query: { limit: pageSize, ...toQuery(filter), ...(pageParam === '' ? {} : { cursor: pageParam }) },
        signal,
      }),
    initialPageParam: '',
    getNextPageParam: ({ nextCursor }) => nextCursor,
  });

/** All credentials of the instance. */
export function CredentialsPage() {
  const filter = route.useSearch();
  const navigate = route.useNavigate();
  const nowMs = useNow();
  const [revoking, setRevoking] = useState<Administered>();
  const list = useInfiniteQuery({ ...listQuery(filter), placeholderData: keepPreviousData });
  const shown = useMemo(() => columns(setRevoking), []);
  return (
    <>
      <PageHeader
        title="All credentials"
        description="The PATs and API keys of everybody on this instance, deleted ones included. Never their values."
      />
      <Stack gap="sm">
        <Filters filter={filter} onFilter={(search) => void navigate({ search, replace: true, resetScroll: false })} />
        <Listing
          label="All credentials"
          list={list}
          columns={shown}
          keyOf={({ id }) => id}
          isFaint={(credential) => !isWorking(credential, nowMs)}
          empty={
            <EmptyState icon={<SearchX size={22} />} title="No credential matches">
              {Object.keys(filter).length === 0 ? 'Nobody has made one yet.' : 'Try other words, or fewer filters.'}
            </EmptyState>
          }
        />
      </Stack>
      {revoking !== undefined && <RevokeDialog credential={revoking} onClose={() => setRevoking(undefined)} />}
    </>
  );
}
