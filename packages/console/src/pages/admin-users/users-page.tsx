import { Group, SegmentedControl, Stack } from '@mantine/core';
import { infiniteQueryOptions, keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { useMemo, useState } from 'react';
import { adminKeys } from '../../administration/administered.ts';
import { Listing } from '../../administration/listing.tsx';
import { SearchField } from '../../administration/search-field.tsx';
import { defined } from '../../administration/search-params.ts';
import { client } from '../../app/client.ts';
import { toSearch } from '../../credentials/search-text.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import { SearchX } from '../../ui/icons.ts';
import { PageHeader } from '../../ui/page-header.tsx';
import { columns, type Intent } from './columns.tsx';
import { UserDialog } from './user-dialog.tsx';
import type { UserFilter } from './user-filter.ts';

const route = getRouteApi('/shell/admin/users');
const pageSize = 100;

function listQuery({ search = '', disabled }: UserFilter) {
  const text = toSearch(search);
  const filter = defined({ search: text === 'token' ? undefined : text, disabled });
  return infiniteQueryOptions({
    queryKey: [...adminKeys.users, filter],
    queryFn: ({ signal, pageParam }) =>
      client.listUsers({
        query: { limit: pageSize, ...filter, ...(pageParam === '' ? {} : { cursor: pageParam }) },
        signal,
      }),
    initialPageParam: '',
    getNextPageParam: ({ nextCursor }) => nextCursor,
  });
}

const choices = [
  { value: 'all', label: 'All' },
  { value: 'false', label: 'Active' },
  { value: 'true', label: 'Disabled' },
];

/** All users of the instance. */
export function UsersPage() {
  const filter = route.useSearch();
  const navigate = route.useNavigate();
  const [intent, setIntent] = useState<Intent>();
  const list = useInfiniteQuery({ ...listQuery(filter), placeholderData: keepPreviousData });
  const shown = useMemo(() => columns(setIntent), []);
  const change = (part: { readonly search?: string | undefined; readonly disabled?: boolean | undefined }) =>
    void navigate({ search: defined({ ...filter, ...part }), replace: true, resetScroll: false });
  return (
    <>
      <PageHeader title="Users" description="Everybody who has an account on this instance." />
      <Stack gap="sm">
        <Group gap="sm" align="flex-start">
          <SearchField
            label="Search by name or e-mail"
            value={filter.search ?? ''}
            onSearch={(search) => change({ search })}
          />
          <SegmentedControl
            aria-label="State"
            data={choices}
            value={filter.disabled === undefined ? 'all' : String(filter.disabled)}
            onChange={(value) => change({ disabled: value === 'all' ? undefined : value === 'true' })}
          />
        </Group>
        <Listing
          label="Users"
          list={list}
          columns={shown}
          keyOf={({ id }) => id}
          isFaint={({ disabledAt }) => disabledAt !== null}
          empty={
            <EmptyState icon={<SearchX size={22} />} title="No user matches">
              Try other words, or another state.
            </EmptyState>
          }
        />
      </Stack>
      {intent !== undefined && <UserDialog {...intent} onClose={() => setIntent(undefined)} />}
    </>
  );
}
