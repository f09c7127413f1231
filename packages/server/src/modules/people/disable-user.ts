import { AppError, type Input, type Operations, type Reply } from '@keywright/contract';
import type { Commit } from '../audit/index.ts';
import { type Principal, personOf } from '../scopes/index.ts';
import type { PeopleDeps } from './deps.ts';
import { deleteSessions, findUser, updateUserDisabledAt } from './people-store.ts';
import { presentUser } from './person.ts';

type Op = Operations['disableUser'];

/**
 * Disables a user: their sessions end and their PATs are refused from the next request on. API keys that they minted
 * act for their projects and go on. Disabling a disabled user changes nothing. Nobody disables themselves: an instance
 * must not lose its last administrator by a slip.
 */
export async function disableUser(
  deps: PeopleDeps,
  principal: Principal,
  { params }: Input<Op>,
  commit: Commit,
): Promise<Reply<Op>> {
  if (params.userId === personOf(principal).userId) {
    throw new AppError('CONFLICT', { detail: 'You cannot disable yourself. Ask another administrator.' });
  }
  return commit(async (trx) => {
    const user = await findUser(trx, params.userId);
    if (user === undefined) throw new AppError('NOT_FOUND');
    if (user.disabledAt !== null) return { reply: presentUser(user), target: null };
    const disabled = await updateUserDisabledAt(trx, user.id, deps.clock.now());
    await deleteSessions(trx, user.id);
    return {
      reply: presentUser(disabled ?? user),
      target: { kind: 'user', id: user.id },
      changed: [`user:${user.id}`],
    };
  });
}
