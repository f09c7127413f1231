import { AppError, type Input, type Operations, type Reply } from '@keywright/contract';
import type { Commit } from '../audit/index.ts';
import { endCredential, lockUnrevokedPats } from '../credentials/index.ts';
import { findUser } from '../people/index.ts';
import type { Principal } from '../scopes/index.ts';
import type { AdminDeps } from './deps.ts';

type Op = Operations['revokeUserCredentials'];

/** Revokes all PATs of a user, in one transaction. API keys that they minted belong to projects and go on. */
export async function revokeUserCredentials(
  deps: AdminDeps,
  principal: Principal,
  { params, body }: Input<Op>,
  commit: Commit,
): Promise<Reply<Op>> {
  return commit(async (trx) => {
    const user = await findUser(trx, params.userId);
    if (user === undefined) throw new AppError('NOT_FOUND');
    const pats = await lockUnrevokedPats(trx, user.id);
    for (const pat of pats) await endCredential(deps, principal, trx, pat, { deleted: false, reason: body.reason });
    return {
      reply: { revoked: pats.length },
      target: {
        kind: 'user',
        id: user.id,
        ownerUserId: user.id,
        details: { revoked: pats.map(({ id }) => id), reason: body.reason },
      },
      changed: pats.map(({ id }) => `credential:${id}` as const),
    };
  });
}
