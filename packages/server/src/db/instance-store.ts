import type { Reader, Trx } from './database.ts';

/** The fingerprint of the keyring that this database belongs to; undefined before the first run. */
export async function findInstanceFingerprint(reader: Reader): Promise<string | undefined> {
  const row = await reader.selectFrom('instance').select('keyringFingerprint').where('id', '=', 1).executeTakeFirst();
  return row?.keyringFingerprint;
}

/** Claims an empty database for a keyring. False where another process was first. */
export async function insertInstance(trx: Trx, keyringFingerprint: string, now: number): Promise<boolean> {
  const row = await trx
    .insertInto('instance')
    .values({ id: 1, keyringFingerprint, createdAt: now })
    .onConflict((conflict) => conflict.column('id').doNothing())
    .returning('id')
    .executeTakeFirst();
  return row !== undefined;
}
