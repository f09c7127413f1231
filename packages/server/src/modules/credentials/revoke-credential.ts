import { AppError, type Input, type Operations } from '@keywright/contract';
import type { Trx } from '../../db/database.ts';
import type { Commit, Outcome } from '../audit/index.ts';
import { tell } from '../notices/index.ts';
import { actorId, type Principal, personOf } from '../scopes/index.ts';
import { type Credential, factsOf, nameOf } from './credential.ts';
import { findPersonToTell, lockCredential, type Owner, updateRevoked } from './credential-store.ts';
import type { CredentialDeps } from './deps.ts';
import { auditTargetOf } from './mint-credential.ts';

/** How a credential is ended: revoked, or deleted, which removes it from listings as well. */
export interface Revocation {
  readonly deleted: boolean;
  readonly reason: string | null;
}

/**
 * Ends a credential within a transaction: the next request with any of its secrets is refused, on every node. Its owner is
 * told where somebody else did it, webhooks whoever did it. No target where there was nothing left to do.
 */
export async function endCredential(
  deps: CredentialDeps,
  principal: Principal,
  trx: Trx,
  credential: Credential,
  { deleted, reason }: Revocation,
): Promise<Pick<Outcome<unknown>, 'target' | 'changed'>> {
  if (credential.revokedAt !== null && !deleted) return { target: null };
  const by = actorId(principal);
  await updateRevoked(trx, credential.id, { by, reason, deleted, now: deps.clock.now() });
  if (credential.revokedAt === null) {
    const owner = await findPersonToTell(trx, credential);
    await tell(deps, trx, {
      kind: 'credential-revoked',
      userIds: owner === null || owner === by ? [] : [owner],
      credentialId: credential.id,
      message: revocationMessage(credential, owner === by, reason),
      data: { ...factsOf(credential), revokedBy: by, reason },
    });
  }
  const target = auditTargetOf(credential);
  const details = reason === null ? target.details : { ...target.details, reason };
  return { target: { ...target, details: details ?? {} }, changed: [`credential:${credential.id}`] };
}

/** What the owner reads; where they did it themselves, webhooks alone do. */
function revocationMessage(credential: Credential, byOwner: boolean, reason: string | null): string {
  const who = byOwner ? 'its owner' : 'somebody else';
  const what = `${byOwner ? 'The' : 'Your'} ${nameOf(credential)} was revoked by ${who}.`;
  return reason === null ? what : `${what} Reason: ${reason}`;
}

async function endOwn(
  deps: CredentialDeps,
  principal: Principal,
  request: { readonly owner: Owner; readonly id: string; readonly deleted: boolean },
  commit: Commit,
): Promise<undefined> {
  return commit(async (trx) => {
    const credential = await lockCredential(trx, request.owner, request.id);
    if (credential === undefined) throw new AppError('NOT_FOUND');
    const ended = await endCredential(deps, principal, trx, credential, { deleted: request.deleted, reason: null });
    return { reply: undefined, ...ended };
  });
}

export async function revokeApiKey(
  deps: CredentialDeps,
  principal: Principal,
  { params, target }: Input<Operations['revokeApiKey']>,
  commit: Commit,
): Promise<undefined> {
  const owner = { projectId: target.projectId };
  return endOwn(deps, principal, { owner, id: params.keyId, deleted: false }, commit);
}

/** Revokes one of the caller’s PATs. Somebody else’s is not found. */
export async function revokePat(
  deps: CredentialDeps,
  principal: Principal,
  { params }: Input<Operations['revokePat']>,
  commit: Commit,
): Promise<undefined> {
  const owner = { userId: personOf(principal).userId };
  return endOwn(deps, principal, { owner, id: params.patId, deleted: false }, commit);
}

/** Ends one of the caller’s PATs and removes it from listings; it stays in the audit log. */
export async function deleteToken(
  deps: CredentialDeps,
  principal: Principal,
  { params }: Input<Operations['deleteToken']>,
  commit: Commit,
): Promise<undefined> {
  const owner = { userId: personOf(principal).userId };
  return endOwn(deps, principal, { owner, id: params.tokenId, deleted: true }, commit);
}
