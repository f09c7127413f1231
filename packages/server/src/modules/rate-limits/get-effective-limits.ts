import { AppError, type Input, type Operations, type Reply, type Target } from '@keywright/contract';
import { type Credential, findCredentialById } from '../credentials/index.ts';
import { findMember } from '../organizations/index.ts';
import type { Principal } from '../scopes/index.ts';
import type { RateLimitDeps } from './deps.ts';
import { toEffectiveRules } from './effective-rule.ts';
import { mayReadPolicies } from './find-assignable-policy.ts';
import { loadPolicies } from './load-policies.ts';
import { findPolicyById } from './policy-store.ts';

type Op = Operations['getEffectiveRateLimits'];

/**
 * Every rule that applies at a project, and how it stands for a token where one is named: a PAT that reaches the project, or
 * an API key of it; any other is `NOT_FOUND`. A policy of the token that the caller may not read is counted, not shown.
 */
export async function getEffectiveLimits(
  deps: RateLimitDeps,
  principal: Principal,
  { query, target }: Input<Op>,
): Promise<Reply<Op>> {
  const { counters, database, clock } = deps;
  const credential = query.token_id === undefined ? undefined : await getReaching(deps, query.token_id, target);
  const ownPolicyId = credential?.rateLimitPolicyId ?? null;
  const withheld = credential !== undefined && !(await maySeeOwnPolicy(deps, principal, credential, target));
  const places = { ownPolicyId: withheld ? null : ownPolicyId, projectId: target.projectId };
  const policies = await loadPolicies(database.reader, places);
  const shown = { credentialId: credential?.id ?? null, network: null };
  return {
    project_id: target.projectId,
    token_id: credential?.id ?? null,
    rules: toEffectiveRules(policies, shown, { counters, now: clock.now() }),
    withheld_policies: withheld ? 1 : 0,
  };
}

/** A credential that can be used at the project. */
async function getReaching({ database }: RateLimitDeps, id: string, target: Target): Promise<Credential> {
  const { reader } = database;
  const credential = await findCredentialById(reader, id);
  if (credential === undefined || !(await reaches())) throw new AppError('NOT_FOUND');
  return credential;

  async function reaches(): Promise<boolean> {
    if (credential === undefined) return false;
    const { userId, projectIds, projectId } = credential;
    if (userId === null) return projectId === target.projectId;
    if (projectIds.length > 0 && !projectIds.includes(target.projectId)) return false;
    return (await findMember(reader, target.organizationId, userId)) !== undefined;
  }
}

/** Whether the caller may see the policy that is assigned to a credential: their own, or one of a project they read. */
async function maySeeOwnPolicy(
  { database: { reader }, catalogue }: RateLimitDeps,
  principal: Principal,
  { rateLimitPolicyId, userId }: Credential,
  target: Target,
): Promise<boolean> {
  if (rateLimitPolicyId === null) return true;
  if (userId !== null && 'person' in principal && principal.person.userId === userId) return true;
  const policy = await findPolicyById(reader, rateLimitPolicyId);
  if (policy === undefined || !policy.enabled || policy.projectId === target.projectId) return true;
  return mayReadPolicies({ reader, catalogue }, principal, policy.projectId);
}
