import type { ReplyOf } from '@keywright/client';
import { stateOf } from '../credentials/credential.ts';

/** A credential as administrators see it. */
export type Administered = ReplyOf<'listCredentials'>['data'][number];
export type Person = ReplyOf<'listUsers'>['data'][number];

/** Whether it can still be revoked: an expired one may be given a new end by a rotation. */
export const isRevocable = ({ revokedAt, deletedAt }: Pick<Administered, 'revokedAt' | 'deletedAt'>): boolean =>
  revokedAt === null && deletedAt === null;

/** Whether it works now. */
export const isWorking = (credential: Administered, nowMs: number): boolean => {
  const state = stateOf(credential, nowMs);
  return credential.deletedAt === null && (state === 'active' || state === 'expiring');
};

/** What it is called in a sentence. */
export const nounOf = ({ kind }: Pick<Administered, 'kind'>): string => (kind === 'pat' ? 'PAT' : 'API key');

/** Query keys: what a change by an administrator makes stale. */
export const adminKeys = {
  credentials: ['admin', 'credentials'],
  users: ['admin', 'users'],
  figures: ['admin', 'figures'],
  blockedAddresses: ['admin', 'blocked-addresses'],
  webhooks: ['admin', 'webhooks'],
} as const;
