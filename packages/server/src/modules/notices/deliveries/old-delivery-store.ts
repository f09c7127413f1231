import type { Reader, Trx } from '../../../db/database.ts';

/** Deliveries that ended and were made before `before`, the oldest first. */
export async function findEnded(reader: Reader, before: number, limit: number): Promise<readonly string[]> {
  const rows = await reader
    .selectFrom('deliveries')
    .select('id')
    .where('state', '!=', 'pending')
    .where('createdAt', '<', before)
    .orderBy('createdAt')
    .limit(limit)
    .execute();
  return rows.map(({ id }) => id);
}

/** Events that were made before `before` and that nothing in the outbox is of. */
export async function findUnsent(reader: Reader, before: number, limit: number): Promise<readonly string[]> {
  const rows = await reader
    .selectFrom('webhookEvents')
    .select('id')
    .where('createdAt', '<', before)
    .where((eb) =>
      eb.not(
        eb.exists(
          eb.selectFrom('deliveries').select('deliveries.id').whereRef('deliveries.eventId', '=', 'webhookEvents.id'),
        ),
      ),
    )
    .orderBy('createdAt')
    .limit(limit)
    .execute();
  return rows.map(({ id }) => id);
}

export async function deleteOld(trx: Trx, deliveryIds: readonly string[], eventIds: readonly string[]): Promise<void> {
  if (deliveryIds.length > 0) await trx.deleteFrom('deliveries').where('id', 'in', deliveryIds).execute();
  if (eventIds.length > 0) await trx.deleteFrom('webhookEvents').where('id', 'in', eventIds).execute();
}

/** Gives up what has been pending since before `before`: nobody who could have sent it was running, or no mail server is set. */
export async function updateTooOld(trx: Trx, before: number): Promise<void> {
  await trx
    .updateTable('deliveries')
    .set({ state: 'failed', nextAttemptAt: null, claim: null, claimedUntil: null })
    .where('state', '=', 'pending')
    .where('createdAt', '<', before)
    .execute();
}
