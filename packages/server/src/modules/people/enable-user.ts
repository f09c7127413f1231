import { AppError, type Input, type Operations, type Reply } from '@keywright/contract';
import type { Commit } from '../audit/index.ts';
import type { Principal } from '../scopes/index.ts';
import type { PeopleDeps } from './deps.ts';
import { findUser, updateUserDisabledAt } from './people-store.ts';
import { presentUser } from './person.ts';

type Op = Operations['enableUser'];

/** Enables a disabled user. Their sessions stay ended; PATs that were not revoked work again. */
export async function enableUser(
  _deps: PeopleDeps,
  _principal: Principal,
  { params }: Input<Op>,
  commit: Commit,
): Promise<Reply<Op>> {
  return commit(async (trx) => {
    const user = await findUser(trx, params.userId);
    if (user === undefined) throw new AppError('NOT_FOUND');
    if (user.disabledAt === null) return { reply: presentUser(user), target: null };
    const enabled = await updateUserDisabledAt(trx, user.id, null);
    return {
      reply: presentUser(enabled ?? user),
      target: { kind: 'user', id: user.id },
      changed: [`user:${user.id}`],
    };
  });
}
