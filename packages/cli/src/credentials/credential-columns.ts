import type { Fact } from '../output/output.ts';
import type { Column } from '../output/table.ts';
import { type Credential, type CredentialDetail, stateOf } from './credential.ts';

/** What a listing shows of each. */
export function credentialColumns(nowMs: number): readonly Column<Credential>[] {
  return [
    { heading: 'prefix', cell: ({ prefix }) => prefix },
    { heading: 'name', cell: ({ name }) => name },
    { heading: 'state', cell: (credential) => stateOf(credential, nowMs) },
    { heading: 'grants', cell: grantsOf },
    { heading: 'expires', cell: ({ expiresAt }) => expiresAt },
    { heading: 'last used', cell: ({ lastUsedAt }) => lastUsedAt },
    { heading: 'id', cell: ({ id }) => id },
  ];
}

/** What is shown of one. */
export function credentialFacts(credential: CredentialDetail, nowMs: number): readonly Fact[] {
  const { lastAddresses, projectIds, allowedNetworks } = credential;
  return [
    ['id', credential.id],
    ['prefix', credential.prefix],
    ['name', credential.name],
    ['note', credential.note === '' ? null : credential.note],
    ['state', stateOf(credential, nowMs)],
    ['grants', grantsOf(credential)],
    ['projects', projectIds.length === 0 ? 'all' : projectIds.join(', ')],
    ['networks', allowedNetworks.length === 0 ? 'any' : allowedNetworks.join(', ')],
    ['policy', credential.rateLimitPolicyId],
    ['created', credential.createdAt],
    ['expires', credential.expiresAt ?? 'never'],
    ['revoked', credential.revokedAt],
    ['last used', credential.lastUsedAt],
    ['used from', lastAddresses.map(({ address }) => address).join(', ') || null],
  ];
}

/** A level, or the scopes. */
export const grantsOf = ({ level, scopes }: Pick<Credential, 'level' | 'scopes'>): string =>
  level === null ? scopes.join(' ') : `level ${level}`;
