import type { Reader, Trx } from '../../db/database.ts';
import type { UsedAddress } from './credential.ts';

/** How many addresses of a credential are shown, and how many are kept, the latest. */
const shownAddresses = 5;
export const keptAddresses = 20;

/** When and from where a credential was last used. */
export interface Use {
  readonly credentialId: string;
  readonly at: number;
  readonly address: string;
}

/** An address that a credential was used from, with its network. */
export interface SeenAddress extends UsedAddress {
  readonly credentialId: string;
  readonly network: string;
}

/** Writes times of last use; never moves one back. In the order of ids, so that two nodes never wait for each other. */
export async function updateLastUsed(trx: Trx, uses: readonly Use[]): Promise<void> {
  for (const { credentialId, at, address } of uses) {
    await trx
      .updateTable('credentials')
      .set({ lastUsedAt: at, lastUsedAddress: address })
      .where('id', '=', credentialId)
      .where((eb) => eb.or([eb('lastUsedAt', 'is', null), eb('lastUsedAt', '<', at)]))
      .execute();
  }
}

/** Where these credentials were last used from, as their rows say: also before addresses were kept. */
export async function findLastUsedAddresses(reader: Reader, ids: readonly string[]) {
  return reader.selectFrom('credentials').select(['id', 'lastUsedAddress']).where('id', 'in', ids).execute();
}

/** Every address that is kept of these credentials. */
export async function findSeenAddresses(reader: Reader, ids: readonly string[]): Promise<readonly SeenAddress[]> {
  return reader.selectFrom('credentialAddresses').selectAll().where('credentialId', 'in', ids).execute();
}

/** Adds addresses, or moves on when they were last seen. Of credentials that exist. */
export async function upsertAddresses(trx: Trx, seen: readonly SeenAddress[]): Promise<void> {
  if (seen.length === 0) return;
  await trx
    .insertInto('credentialAddresses')
    .values(seen)
    .onConflict((conflict) =>
      conflict.columns(['credentialId', 'address']).doUpdateSet((eb) => ({
        lastUsedAt: eb
          .case()
          .when('excluded.lastUsedAt', '>', eb.ref('credentialAddresses.lastUsedAt'))
          .then(eb.ref('excluded.lastUsedAt'))
          .else(eb.ref('credentialAddresses.lastUsedAt'))
          .end(),
      })),
    )
    .execute();
}

/** Forgets all addresses of a credential but the latest few. */
export async function deleteOldAddresses(trx: Trx, credentialId: string): Promise<void> {
  const kept = trx
    .selectFrom('credentialAddresses')
    .select('address')
    .where('credentialId', '=', credentialId)
    .orderBy('lastUsedAt', 'desc')
    .orderBy('address')
    .limit(keptAddresses);
  await trx
    .deleteFrom('credentialAddresses')
    .where('credentialId', '=', credentialId)
    .where('address', 'not in', kept)
    .execute();
}

/** The addresses that a credential was last used from, the latest first. */
export async function findAddresses(reader: Reader, credentialId: string): Promise<readonly UsedAddress[]> {
  return reader
    .selectFrom('credentialAddresses')
    .select(['address', 'firstUsedAt', 'lastUsedAt'])
    .where('credentialId', '=', credentialId)
    .orderBy('lastUsedAt', 'desc')
    .orderBy('address')
    .limit(shownAddresses)
    .execute();
}
