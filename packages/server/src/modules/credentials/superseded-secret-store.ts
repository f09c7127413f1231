import type { Reader, Trx } from '../../db/database.ts';

/** How many replaced secrets of a credential are still recognised. Each costs an Argon2id when a wrong one is compared. */
const recognised = 5;

export interface SupersededSecret {
  readonly id: string;
  readonly secretHash: string;
  /** Until when it works; in the past where it no longer does. */
  readonly validUntil: number;
}

/** The replaced secrets of a credential that are still recognised, the latest first. */
export async function findSuperseded(reader: Reader, credentialId: string): Promise<readonly SupersededSecret[]> {
  return reader
    .selectFrom('supersededSecrets')
    .select(['id', 'secretHash', 'validUntil'])
    .where('credentialId', '=', credentialId)
    .orderBy('id', 'desc')
    .limit(recognised)
    .execute();
}

/** Remembers a replaced secret. Earlier ones end now: two secrets work at most. */
export async function insertSuperseded(
  trx: Trx,
  superseded: SupersededSecret & { readonly credentialId: string },
  now: number,
): Promise<void> {
  await endGrace(trx, superseded.credentialId, now);
  await trx.insertInto('supersededSecrets').values(superseded).execute();
  const kept = await findSuperseded(trx, superseded.credentialId);
  await trx
    .deleteFrom('supersededSecrets')
    .where('credentialId', '=', superseded.credentialId)
    .where(
      'id',
      'not in',
      kept.map(({ id }) => id),
    )
    .execute();
}

/** Ends every replaced secret of a credential that still works. */
export async function endGrace(trx: Trx, credentialId: string, now: number): Promise<void> {
  await trx
    .updateTable('supersededSecrets')
    .set({ validUntil: now })
    .where('credentialId', '=', credentialId)
    .where('validUntil', '>', now)
    .execute();
}
