import type { Reader, Trx } from '../../db/database.ts';
import type { Row } from '../../db/tables.ts';

/** What was answered under an Idempotency-Key that has not expired at `now`. */
export async function findIdempotencyKey(
  reader: Reader,
  actorId: string,
  keyDigest: string,
  now: number,
): Promise<Row<'idempotencyKeys'> | undefined> {
  return reader
    .selectFrom('idempotencyKeys')
    .selectAll()
    .where('actorId', '=', actorId)
    .where('keyDigest', '=', keyDigest)
    .where('expiresAt', '>', now)
    .executeTakeFirst();
}

/** Throws the database’s unique violation where the same caller has just used the same key. */
export async function insertIdempotencyKey(trx: Trx, row: Row<'idempotencyKeys'>, now: number): Promise<void> {
  await trx.deleteFrom('idempotencyKeys').where('expiresAt', '<=', now).execute();
  await trx.insertInto('idempotencyKeys').values(row).execute();
}
