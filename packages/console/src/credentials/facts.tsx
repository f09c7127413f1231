import { Text } from '@mantine/core';
import type { ReactNode } from 'react';
import { type Fact, FactList, Words } from '../ui/fact-list.tsx';
import { RelativeTime } from '../ui/relative-time.tsx';
import type { Credential } from './credential.ts';

export interface FactsProps {
  readonly credential: Credential;
  /** The projects that it is held to, by name, where the page knows them. */
  readonly projects?: ReactNode;
}

/** All that is known of a credential. */
export function Facts({ credential, projects }: FactsProps) {
  const { prefix, level, scopes, projectIds, allowedNetworks, expiresAt, lastUsedAt, lastUsedAddress } = credential;
  const facts: readonly Fact[] = [
    ['Prefix', <Words key="prefix" words={[prefix]} />],
    level === null ? ['Scopes', <Words key="scopes" words={scopes} />] : ['Level', level],
    ['Projects', projects ?? (projectIds.length === 0 ? 'All of them' : <Words key="projects" words={projectIds} />)],
    ['Networks', allowedNetworks.length === 0 ? 'Any' : <Words key="networks" words={allowedNetworks} />],
    ['Expires', expiresAt === null ? 'Never' : <RelativeTime key="expires" instant={expiresAt} />],
    ['Last used', lastUsedAt === null ? 'Never' : <LastUse key="used" at={lastUsedAt} address={lastUsedAddress} />],
    ['Made', <RelativeTime key="made" instant={credential.createdAt} />],
    ...(credential.revokedAt === null
      ? []
      : [['Revoked', <RelativeTime key="revoked" instant={credential.revokedAt} />] as const]),
  ];
  return <FactList facts={facts} />;
}

function LastUse({ at, address }: { readonly at: string; readonly address: string | null | undefined }) {
  return (
    <>
      <RelativeTime instant={at} />
      {address != null && (
        <Text span c="dimmed">
          {' '}
          from <code>{address}</code>
        </Text>
      )}
    </>
  );
}
