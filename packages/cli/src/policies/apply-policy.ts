import type { Client } from '@keywright/client';
import { differences, type Policy, type PolicyBody } from './policy.ts';

/** What became, or with a dry run would become, of one policy of a file. */
export interface AppliedPolicy {
  readonly name: string;
  readonly id: string | null;
  readonly outcome: 'created' | 'updated' | 'unchanged';
  /** What was otherwise. */
  readonly changed: readonly string[];
}

/** What the file says of a policy, and which policy of the project has its name. */
export interface ApplyInput {
  readonly present: Policy | undefined;
  readonly wanted: PolicyBody;
  readonly dryRun: boolean;
}

/** Brings one policy to what a file says of it: creates it, changes what is otherwise, or leaves it alone. */
export async function applyPolicy(client: Client, projectId: string, input: ApplyInput): Promise<AppliedPolicy> {
  const { present, wanted, dryRun } = input;
  const { name, enabled = true, rules } = wanted;
  if (present === undefined) {
    const id = dryRun ? null : (await client.createRateLimitPolicy({ params: { projectId }, body: wanted })).id;
    return { name, id, outcome: 'created', changed: [] };
  }
  const params = { projectId, policyId: present.id };
  // Listings carry no ETag: what is compared must be the version that is changed.
  const read = await client.getRateLimitPolicy({ params });
  const changed = differences(read, wanted);
  if (changed.length === 0) return { name, id: read.id, outcome: 'unchanged', changed };
  if (!dryRun) await client.updateRateLimitPolicy({ params, body: { enabled, rules }, ifMatch: read.etag });
  return { name, id: read.id, outcome: 'updated', changed };
}
