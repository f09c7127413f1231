import type { Reader, Trx } from '../../db/database.ts';
import type { PageRequest } from '../../db/page.ts';
import type { Row } from '../../db/tables.ts';
import type { Policy } from './policy.ts';
import type { Rule } from './rule.ts';

function toPolicy({ enabled, isDefault, rules, ...row }: Row<'rateLimitPolicies'>): Policy {
  return { ...row, enabled: enabled === 1, isDefault: isDefault === 1, rules: JSON.parse(rules) as Rule[] };
}

const flag = (is: boolean): number => (is ? 1 : 0);

/** Whoever’s it is. */
export async function findPolicyById(reader: Reader, id: string): Promise<Policy | undefined> {
  const row = await reader.selectFrom('rateLimitPolicies').selectAll().where('id', '=', id).executeTakeFirst();
  return row && toPolicy(row);
}

export async function findPolicy(reader: Reader, projectId: string, id: string): Promise<Policy | undefined> {
  const policy = await findPolicyById(reader, id);
  return policy?.projectId === projectId ? policy : undefined;
}

/** The default of a project, if it has one, enabled or not. */
export async function findDefaultPolicy(reader: Reader, projectId: string): Promise<Policy | undefined> {
  const row = await reader
    .selectFrom('rateLimitPolicies')
    .selectAll()
    .where('projectId', '=', projectId)
    .where('isDefault', '=', 1)
    .executeTakeFirst();
  return row && toPolicy(row);
}

/** A page of a project’s policies, one row too many where there are more. */
export async function findPolicies(reader: Reader, projectId: string, page: PageRequest): Promise<readonly Policy[]> {
  const rows = await reader
    .selectFrom('rateLimitPolicies')
    .selectAll()
    .where('projectId', '=', projectId)
    .$if(page.beforeId !== undefined, (query) => query.where('id', '<', page.beforeId ?? ''))
    .orderBy('id', 'desc')
    .limit(page.limit + 1)
    .execute();
  return rows.map(toPolicy);
}

export async function countPolicies(reader: Reader, projectId: string): Promise<number> {
  const { count } = await reader
    .selectFrom('rateLimitPolicies')
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .where('projectId', '=', projectId)
    .executeTakeFirstOrThrow();
  return Number(count);
}

/** Locks a policy until the transaction ends; undefined where there is none. */
export async function lockPolicy(trx: Trx, id: string): Promise<Policy | undefined> {
  const row = await trx
    .updateTable('rateLimitPolicies')
    .set((eb) => ({ version: eb.ref('version') }))
    .where('id', '=', id)
    .returningAll()
    .executeTakeFirst();
  return row && toPolicy(row);
}

export async function insertPolicy(trx: Trx, policy: Policy): Promise<void> {
  const { enabled, isDefault, rules, ...rest } = policy;
  await trx
    .insertInto('rateLimitPolicies')
    .values({ ...rest, enabled: flag(enabled), isDefault: flag(isDefault), rules: JSON.stringify(rules) })
    .execute();
}

export async function updatePolicyRow(
  trx: Trx,
  id: string,
  change: Pick<Policy, 'name' | 'enabled' | 'rules'>,
  now: number,
): Promise<Policy> {
  const row = await trx
    .updateTable('rateLimitPolicies')
    .set((eb) => ({
      name: change.name,
      enabled: flag(change.enabled),
      rules: JSON.stringify(change.rules),
      version: eb('version', '+', 1),
      updatedAt: now,
    }))
    .where('id', '=', id)
    .returningAll()
    .executeTakeFirstOrThrow();
  return toPolicy(row);
}

/** Makes a policy the only default of its project; null makes none of them. */
export async function updateDefaultPolicy(trx: Trx, projectId: string, policyId: string | null): Promise<void> {
  const ofProject = trx.updateTable('rateLimitPolicies').where('projectId', '=', projectId);
  const raise = (isDefault: number) =>
    ofProject.set((eb) => ({ isDefault, version: eb('version', '+', 1) })).where('isDefault', '!=', isDefault);
  await raise(0)
    .$if(policyId !== null, (query) => query.where('id', '!=', policyId ?? ''))
    .execute();
  if (policyId !== null) await raise(1).where('id', '=', policyId).execute();
}

export async function deletePolicyRow(trx: Trx, id: string): Promise<void> {
  await trx.deleteFrom('rateLimitPolicies').where('id', '=', id).execute();
}
