import { AppError, type Catalogue } from '@keywright/contract';
import type { CredentialBounds } from '../scopes/index.ts';
import type { Credential } from './credential.ts';
import { followsOwner, grantedScopes } from './grant.ts';
import { areWithin } from './networks.ts';

/** A rotation, by whom. */
export interface RotationBounds {
  readonly credential: Credential;
  /** When it will expire; null for never. */
  readonly expiresAt: number | null;
  /** The credential that rotates, if one does. */
  readonly by: CredentialBounds | undefined;
  /** What the caller holds where an API key acts; undefined for PATs, which act by their owner’s rights. */
  readonly held: ReadonlySet<string> | undefined;
}

/**
 * Whoever rotates a credential gets its secret, so it may do no more than they: an API key’s scopes are among those that the
 * caller holds (`SCOPE_ESCALATION`), and what a credential rotates is bound as tightly as that credential is
 * (`FORBIDDEN`). A credential may always replace its own secret.
 */
export function requireWithinCaller(catalogue: Catalogue, rotation: RotationBounds): void {
  const { credential, by, held } = rotation;
  if (by?.id === credential.id) return;
  if (held !== undefined) requireHeld(grantedScopes(catalogue, credential), held);
  if (by === undefined || isWithin(catalogue, rotation, by)) return;
  throw new AppError('FORBIDDEN', {
    detail: 'The credential in use is bound to less than this one is, so it may not have its secret.',
  });
}

function requireHeld(granted: ReadonlySet<string>, held: ReadonlySet<string>): void {
  const requested = [...granted].sort();
  const missing = requested.filter((scope) => !held.has(scope));
  if (missing.length === 0) return;
  throw new AppError('SCOPE_ESCALATION', {
    detail: `It holds ${missing.join(', ')}, which you do not hold, so you may not have its secret.`,
    details: { requested, held: requested.filter((scope) => held.has(scope)), missing },
  });
}

function isWithin(catalogue: Catalogue, { credential, expiresAt }: RotationBounds, by: CredentialBounds): boolean {
  const { projectIds, allowedNetworks, kind, level, rateLimitPolicyId } = credential;
  const reachesNoMore =
    kind === 'api-key' ||
    by.projectIds.length === 0 ||
    (projectIds.length > 0 && projectIds.every((id) => by.projectIds.includes(id)));
  return (
    grantedScopes(catalogue, credential).isSubsetOf(by.granted) &&
    (by.followsOwner || !followsOwner(catalogue, level)) &&
    reachesNoMore &&
    areWithin(allowedNetworks, by.allowedNetworks) &&
    (by.rateLimitPolicyId === null || by.rateLimitPolicyId === rateLimitPolicyId) &&
    (by.expiresAt === null || (expiresAt !== null && expiresAt <= by.expiresAt))
  );
}
