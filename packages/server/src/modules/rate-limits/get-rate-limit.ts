import { AppError, type Input, type Operations, type Reply } from '@keywright/contract';
import { networkOf } from '../../kernel/network.ts';
import { findProject } from '../projects/index.ts';
import { canSee, credentialOf, type Principal, reachesProject } from '../scopes/index.ts';
import { placesOf } from './applied-policy.ts';
import type { RateLimitDeps } from './deps.ts';
import { toEffectiveRules } from './effective-rule.ts';
import { loadPolicies } from './load-policies.ts';

type Op = Operations['getRateLimit'];

/**
 * The limits of the credential in use and how they stand: without asking for a project, for a PAT, those that go with it
 * everywhere. `NOT_FOUND` for a project that it does not reach.
 */
export async function getRateLimit(
  deps: RateLimitDeps,
  principal: Principal,
  { query, client }: Input<Op>,
): Promise<Reply<Op>> {
  const { counters, database, clock } = deps;
  const targetId = await toProjectId(deps, principal, query.project_id);
  const places = placesOf(principal, targetId);
  if (places === undefined) return { token_id: null, project_id: targetId === '' ? null : targetId, rules: [] };
  const policies = await loadPolicies(database.reader, places);
  const credentialId = credentialOf(principal)?.id ?? null;
  const shown = { credentialId, network: networkOf(client.address) };
  return {
    token_id: credentialId,
    project_id: places.projectId === '' ? null : places.projectId,
    rules: toEffectiveRules(policies, shown, { counters, now: clock.now() }),
  };
}

/** The project that is asked about, which the caller must reach; empty where none is. */
async function toProjectId({ database }: RateLimitDeps, principal: Principal, id: string | undefined): Promise<string> {
  if (id === undefined) return '';
  const project = await findProject(database.reader, id);
  const reached =
    project !== undefined && canSee(principal, project.organizationId) && reachesProject(principal, project.id);
  if (!reached) throw new AppError('NOT_FOUND');
  return project.id;
}
