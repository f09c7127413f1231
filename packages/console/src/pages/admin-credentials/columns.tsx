import { ActionIcon, Menu, Stack, Text } from '@mantine/core';
import type { ReactNode } from 'react';
import { type Administered, isRevocable } from '../../administration/administered.ts';
import { AdministeredPill } from '../../administration/administered-pill.tsx';
import type { Column } from '../../ui/data-list/column.ts';
import { Ellipsis, ShieldOff, User } from '../../ui/icons.ts';
import { LinkAnchor, LinkMenuItem } from '../../ui/links.tsx';
import { RelativeTime } from '../../ui/relative-time.tsx';

type Act = (credential: Administered) => void;

const iconSize = 15;

function TwoLines({ first, second, mono = false }: { first: ReactNode; second: ReactNode; mono?: boolean }) {
  return (
    <Stack gap={0}>
      <Text size="sm" lineClamp={1} component="div">
        {first}
      </Text>
      <Text size="xs" c="dimmed" lineClamp={1} className={mono ? 'mono' : ''} component="div">
        {second}
      </Text>
    </Stack>
  );
}

function named({ id, name, prefix }: Administered): ReactNode {
  const link = (
    <LinkAnchor
      to="/admin/credentials/$credentialId"
      params={{ credentialId: id }}
      c="inherit"
      fw={560}
      style={{ overflowWrap: 'anywhere' }}
    >
      {name}
    </LinkAnchor>
  );
  return <TwoLines first={link} second={prefix} mono />;
}

function owned({ kind, user, project }: Administered): ReactNode {
  if (kind === 'pat') return <TwoLines first={user?.email ?? 'Nobody'} second="PAT" />;
  return <TwoLines first={project?.name ?? 'No project'} second="API key of a project" />;
}

function used({ lastUsedAt, lastUsedAddress }: Administered): ReactNode {
  if (lastUsedAt === null) return <Text c="dimmed">Never</Text>;
  return <TwoLines first={<RelativeTime instant={lastUsedAt} />} second={lastUsedAddress ?? ''} mono />;
}

function Actions({ credential, onRevoke }: { readonly credential: Administered; readonly onRevoke: Act }) {
  const { name, user } = credential;
  if (user === null && !isRevocable(credential)) return null;
  return (
    <Menu position="bottom-end" shadow="md" width={220}>
      <Menu.Target>
        <ActionIcon aria-label={`Actions for ${name}`}>
          <Ellipsis size={18} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        {user !== null && (
          <LinkMenuItem to="/admin/credentials" search={{ userId: user.id }} leftSection={<User size={iconSize} />}>
            All of this user
          </LinkMenuItem>
        )}
        {isRevocable(credential) && (
          <Menu.Item
            color="var(--mantine-color-error)"
            leftSection={<ShieldOff size={iconSize} />}
            onClick={() => onRevoke(credential)}
          >
            Revoke
          </Menu.Item>
        )}
      </Menu.Dropdown>
    </Menu>
  );
}

/** How the listing of all credentials shows each. */
export const columns = (onRevoke: Act): readonly Column<Administered>[] => [
  { id: 'name', header: 'Name', width: 'minmax(9rem, 1.6fr)', onCard: 'title', cell: named },
  { id: 'owner', header: 'Owner', width: 'minmax(9rem, 1.6fr)', cell: owned },
  { id: 'status', header: 'Status', width: '7.5rem', cell: (each) => <AdministeredPill credential={each} /> },
  {
    id: 'made',
    header: 'Made',
    width: '6.5rem',
    hideBelowPx: 820,
    cell: ({ createdAt }) => <RelativeTime instant={createdAt} />,
  },
  {
    id: 'expires',
    header: 'Expires',
    width: '6.5rem',
    cell: ({ expiresAt }) => (expiresAt === null ? 'Never' : <RelativeTime instant={expiresAt} />),
  },
  { id: 'used', header: 'Last used', width: '7.5rem', cell: used },
  {
    id: 'actions',
    header: 'Actions',
    width: '2.25rem',
    onCard: 'aside',
    cell: (each) => <Actions credential={each} onRevoke={onRevoke} />,
  },
];
