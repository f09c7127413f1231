import { type Input, type Operations, type Reply, toName } from '@keywright/contract';
import type { Commit } from '../audit/index.ts';
import { type Principal, personOf } from '../scopes/index.ts';
import type { PeopleDeps } from './deps.ts';
import { updateUserName } from './people-store.ts';
import { presentUser } from './person.ts';

type Op = Operations['updateMe'];

/** Changes the caller’s name; an absent name leaves it. */
export async function updateMe(
  deps: PeopleDeps,
  principal: Principal,
  { body }: Input<Op>,
  commit: Commit,
): Promise<Reply<Op>> {
  const { userId, name: present } = personOf(principal);
  const name = body.name === undefined ? present : toName(body.name);
  return commit(async (trx) => {
    const user = await updateUserName(trx, userId, name, deps.clock.now());
    return { reply: presentUser(user), target: { kind: 'user', id: userId }, changed: [`user:${userId}`] };
  });
}
