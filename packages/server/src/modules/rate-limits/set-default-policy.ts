import { type Input, type Operations, type Reply, validationFailed } from '@keywright/contract';
import type { Commit } from '../audit/index.ts';
import { lockProject } from '../projects/index.ts';
import type { Principal } from '../scopes/index.ts';
import type { RateLimitDeps } from './deps.ts';
import { lockPolicy, updateDefaultPolicy } from './policy-store.ts';

type Op = Operations['setDefaultRateLimitPolicy'];

/** Makes a policy the default of its project, or none. In force on the next request in every process. */
export async function setDefaultPolicy(
  _deps: RateLimitDeps,
  _principal: Principal,
  { body: { policy_id: policyId }, target: { organizationId, projectId } }: Input<Op>,
  commit: Commit,
): Promise<Reply<Op>> {
  return commit(async (trx) => {
    await lockProject(trx, projectId);
    if (policyId !== null && (await lockPolicy(trx, policyId))?.projectId !== projectId) {
      const message = 'is no rate-limit policy of this project.';
      throw validationFailed({ path: 'policy_id', code: 'UNKNOWN_POLICY', message });
    }
    await updateDefaultPolicy(trx, projectId, policyId);
    return {
      reply: { project_id: projectId, policy_id: policyId },
      target: { kind: 'project', id: projectId, organizationId, projectId, details: { policyId } },
      changed: [`rate-limit-default:${projectId}`],
    };
  });
}
