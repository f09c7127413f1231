import type { Reader, Trx } from '../../db/database.ts';

/** How many live credentials each of the policies is assigned to: not revoked, not expired at `now`, not deleted. */
export async function countLiveByPolicy(
  reader: Reader,
  policyIds: readonly string[],
  now: number,
): Promise<ReadonlyMap<string, number>> {
  if (policyIds.length === 0) return new Map();
  const rows = await reader
    .selectFrom('credentials')
    .select(['rateLimitPolicyId', (eb) => eb.fn.countAll<number>().as('count')])
    .where('rateLimitPolicyId', 'in', policyIds)
    .where('deletedAt', 'is', null)
    .where('revokedAt', 'is', null)
    .where((eb) => eb.or([eb('expiresAt', 'is', null), eb('expiresAt', '>', now)]))
    .groupBy('rateLimitPolicyId')
    .execute();
  return new Map(rows.map(({ rateLimitPolicyId, count }) => [rateLimitPolicyId ?? '', Number(count)]));
}

/** Takes a policy from every credential that has it. */
export async function updatePolicyCleared(trx: Trx, policyId: string): Promise<void> {
  await trx
    .updateTable('credentials')
    .set({ rateLimitPolicyId: null })
    .where('rateLimitPolicyId', '=', policyId)
    .execute();
}
