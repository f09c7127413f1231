import { AppError, type Input, type Operations, type Reply } from '@keywright/contract';
import type { Commit } from '../audit/index.ts';
import { endCredential, lockAnyCredential } from '../credentials/index.ts';
import type { Principal } from '../scopes/index.ts';
import type { AdminDeps } from './deps.ts';
import { getPresented } from './get-credential.ts';

type Op = Operations['revokeCredential'];

/** Revokes anybody’s credential. The owner is told, with the reason; a revoked one stays as it was revoked. */
export async function revokeCredential(
  deps: AdminDeps,
  principal: Principal,
  { params, body }: Input<Op>,
  commit: Commit,
): Promise<Reply<Op>> {
  return commit(async (trx) => {
    const credential = await lockAnyCredential(trx, params.credentialId);
    if (credential === undefined) throw new AppError('NOT_FOUND');
    const ended = await endCredential(deps, principal, trx, credential, { deleted: false, reason: body.reason });
    return { reply: await getPresented(deps, trx, credential.id), ...ended };
  });
}
