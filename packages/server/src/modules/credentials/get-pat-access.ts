import { AppError, type Input, type Operations, type Reply } from '@keywright/contract';
import { effectiveScopes, organizationsOf, type Principal, personOf, roleIn } from '../scopes/index.ts';
import { findCredential } from './credential-store.ts';
import type { CredentialDeps } from './deps.ts';
import { followsOwner, grantedScopes } from './grant.ts';

type Op = Operations['getPatAccess'];

/**
 * What one of the caller’s PATs may do, as authentication would decide it now: in each organization, what it was granted
 * and its owner holds. Somebody else’s is not found.
 */
export async function getPatAccess(
  { database, catalogue }: CredentialDeps,
  principal: Principal,
  { params }: Input<Op>,
): Promise<Reply<Op>> {
  const pat = await findCredential(database.reader, { userId: personOf(principal).userId }, params.patId);
  if (pat === undefined) throw new AppError('NOT_FOUND');
  const granted = grantedScopes(catalogue, pat);
  const follows = followsOwner(catalogue, pat.level);
  return {
    granted: [...granted].sort(),
    dropped: pat.scopes.filter((scope) => !catalogue.has(scope)),
    followsOwner: follows,
    organizations: organizationsOf(principal).map((organizationId) => {
      const held = effectiveScopes(principal, organizationId);
      return {
        organizationId,
        role: roleIn(principal, organizationId),
        scopes: [...granted.intersection(held)].sort(),
        missing: follows ? [] : [...granted.difference(held)].sort(),
      };
    }),
  };
}
