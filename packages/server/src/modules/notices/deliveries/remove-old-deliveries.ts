import type { Database } from '../../../db/database.ts';
import type { Clock } from '../../../kernel/clock.ts';
import { deleteOld, findEnded, findUnsent, updateTooOld } from './old-delivery-store.ts';

const dayMs = 86_400_000;
const keptMs = 30 * dayMs;
/** Longer than all attempts take. What is found pending after that would be no news any more. */
const pendingMs = 7 * dayMs;
const atOnce = 500;

/** Forgets what ended 30 days ago, and gives up what has waited for 7 days. A bounded part of it at each call. */
export async function removeOldDeliveries(deps: { readonly database: Database; readonly clock: Clock }): Promise<void> {
  const now = deps.clock.now();
  const { reader } = deps.database;
  const ended = await findEnded(reader, now - keptMs, atOnce);
  const unsent = await findUnsent(reader, now - keptMs, atOnce);
  await deps.database.transaction(async (trx) => {
    await deleteOld(trx, ended, unsent);
    await updateTooOld(trx, now - pendingMs);
  });
}
