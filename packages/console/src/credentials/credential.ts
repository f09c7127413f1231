import type { ReplyOf } from '@keywright/client';

/** A credential as listings have it: PATs and API keys alike. PATs also say from where they were last used. */
export type Credential = ReplyOf<'listApiKeys'>['data'][number] & { readonly lastUsedAddress?: string | null };

/** One credential by itself, with its version and the addresses that it was last used from. */
export type CredentialDetail = Credential & Pick<ReplyOf<'getApiKey'>, 'etag' | 'lastAddresses'>;

/** The reply to a mint: the one value in the console that holds a token. */
export type MintedCredential = ReplyOf<'mintPat'>;

export type State = 'active' | 'expiring' | 'expired' | 'revoked';

/** As the service’s listings have it. */
export const expiringWithinMs = 14 * 24 * 3_600_000;

type Dated = Pick<Credential, 'revokedAt' | 'expiresAt'>;

/** What has become of a credential by a moment. */
export function stateOf({ revokedAt, expiresAt }: Dated, nowMs: number): State {
  if (revokedAt !== null) return 'revoked';
  if (expiresAt === null) return 'active';
  const leftMs = Date.parse(expiresAt) - nowMs;
  if (leftMs <= 0) return 'expired';
  return leftMs <= expiringWithinMs ? 'expiring' : 'active';
}

export const isLive = (state: State): boolean => state === 'active' || state === 'expiring';
