import type { Client } from '@keywright/client';
import { collectPages } from '../options/collect-pages.ts';
import { isId } from '../options/id.ts';
import { CommandRefusal } from '../output/command-refusal.ts';
import type { Policy } from './policy.ts';

/** How many policies of a project are looked through. */
const maximumLooked = 10_000;

/** All policies of a project. */
export async function allPolicies(client: Client, projectId: string): Promise<readonly Policy[]> {
  const params = { projectId };
  const listing = await collectPages((query) => client.listRateLimitPolicies({ params, query }), maximumLooked);
  return listing.data;
}

/** The policy of a project that `reference` names: its id, or its name where that is the only one. */
export async function findPolicy(client: Client, projectId: string, reference: string) {
  if (isId(reference)) return client.getRateLimitPolicy({ params: { projectId, policyId: reference } });
  const found = onlyNamed(await allPolicies(client, projectId), reference);
  if (found === undefined) throw new CommandRefusal('NO_MATCH', `The project has no policy called ${reference}.`);
  return client.getRateLimitPolicy({ params: { projectId, policyId: found.id } });
}

/** The one policy of this name; undefined where there is none. Names need not be unique: of several none is meant. */
export function onlyNamed(policies: readonly Policy[], name: string): Policy | undefined {
  const [only, ...others] = policies.filter((policy) => policy.name === name);
  if (others.length === 0) return only;
  const message = `Several policies of the project are called ${name}.`;
  throw new CommandRefusal('AMBIGUOUS', message, 'Delete or rename all but one.');
}
