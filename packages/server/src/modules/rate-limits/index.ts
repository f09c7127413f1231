/**
 * Rate limits: the policies of projects, and the counting of requests under them. Owns `rate_limit_policies`.
 *
 * Invariants: a project has at most one default; a policy that live credentials have, or that is the default, stays; all
 * limits of a request are decided on and charged in one step, and a request that one refuses is charged to none; a changed
 * policy holds on the next request, in every process. Only requests under a credential are counted: whoever is signed in can
 * always mend a policy.
 *
 * Counters are in memory: each process counts for itself, and a restart begins anew. It knows no HTTP beyond the text of headers.
 */
export {
  type CheckRateLimit,
  type CountedRequest,
  createCheckRateLimit,
  type RateLimitOutcome,
  type Violation,
} from './check-rate-limit.ts';
export { type Counters, MemoryCounters } from './counters.ts';
export type { RateLimitDeps } from './deps.ts';
export { findAssignablePolicy } from './find-assignable-policy.ts';
export { KnownPolicies } from './load-policies.ts';
export { routes as rateLimitRoutes } from './routes.ts';
