import { createPolicy } from './create-policy.ts';
import { deletePolicy } from './delete-policy.ts';
import { getEffectiveLimits } from './get-effective-limits.ts';
import { getPolicy } from './get-policy.ts';
import { getRateLimit } from './get-rate-limit.ts';
import { listPolicies } from './list-policies.ts';
import { setDefaultPolicy } from './set-default-policy.ts';
import { updatePolicy } from './update-policy.ts';

export const routes = {
  createRateLimitPolicy: createPolicy,
  listRateLimitPolicies: listPolicies,
  getRateLimitPolicy: getPolicy,
  updateRateLimitPolicy: updatePolicy,
  deleteRateLimitPolicy: deletePolicy,
  setDefaultRateLimitPolicy: setDefaultPolicy,
  getEffectiveRateLimits: getEffectiveLimits,
  getRateLimit,
};
