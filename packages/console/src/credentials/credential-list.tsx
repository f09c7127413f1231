import { Group, SegmentedControl, Select, Stack, Text, TextInput } from '@mantine/core';
import { useDebouncedCallback, useMediaQuery } from '@mantine/hooks';
import { keepPreviousData, useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { type ReactNode, useMemo, useState } from 'react';
import { useNow } from '../browser/now.ts';
import { DataList } from '../ui/data-list/data-list.tsx';
import { usePages } from '../ui/data-list/use-pages.ts';
import { EmptyState } from '../ui/empty-state.tsx';
import { ErrorState } from '../ui/error-state.tsx';
import { Search, SearchX } from '../ui/icons.ts';
import { LoadingState } from '../ui/loading-state.tsx';
import { ActionsMenu } from './actions-menu.tsx';
import { credentialColumns } from './columns.tsx';
import { type Credential, isLive, type State, stateOf } from './credential.ts';
import { CredentialDialogs, type Intent } from './dialogs.tsx';
import type { Family } from './family.ts';
import { allowanceQuery, listQuery } from './queries.ts';
import { toSearch } from './search-text.ts';

export interface CredentialListProps {
  readonly family: Family;
  readonly label: string;
  /** From the address, so that a filtered list can be linked to. */
  readonly state: State | undefined;
  readonly search: string;
  readonly onFilter: (filter: { readonly state?: State; readonly search?: string }) => void;
  /** A credential’s name, as a link to its page. */
  readonly nameOf: (credential: Credential) => ReactNode;
  /** What stands where there are none at all. */
  readonly empty: ReactNode;
}

const states = [
  { value: 'all', label: 'All' },
  { value: 'active', label: 'Active' },
  { value: 'expiring', label: 'Expire soon' },
  { value: 'expired', label: 'Expired' },
  { value: 'revoked', label: 'Revoked' },
] as const;

/** What is searched for is asked for once the typing rests. */
const restMs = 200;

const isState = (value: string): value is State => value !== 'all' && states.some((each) => each.value === value);

/** The credentials of an owner: searched, filtered, and changed in place. */
export function CredentialList(props: CredentialListProps) {
  const { family, label, state, search, nameOf, empty } = props;
  const [intent, setIntent] = useState<Intent>();
  const nowMs = useNow();
  const text = toSearch(search);
  const filter = {
    ...(state === undefined ? {} : { state }),
    ...(text === undefined || text === 'token' ? {} : { search: text }),
  };
  const list = useInfiniteQuery({ ...listQuery(family, filter), placeholderData: keepPreviousData });
  const { items, hasMore, onEndReached, fault } = usePages(list);
  const columns = useMemo(
    () =>
      credentialColumns(nameOf, (credential) => (
        <ActionsMenu
          family={family}
          credential={credential}
          onAction={(action, of) => setIntent({ action, credential: of })}
        />
      )),
    [family, nameOf],
  );

  if (fault !== undefined && items.length === 0) return <ErrorState {...fault} />;
  if (list.isPending) return <LoadingState />;
  const isFiltered = state !== undefined || search !== '';
  if (items.length === 0 && !isFiltered) return empty;
  return (
    <Stack gap="sm">
      <Filters {...props} />
      {items.length === 0 ? (
        <EmptyState icon={<SearchX />} title={`No ${family.noun} matches`}>
          Try other words, or another state.
        </EmptyState>
      ) : (
        <DataList
          label={label}
          items={items}
          columns={columns}
          keyOf={({ id }) => id}
          isFaint={(credential) => !isLive(stateOf(credential, nowMs))}
          hasMore={hasMore}
          onEndReached={onEndReached}
        />
      )}
      {fault !== undefined && <ErrorState {...fault} />}
      <CredentialDialogs family={family} intent={intent} onClose={() => setIntent(undefined)} />
    </Stack>
  );
}

function Filters({ family, state, search, onFilter }: CredentialListProps) {
  const [typed, setTyped] = useState(search);
  const isNarrow = useMediaQuery('(max-width: 62em)', false, { getInitialValueInEffect: false });
  const choose = (value: string | null) =>
    onFilter({ ...(value !== null && isState(value) ? { state: value } : {}), ...(search === '' ? {} : { search }) });
  const find = useDebouncedCallback(
    (text: string) =>
      onFilter({ ...(state === undefined ? {} : { state }), ...(text.trim() === '' ? {} : { search: text }) }),
    restMs,
  );
  const type = (text: string) => {
    setTyped(text);
    if (toSearch(text) === 'token') find.cancel();
    else find(text);
  };
  const isToken = toSearch(typed) === 'token';
  return (
    <Group gap="sm" align="flex-start">
      <TextInput
        flex="1 1 14rem"
        maw={{ base: 'none', md: 360 }}
        type="search"
        aria-label="Search by name, note or prefix"
        placeholder="Search by name, note or prefix"
        leftSection={<Search size={16} />}
        value={typed}
        onChange={({ currentTarget }) => type(currentTarget.value)}
        error={isToken ? 'That looks like a whole token. Search for its prefix.' : undefined}
      />
      {isNarrow ? (
        <Select
          aria-label="State"
          w={150}
          data={[...states]}
          value={state ?? 'all'}
          onChange={choose}
          allowDeselect={false}
        />
      ) : (
        <SegmentedControl aria-label="State" data={[...states]} value={state ?? 'all'} onChange={choose} />
      )}
      <Allowance family={family} />
    </Group>
  );
}

/** How many are in use, of how many there may be. */
export function Allowance({ family }: { readonly family: Family }) {
  const { data } = useQuery(allowanceQuery(family));
  if (data === undefined) return null;
  const { live, limit } = data;
  const isFull = limit !== null && live >= limit;
  return (
    <Text ml="auto" size="sm" c={isFull ? 'var(--mantine-color-error)' : 'dimmed'} py={8}>
      {limit === null ? `${live} in use` : `${live} of ${limit} in use`}
    </Text>
  );
}
