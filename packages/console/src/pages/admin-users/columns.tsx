import { ActionIcon, Badge, Group, Menu, Stack, Text } from '@mantine/core';
import type { Person } from '../../administration/administered.ts';
import type { Column } from '../../ui/data-list/column.ts';
import { Ban, CircleCheck, Ellipsis, KeyRound, ShieldOff } from '../../ui/icons.ts';
import { LinkMenuItem } from '../../ui/links.tsx';
import { RelativeTime } from '../../ui/relative-time.tsx';
import { StatusPill } from '../../ui/status-pill.tsx';

export interface Intent {
  readonly action: 'disable' | 'enable' | 'revoke';
  readonly user: Person;
}

type Act = (intent: Intent) => void;

const iconSize = 15;

function Named({ name, email, instanceAdmin }: Person) {
  return (
    <Stack gap={0}>
      <Group gap={8}>
        <Text fw={560} size="sm" component="span" style={{ overflowWrap: 'anywhere' }}>
          {name === '' ? email : name}
        </Text>
        {instanceAdmin && (
          <Badge variant="light" size="sm" tt="none">
            Administrator
          </Badge>
        )}
      </Group>
      <Text size="xs" c="dimmed" lineClamp={1}>
        {email}
      </Text>
    </Stack>
  );
}

function Actions({ user, onAction }: { readonly user: Person; readonly onAction: Act }) {
  return (
    <Menu position="bottom-end" shadow="md" width={230}>
      <Menu.Target>
        <ActionIcon aria-label={`Actions for ${user.email}`}>
          <Ellipsis size={18} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <LinkMenuItem to="/admin/credentials" search={{ userId: user.id }} leftSection={<KeyRound size={iconSize} />}>
          Their credentials
        </LinkMenuItem>
        {user.disabledAt === null ? (
          <Menu.Item leftSection={<Ban size={iconSize} />} onClick={() => onAction({ action: 'disable', user })}>
            Disable
          </Menu.Item>
        ) : (
          <Menu.Item leftSection={<CircleCheck size={iconSize} />} onClick={() => onAction({ action: 'enable', user })}>
            Enable
          </Menu.Item>
        )}
        <Menu.Item
          color="var(--mantine-color-error)"
          leftSection={<ShieldOff size={iconSize} />}
          onClick={() => onAction({ action: 'revoke', user })}
        >
          Revoke all PATs
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}

/** How the listing shows each user. */
export const columns = (onAction: Act): readonly Column<Person>[] => [
  { id: 'name', header: 'Name', width: 'minmax(12rem, 3fr)', onCard: 'title', cell: (user) => <Named {...user} /> },
  {
    id: 'status',
    header: 'Status',
    width: '7.5rem',
    cell: ({ disabledAt }) => (
      <StatusPill tone={disabledAt === null ? 'good' : 'neutral'}>
        {disabledAt === null ? 'Active' : 'Disabled'}
      </StatusPill>
    ),
  },
  {
    id: 'disabled',
    header: 'Disabled',
    width: '7.5rem',
    hideBelowPx: 760,
    cell: ({ disabledAt }) => (disabledAt === null ? '–' : <RelativeTime instant={disabledAt} />),
  },
  { id: 'joined', header: 'Joined', width: '7.5rem', cell: ({ createdAt }) => <RelativeTime instant={createdAt} /> },
  {
    id: 'actions',
    header: 'Actions',
    width: '2.25rem',
    onCard: 'aside',
    cell: (user) => <Actions user={user} onAction={onAction} />,
  },
];
