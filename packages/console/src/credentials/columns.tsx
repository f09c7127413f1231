import { Stack, Text } from '@mantine/core';
import type { ReactNode } from 'react';
import type { Column } from '../ui/data-list/column.ts';
import { RelativeTime } from '../ui/relative-time.tsx';
import { Access } from './access.tsx';
import type { Credential } from './credential.ts';
import { StatePill } from './state-pill.tsx';

/** How listings show credentials: the same for tokens and API keys, but for where a name leads and what can be done. */
export function credentialColumns(
  nameOf: (credential: Credential) => ReactNode,
  actionsOf: (credential: Credential) => ReactNode,
): readonly Column<Credential>[] {
  return [
    { id: 'name', header: 'Name', width: 'minmax(9rem, 2.2fr)', onCard: 'title', cell: (each) => named(each, nameOf) },
    { id: 'status', header: 'Status', width: '7.5rem', cell: (each) => <StatePill credential={each} /> },
    {
      id: 'prefix',
      header: 'Prefix',
      width: 'minmax(8.75rem, 1fr)',
      hideBelowPx: 880,
      cell: ({ prefix }) => (
        <Text size="xs" className="mono">
          {prefix}
        </Text>
      ),
    },
    { id: 'access', header: 'Access', width: 'minmax(7rem, 1.2fr)', cell: (each) => <Access credential={each} /> },
    {
      id: 'expires',
      header: 'Expires',
      width: '6.5rem',
      cell: ({ expiresAt }) => (expiresAt === null ? 'Never' : <RelativeTime instant={expiresAt} />),
    },
    { id: 'used', header: 'Last used', width: '7rem', cell: (each) => lastUse(each) },
    { id: 'actions', header: 'Actions', width: '2.25rem', onCard: 'aside', cell: actionsOf },
  ];
}

function named(credential: Credential, nameOf: (credential: Credential) => ReactNode): ReactNode {
  return (
    <Stack gap={0}>
      <Text fw={560} size="sm" lineClamp={1} component="div">
        {nameOf(credential)}
      </Text>
      {credential.note !== '' && (
        <Text size="xs" c="dimmed" lineClamp={1}>
          {credential.note}
        </Text>
      )}
    </Stack>
  );
}

function lastUse({ lastUsedAt, lastUsedAddress }: Credential): ReactNode {
  if (lastUsedAt === null) return <Text c="dimmed">Never</Text>;
  return (
    <Stack gap={0}>
      <RelativeTime instant={lastUsedAt} />
      {lastUsedAddress != null && (
        <Text size="xs" c="dimmed" className="mono" lineClamp={1}>
          {lastUsedAddress}
        </Text>
      )}
    </Stack>
  );
}
