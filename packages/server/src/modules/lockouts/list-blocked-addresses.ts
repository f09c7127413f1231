import type { Input, Operations, Reply } from '@keywright/contract';
import { readPageRequest, toPage } from '../../db/page.ts';
import type { Principal } from '../scopes/index.ts';
import { presentBlock } from './block.ts';
import { findBlocks } from './block-store.ts';
import type { LockoutDeps } from './deps.ts';

type Op = Operations['listBlockedAddresses'];

/** The addresses that are blocked now, the latest first. */
export async function listBlockedAddresses(
  deps: LockoutDeps,
  _principal: Principal,
  { query }: Input<Op>,
): Promise<Reply<Op>> {
  const page = readPageRequest(query);
  return toPage(await findBlocks(deps.database.reader, deps.clock.now(), page), page, presentBlock);
}
