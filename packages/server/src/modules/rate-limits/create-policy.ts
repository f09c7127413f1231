import { AppError, type Input, type Operations, type Reply, toName } from '@keywright/contract';
import type { Commit } from '../audit/index.ts';
import { lockProject } from '../projects/index.ts';
import type { Principal } from '../scopes/index.ts';
import type { RateLimitDeps } from './deps.ts';
import { type Policy, presentPolicy, toRules } from './policy.ts';
import { countPolicies, insertPolicy } from './policy-store.ts';

type Op = Operations['createRateLimitPolicy'];

/** How many policies a project may have. */
const maximumPolicies = 100;

/** Creates a policy, which limits nothing until it is the default or assigned. Throws `VALIDATION_FAILED`, `CONFLICT`. */
export async function createPolicy(
  deps: RateLimitDeps,
  _principal: Principal,
  { body, target: { organizationId, projectId } }: Input<Op>,
  commit: Commit,
): Promise<Reply<Op>> {
  const name = toName(body.name);
  const rules = toRules(body.rules);
  const now = deps.clock.now();
  const policy: Policy = {
    id: deps.nextId(),
    projectId,
    name,
    enabled: body.enabled ?? true,
    isDefault: false,
    rules,
    version: 1,
    createdAt: now,
    updatedAt: now,
  };
  return commit(async (trx) => {
    await lockProject(trx, projectId);
    if ((await countPolicies(trx, projectId)) >= maximumPolicies) {
      const detail = `A project has at most ${maximumPolicies} rate-limit policies. Delete one that is not needed.`;
      throw new AppError('CONFLICT', { detail });
    }
    await insertPolicy(trx, policy);
    const { enabled } = policy;
    return {
      reply: presentPolicy(policy, 0),
      target: {
        kind: 'rate-limit-policy',
        id: policy.id,
        organizationId,
        projectId,
        details: { name, enabled, rules },
      },
    };
  });
}
