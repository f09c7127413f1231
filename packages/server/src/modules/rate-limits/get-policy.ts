import { AppError, type Input, type Operations, type Reply } from '@keywright/contract';
import { countLiveByPolicy } from '../credentials/index.ts';
import type { Principal } from '../scopes/index.ts';
import type { RateLimitDeps } from './deps.ts';
import { presentPolicy } from './policy.ts';
import { findPolicy } from './policy-store.ts';

type Op = Operations['getRateLimitPolicy'];

export async function getPolicy(
  deps: RateLimitDeps,
  _principal: Principal,
  { params, target }: Input<Op>,
): Promise<Reply<Op>> {
  const { reader } = deps.database;
  const policy = await findPolicy(reader, target.projectId, params.policyId);
  if (policy === undefined) throw new AppError('NOT_FOUND');
  const live = await countLiveByPolicy(reader, [policy.id], deps.clock.now());
  return presentPolicy(policy, live.get(policy.id) ?? 0);
}
