import { ActionIcon, Button, Group, Menu, Stack, Text } from '@mantine/core';
import { useInfiniteQuery, useSuspenseQuery } from '@tanstack/react-query';
import { useMemo, useState } from 'react';
import { meQuery } from '../../app/queries.ts';
import type { Column } from '../../ui/data-list/column.ts';
import { DataList } from '../../ui/data-list/data-list.tsx';
import { usePages } from '../../ui/data-list/use-pages.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import { ErrorState } from '../../ui/error-state.tsx';
import { Ellipsis, Plus, Trash, User } from '../../ui/icons.ts';
import { LoadingState } from '../../ui/loading-state.tsx';
import { RelativeTime } from '../../ui/relative-time.tsx';
import { StatusPill } from '../../ui/status-pill.tsx';
import { AddMemberDialog } from './add-member-dialog.tsx';
import { type Member, membersQuery, type Organization, usePermissions } from './queries.ts';
import { RemoveMemberDialog } from './remove-member-dialog.tsx';
import { RoleDialog } from './role-dialog.tsx';

type Intent = { readonly action: 'add' } | { readonly action: 'set' | 'remove'; readonly member: Member };

const iconSize = 15;

/** Who belongs to an organization, and as what. */
export function MembersTab({ organization }: { readonly organization: Organization }) {
  const { id, name } = organization;
  const { data: me } = useSuspenseQuery(meQuery);
  const may = usePermissions(id);
  const mayChange = may('members.write');
  const list = useInfiniteQuery(membersQuery(id));
  const [intent, setIntent] = useState<Intent>();
  const { items: members, hasMore, onEndReached, fault } = usePages(list);
  const columns = useMemo(() => memberColumns(me.id, mayChange ? setIntent : undefined), [me.id, mayChange]);
  const close = () => setIntent(undefined);

  if (fault !== undefined && members.length === 0) return <ErrorState {...fault} />;
  if (list.isPending) return <LoadingState />;
  return (
    <Stack gap="sm">
      <Group justify="space-between" gap="sm" mih={36}>
        <Text c="dimmed">
          {list.hasNextPage
            ? 'The latest come first.'
            : `${members.length} ${members.length === 1 ? 'member' : 'members'}`}
        </Text>
        {mayChange && (
          <Button leftSection={<Plus size={16} />} onClick={() => setIntent({ action: 'add' })}>
            Add member
          </Button>
        )}
      </Group>
      {members.length === 0 ? (
        <EmptyState icon={<User size={22} />} title="Nobody is here yet">
          Add somebody by their e-mail address.
        </EmptyState>
      ) : (
        <DataList
          label={`Members of ${name}`}
          items={members}
          columns={columns}
          keyOf={({ userId }) => userId}
          hasMore={hasMore}
          onEndReached={onEndReached}
        />
      )}
      {fault !== undefined && <ErrorState {...fault} />}
      {intent?.action === 'add' && <AddMemberDialog organization={organization} onClose={close} />}
      {intent?.action === 'set' && <RoleDialog organization={organization} member={intent.member} onClose={close} />}
      {intent?.action === 'remove' && (
        <RemoveMemberDialog
          organization={organization}
          member={intent.member}
          isMe={intent.member.userId === me.id}
          onClose={close}
        />
      )}
    </Stack>
  );
}

function memberColumns(myId: string, onIntent: ((intent: Intent) => void) | undefined): readonly Column<Member>[] {
  const columns: readonly Column<Member>[] = [
    {
      id: 'name',
      header: 'Name',
      width: 'minmax(11rem, 2fr)',
      onCard: 'title',
      cell: ({ userId, name, email }) => (
        <Stack gap={0}>
          <Text fw={560} lineClamp={1}>
            {name}
            {userId === myId && (
              <Text span c="dimmed" fw={400}>
                {' '}
                (you)
              </Text>
            )}
          </Text>
          <Text size="xs" c="dimmed" lineClamp={1}>
            {email}
          </Text>
        </Stack>
      ),
    },
    {
      id: 'role',
      header: 'Role',
      width: 'minmax(8rem, 1fr)',
      cell: ({ role }) => <StatusPill tone="neutral">{role}</StatusPill>,
    },
    { id: 'since', header: 'Since', width: '9rem', cell: ({ createdAt }) => <RelativeTime instant={createdAt} /> },
  ];
  if (onIntent === undefined) return columns;
  const actions: Column<Member> = {
    id: 'actions',
    header: 'Actions',
    width: '2.25rem',
    onCard: 'aside',
    cell: (member) => (
      <Menu position="bottom-end" shadow="md" width={176}>
        <Menu.Target>
          <ActionIcon aria-label={`Actions for ${member.name}`}>
            <Ellipsis size={18} />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item leftSection={<User size={iconSize} />} onClick={() => onIntent({ action: 'set', member })}>
            Set role
          </Menu.Item>
          <Menu.Item
            color="var(--mantine-color-error)"
            leftSection={<Trash size={iconSize} />}
            onClick={() => onIntent({ action: 'remove', member })}
          >
            Remove
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
    ),
  };
  return [...columns, actions];
}
