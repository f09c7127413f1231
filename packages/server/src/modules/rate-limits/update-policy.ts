import { AppError, type Input, type Operations, type Reply, requireVersion, toName } from '@keywright/contract';
import type { Commit } from '../audit/index.ts';
import { countLiveByPolicy } from '../credentials/index.ts';
import type { Principal } from '../scopes/index.ts';
import type { RateLimitDeps } from './deps.ts';
import { presentPolicy, toRules } from './policy.ts';
import { lockPolicy, updatePolicyRow } from './policy-store.ts';

type Op = Operations['updateRateLimitPolicy'];

/** Changes a policy; an absent field is left as it is. In force on the next request in every process. */
export async function updatePolicy(
  deps: RateLimitDeps,
  _principal: Principal,
  { params, body, target: { organizationId, projectId }, expectedVersion }: Input<Op>,
  commit: Commit,
): Promise<Reply<Op>> {
  const now = deps.clock.now();
  return commit(async (trx) => {
    const present = await lockPolicy(trx, params.policyId);
    if (present === undefined || present.projectId !== projectId) throw new AppError('NOT_FOUND');
    requireVersion(present, expectedVersion);
    const change = {
      name: body.name === undefined ? present.name : toName(body.name),
      enabled: body.enabled ?? present.enabled,
      rules: body.rules === undefined ? present.rules : toRules(body.rules),
    };
    const updated = await updatePolicyRow(trx, present.id, change, now);
    const live = await countLiveByPolicy(trx, [present.id], now);
    return {
      reply: presentPolicy(updated, live.get(present.id) ?? 0),
      target: { kind: 'rate-limit-policy', id: present.id, organizationId, projectId, details: change },
      changed: [`rate-limit-policy:${present.id}`],
    };
  });
}
