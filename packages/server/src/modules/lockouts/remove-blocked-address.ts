import { AppError, type Input, type Operations } from '@keywright/contract';
import type { Commit } from '../audit/index.ts';
import type { Principal } from '../scopes/index.ts';
import { deleteBlock } from './block-store.ts';
import type { LockoutDeps } from './deps.ts';

type Op = Operations['removeBlockedAddress'];

/** Lets an address present tokens again: here with the answer, on other nodes within a second or two. */
export async function removeBlockedAddress(
  deps: LockoutDeps,
  _principal: Principal,
  { params }: Input<Op>,
  commit: Commit,
): Promise<undefined> {
  await deps.failures.flush();
  await commit(async (trx) => {
    const block = await deleteBlock(trx, params.blockId, deps.clock.now());
    if (block === undefined) throw new AppError('NOT_FOUND');
    const details = { network: block.network };
    return { reply: undefined, target: { kind: 'blocked-address', id: block.id, details } };
  });
  await deps.failures.refresh();
  return undefined;
}
