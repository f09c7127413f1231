import type { Catalogue } from '@keywright/contract';
import type { Reader, Trx } from '../../db/database.ts';
import type { PolicyChoice } from '../credentials/index.ts';
import { findProject } from '../projects/index.ts';
import { canSee, effectiveScopes, type Principal, reachesProject } from '../scopes/index.ts';
import { lockPolicy } from './policy-store.ts';

/** Whether the caller may read the policies of a project, which another one names. */
export async function mayReadPolicies(
  { reader, catalogue }: { readonly reader: Reader; readonly catalogue: Catalogue },
  principal: Principal,
  projectId: string,
): Promise<boolean> {
  const project = await findProject(reader, projectId);
  if (project === undefined || !canSee(principal, project.organizationId)) return false;
  const held = effectiveScopes(principal, project.organizationId);
  return reachesProject(principal, project.id) && held.has(catalogue.scopeOf('rate-limits.read'));
}

/**
 * Locks the policy that a caller gives to a credential: for an API key one of its project, for a PAT one of any project
 * whose policies the caller may read. That of the credential in use may always be passed on.
 */
export async function findAssignablePolicy(
  catalogue: Catalogue,
  trx: Trx,
  principal: Principal,
  { policyId, projectId, inherited }: PolicyChoice,
): Promise<boolean> {
  const policy = await lockPolicy(trx, policyId);
  if (policy === undefined) return false;
  if (inherited) return true;
  if (projectId !== null) return policy.projectId === projectId;
  return mayReadPolicies({ reader: trx, catalogue }, principal, policy.projectId);
}
