import type { Reader, Trx } from '../../db/database.ts';
import type { PageRequest } from '../../db/page.ts';
import type { Block } from './block.ts';

const columns = ['id', 'network', 'failures', 'blockedUntil', 'createdAt'] as const;

/** The blocks that hold at `now`, at most `limit`, the latest first. */
export async function findHolding(reader: Reader, now: number, limit: number): Promise<readonly Block[]> {
  return reader
    .selectFrom('blockedAddresses')
    .select(columns)
    .where('blockedUntil', '>', now)
    .orderBy('id', 'desc')
    .limit(limit)
    .execute();
}

/** A page of the blocks that hold at `now`, one row too many where there are more. */
export async function findBlocks(reader: Reader, now: number, page: PageRequest): Promise<readonly Block[]> {
  return reader
    .selectFrom('blockedAddresses')
    .select(columns)
    .where('blockedUntil', '>', now)
    .$if(page.beforeId !== undefined, (query) => query.where('id', '<', page.beforeId ?? ''))
    .orderBy('id', 'desc')
    .limit(page.limit + 1)
    .execute();
}

/** Blocks a network, in the place of any earlier block of it. Blocks that are over are forgotten. */
export async function insertBlock(trx: Trx, block: Block): Promise<void> {
  await trx
    .deleteFrom('blockedAddresses')
    .where((eb) => eb.or([eb('network', '=', block.network), eb('blockedUntil', '<=', block.createdAt)]))
    .execute();
  await trx.insertInto('blockedAddresses').values(block).execute();
}

/** Ends a block; undefined where there is none that holds. */
export async function deleteBlock(trx: Trx, id: string, now: number): Promise<Block | undefined> {
  return trx
    .deleteFrom('blockedAddresses')
    .where('id', '=', id)
    .where('blockedUntil', '>', now)
    .returning(columns)
    .executeTakeFirst();
}
