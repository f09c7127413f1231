import { AppError, type Input, type Operations } from '@keywright/contract';
import type { Commit } from '../audit/index.ts';
import { actorId, type Principal, personOf } from '../scopes/index.ts';
import { lockCredential, type Owner, updateRevoked } from './credential-store.ts';
import type { CredentialDeps } from './deps.ts';
import { auditTargetOf } from './mint-credential.ts';

/** Revokes: the next request with it is refused, on every node. Revoking a revoked one changes nothing. */
async function revokeCredential(
  deps: CredentialDeps,
  principal: Principal,
  { owner, id }: { owner: Owner; id: string },
  commit: Commit,
): Promise<undefined> {
  return commit(async (trx) => {
    const credential = await lockCredential(trx, owner, id);
    if (credential === undefined) throw new AppError('NOT_FOUND');
    if (credential.revokedAt !== null) return { reply: undefined, target: null };
    await updateRevoked(trx, id, actorId(principal), deps.clock.now());
    return { reply: undefined, target: auditTargetOf(credential), changed: [`credential:${id}`] };
  });
}

export async function revokeApiKey(
  deps: CredentialDeps,
  principal: Principal,
  { params, target }: Input<Operations['revokeApiKey']>,
  commit: Commit,
): Promise<undefined> {
  return revokeCredential(deps, principal, { owner: { projectId: target.projectId }, id: params.keyId }, commit);
}

/** Revokes one of the caller’s PATs. Somebody else’s is not found. */
export async function revokePat(
  deps: CredentialDeps,
  principal: Principal,
  { params }: Input<Operations['revokePat']>,
  commit: Commit,
): Promise<undefined> {
  return revokeCredential(deps, principal, { owner: { userId: personOf(principal).userId }, id: params.patId }, commit);
}
