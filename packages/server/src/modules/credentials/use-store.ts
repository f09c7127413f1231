import type { Trx } from '../../db/database.ts';

/** When and from where a credential was last used. */
export interface Use {
  readonly credentialId: string;
  readonly at: number;
  readonly address: string;
}

/** Writes the times of last use; never moves one back. */
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
