import type { Reader, Trx } from '../../db/database.ts';
import { type Change, feedLength, type Subject } from './subject.ts';

/**
 * Appends to the feed and returns the change's sequence. The counter row is locked until the transaction ends, so the
 * order of sequences is the order of commits and there is never a gap.
 */
export async function insertChange(trx: Trx, subjects: readonly Subject[]): Promise<number> {
  const { sequence } = await trx
    .updateTable('changeFeedHead')
    .set((eb) => ({ sequence: eb('sequence', '+', 1) }))
    .where('id', '=', 1)
    .returning('sequence')
    .executeTakeFirstOrThrow();
  await trx
    .insertInto('changeFeed')
    .values({ sequence, subjects: JSON.stringify(subjects) })
    .execute();
  if (sequence % 1000 === 0) await deleteChangesBefore(trx, sequence - feedLength);
  return sequence;
}

async function deleteChangesBefore(trx: Trx, sequence: number): Promise<void> {
  await trx.deleteFrom('changeFeed').where('sequence', '<=', sequence).execute();
}

/** The sequence of the newest change; 0 before the first. */
export async function getHead(reader: Reader): Promise<number> {
  const head = await reader
    .selectFrom('changeFeedHead')
    .select('sequence')
    .where('id', '=', 1)
    .executeTakeFirstOrThrow();
  return head.sequence;
}

/** The changes after `sequence`, oldest first. */
export async function findChangesAfter(reader: Reader, sequence: number): Promise<readonly Change[]> {
  const rows = await reader
    .selectFrom('changeFeed')
    .selectAll()
    .where('sequence', '>', sequence)
    .orderBy('sequence')
    .execute();
  return rows.map((row) => ({ sequence: row.sequence, subjects: JSON.parse(row.subjects) as Subject[] }));
}
