import type { ReplyOf } from '@keywright/client';
import { Button, Text } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { infiniteQueryOptions, useInfiniteQuery, useMutation } from '@tanstack/react-query';
import { useMemo, useState } from 'react';
import { adminKeys } from '../../administration/administered.ts';
import { Listing } from '../../administration/listing.tsx';
import { client } from '../../app/client.ts';
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx';
import type { Column } from '../../ui/data-list/column.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import { CircleCheck } from '../../ui/icons.ts';
import { PageHeader } from '../../ui/page-header.tsx';
import { RelativeTime } from '../../ui/relative-time.tsx';

type Blocked = ReplyOf<'listBlockedAddresses'>['data'][number];

const listQuery = infiniteQueryOptions({
  queryKey: adminKeys.blockedAddresses,
  queryFn: ({ signal, pageParam }) =>
    client.listBlockedAddresses({ query: { limit: 100, ...(pageParam === '' ? {} : { cursor: pageParam }) }, signal }),
  initialPageParam: '',
  getNextPageParam: ({ nextCursor }) => nextCursor,
});

const columns = (onClear: (blocked: Blocked) => void): readonly Column<Blocked>[] => [
  {
    id: 'network',
    header: 'Address',
    width: 'minmax(11rem, 2fr)',
    onCard: 'title',
    cell: ({ network }) => (
      <Text fw={560} className="mono">
        {network}
      </Text>
    ),
  },
  { id: 'failures', header: 'Bad tokens in a row', width: 'minmax(8rem, 1fr)', cell: ({ failures }) => failures },
  {
    id: 'blocked',
    header: 'Blocked',
    width: 'minmax(7rem, 1fr)',
    cell: ({ createdAt }) => <RelativeTime instant={createdAt} />,
  },
  {
    id: 'until',
    header: 'Ends',
    width: 'minmax(7rem, 1fr)',
    cell: ({ blockedUntil }) => <RelativeTime instant={blockedUntil} />,
  },
  {
    id: 'actions',
    header: 'Actions',
    width: '5rem',
    onCard: 'aside',
    cell: (blocked) => (
      <Button size="xs" variant="default" aria-label={`Clear ${blocked.network}`} onClick={() => onClear(blocked)}>
        Clear
      </Button>
    ),
  },
];

/** The addresses that sent so many bad tokens that theirs are not looked at now. */
export function BlockedAddressesPage() {
  const [clearing, setClearing] = useState<Blocked>();
  const list = useInfiniteQuery(listQuery);
  const shown = useMemo(() => columns(setClearing), []);
  return (
    <>
      <PageHeader
        title="Blocked addresses"
        description="They presented so many bad tokens in a row that theirs are not looked at for a while."
      />
      <Listing
        label="Blocked addresses"
        list={list}
        columns={shown}
        keyOf={({ id }) => id}
        empty={
          <EmptyState icon={<CircleCheck size={22} />} title="No address is blocked">
            An address that presents many bad tokens in a row is kept out for a while, and is listed here meanwhile.
          </EmptyState>
        }
      />
      {clearing !== undefined && <ClearDialog blocked={clearing} onClose={() => setClearing(undefined)} />}
    </>
  );
}

function ClearDialog({ blocked, onClose }: { readonly blocked: Blocked; readonly onClose: () => void }) {
  const clear = useMutation({
    mutationFn: () => client.removeBlockedAddress({ params: { blockId: blocked.id } }),
    meta: { invalidates: [adminKeys.blockedAddresses, adminKeys.figures] },
    onSuccess: () => {
      notifications.show({ color: 'green', message: `${blocked.network} may present tokens again.` });
      onClose();
    },
  });
  return (
    <ConfirmDialog
      opened
      title={`Clear ${blocked.network}?`}
      confirm="Clear address"
      dangerous={false}
      pending={clear.isPending}
      error={clear.error}
      onConfirm={() => clear.mutate()}
      onClose={onClose}
    >
      From the next request on its tokens are looked at again. Otherwise that would be so{' '}
      <RelativeTime instant={blocked.blockedUntil} />. If it goes on presenting bad ones, it is blocked again.
    </ConfirmDialog>
  );
}
