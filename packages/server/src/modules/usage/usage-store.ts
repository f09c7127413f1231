import type { Reader, Trx } from '../../db/database.ts';
import type { UsageCell, UsageOutcome } from './usage.ts';

/** A cell and how many uses are in it. */
export interface CountedCell extends UsageCell {
  readonly count: number;
}

const rowsPerStatement = 200;

/** Adds counts to what is counted already. */
export async function addCounts(trx: Trx, cells: readonly CountedCell[]): Promise<void> {
  for (let from = 0; from < cells.length; from += rowsPerStatement) {
    await trx
      .insertInto('usageCounts')
      .values(cells.slice(from, from + rowsPerStatement))
      .onConflict((conflict) =>
        conflict
          .columns(['credentialId', 'minute', 'outcome'])
          .doUpdateSet((eb) => ({ count: eb('usageCounts.count', '+', eb.ref('excluded.count')) })),
      )
      .execute();
  }
}

/** What was counted for a credential, or with '' for the instance, from a minute on. */
export async function findCounts(
  reader: Reader,
  credentialId: string,
  fromMinute: number,
): Promise<readonly CountedCell[]> {
  const rows = await reader
    .selectFrom('usageCounts')
    .selectAll()
    .where('credentialId', '=', credentialId)
    .where('minute', '>=', fromMinute)
    .execute();
  return rows.map((row) => ({ ...row, outcome: row.outcome as UsageOutcome }));
}

/** Forgets what was counted before these minutes: of the instance, and of credentials. */
export async function deleteCountsBefore(trx: Trx, ofInstance: number, ofCredentials: number): Promise<void> {
  await trx.deleteFrom('usageCounts').where('credentialId', '=', '').where('minute', '<', ofInstance).execute();
  await trx.deleteFrom('usageCounts').where('credentialId', '!=', '').where('minute', '<', ofCredentials).execute();
}
