import { AppError, type Input, type Operations, type Reply } from '@keywright/contract';
import type { Commit } from '../audit/index.ts';
import { countLiveByPolicy, updatePolicyCleared } from '../credentials/index.ts';
import type { Principal } from '../scopes/index.ts';
import type { RateLimitDeps } from './deps.ts';
import type { Policy } from './policy.ts';
import { deletePolicyRow, lockPolicy } from './policy-store.ts';

type Op = Operations['deleteRateLimitPolicy'];

/**
 * Deletes a policy that nothing live depends on: `CONFLICT` for the default, and while live credentials have it. Ended ones
 * that have it have none from then on, so that none comes back to life under a policy that does not exist.
 */
export async function deletePolicy(
  deps: RateLimitDeps,
  _principal: Principal,
  { params, target: { organizationId, projectId } }: Input<Op>,
  commit: Commit,
): Promise<Reply<Op>> {
  const now = deps.clock.now();
  return commit(async (trx) => {
    const policy = await lockPolicy(trx, params.policyId);
    if (policy === undefined || policy.projectId !== projectId) throw new AppError('NOT_FOUND');
    const live = await countLiveByPolicy(trx, [policy.id], now);
    requireUnused(policy, live.get(policy.id) ?? 0);
    await updatePolicyCleared(trx, policy.id);
    await deletePolicyRow(trx, policy.id);
    const { name } = policy;
    return {
      reply: undefined,
      target: { kind: 'rate-limit-policy', id: policy.id, organizationId, projectId, details: { name } },
      changed: [`rate-limit-policy:${policy.id}`],
    };
  });
}

function requireUnused({ isDefault }: Policy, liveTokens: number): void {
  if (!isDefault && liveTokens === 0) return;
  const uses = [
    ...(isDefault ? ['It is the default of its project: set another default, or none.'] : []),
    ...(liveTokens === 0
      ? []
      : [`Live tokens that it is assigned to: ${liveTokens}. Give them another policy, none, or revoke them.`]),
  ];
  throw new AppError('CONFLICT', {
    detail: `This policy is in use. ${uses.join(' ')}`,
    details: { is_default: isDefault, live_tokens: liveTokens },
  });
}
