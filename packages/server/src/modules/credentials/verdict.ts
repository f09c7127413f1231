import type { CredentialKind } from '@keywright/contract';
import type { Principal } from '../scopes/index.ts';

/**
 * The outcome of checking a credential. `unknown` and `malformed`, and a wrong secret, which is `unknown`, are one
 * answer to the caller; the others are told only to who presented the right secret.
 */
export type Verdict =
  | { readonly outcome: 'valid'; readonly principal: Principal; readonly credentialId: string }
  | { readonly outcome: 'malformed' | 'unknown' | 'overloaded' }
  | {
      readonly outcome: 'revoked' | 'superseded' | 'expired' | 'owner-disabled' | 'network-refused';
      readonly credentialId: string;
      /** Who it would have acted as. */
      readonly principal: Principal;
    };

/** Everything that judging a credential needs, loaded once. */
export interface Snapshot {
  readonly credentialId: string;
  readonly kind: CredentialKind;
  readonly principal: Principal;
  readonly ownerDisabled: boolean;
  readonly revokedAt: number | null;
  /** Until when the secret that was presented works: null for the present one, an instant for one that was replaced. */
  readonly secretValidUntil: number | null;
  readonly expiresAt: number | null;
  readonly allows: (address: string) => boolean;
}

/** Judges a credential whose secret was right: revoked, its secret replaced, then expired, then its owner, then the network. */
export function judge(snapshot: Snapshot, now: number, address: string): Verdict {
  const { credentialId, principal } = snapshot;
  if (snapshot.revokedAt !== null) return { outcome: 'revoked', credentialId, principal };
  if (snapshot.secretValidUntil !== null && snapshot.secretValidUntil <= now) {
    return { outcome: 'superseded', credentialId, principal };
  }
  if (snapshot.expiresAt !== null && snapshot.expiresAt <= now) return { outcome: 'expired', credentialId, principal };
  if (snapshot.ownerDisabled) return { outcome: 'owner-disabled', credentialId, principal };
  if (!snapshot.allows(address)) return { outcome: 'network-refused', credentialId, principal };
  return { outcome: 'valid', principal, credentialId };
}
