import type { Input, Operations, Reply } from '@keywright/contract';
import { readPageRequest, toPage } from '../../db/page.ts';
import { countLiveByPolicy } from '../credentials/index.ts';
import type { Principal } from '../scopes/index.ts';
import type { RateLimitDeps } from './deps.ts';
import { presentPolicy } from './policy.ts';
import { findPolicies } from './policy-store.ts';

type Op = Operations['listRateLimitPolicies'];

/** The policies of a project, newest first. */
export async function listPolicies(
  deps: RateLimitDeps,
  _principal: Principal,
  { query, target }: Input<Op>,
): Promise<Reply<Op>> {
  const { reader } = deps.database;
  const page = readPageRequest(query);
  const policies = await findPolicies(reader, target.projectId, page);
  const ids = policies.map(({ id }) => id);
  const live = await countLiveByPolicy(reader, ids, deps.clock.now());
  return toPage(policies, page, (policy) => presentPolicy(policy, live.get(policy.id) ?? 0));
}
