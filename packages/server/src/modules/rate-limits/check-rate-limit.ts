import { AppError } from '@keywright/contract';
import type { Reader } from '../../db/database.ts';
import type { Clock } from '../../kernel/clock.ts';
import { networkOf } from '../../kernel/network.ts';
import { credentialOf, type Principal } from '../scopes/index.ts';
import { type AppliedPolicy, type Counted, partitionOf, placesOf, type Source } from './applied-policy.ts';
import type { Counters, Demand } from './counters.ts';
import type { Decision } from './gcra.ts';
import { type Touched, toHeaders } from './headers.ts';
import type { KnownPolicies } from './load-policies.ts';
import { type CompiledLimit, meansRequest } from './policy.ts';
import type { RateName } from './rule.ts';

/** A request that is authenticated and authorized, and not yet served. */
export interface CountedRequest {
  readonly principal: Principal;
  /** The project that the path names; empty: none. */
  readonly projectId: string;
  /** HEAD is counted as GET. */
  readonly method: string;
  /** The path of the operation, with what it names in the place of its parameters. Made only where a rule asks for it. */
  readonly path: () => string;
  readonly address: string;
}

/** A limit that refused a request, as the caller is told of it. */
export interface Violation {
  readonly id: string;
  readonly name: string;
  readonly source: Source;
  /** The place of the rule in the policy, from 1. */
  readonly rule: number;
  readonly rate: RateName;
  readonly count: number;
  readonly burst: number;
}

/** What came of a request that a rule touched. */
export interface RateLimitOutcome {
  /** For every answer to the request, an error too. */
  readonly headers: Readonly<Record<string, string>>;
  /** What refused it; empty where it may go on. */
  readonly violations: readonly Violation[];
  /** `RATE_LIMITED`, where something did. */
  readonly refusal: AppError | undefined;
}

/** Counts a request. Undefined where no rule means it; a promise only where a policy has to be read. */
export type CheckRateLimit = (
  request: CountedRequest,
) => RateLimitOutcome | undefined | Promise<RateLimitOutcome | undefined>;

export interface CheckRateLimitDeps {
  readonly reader: Reader;
  readonly clock: Clock;
  readonly known: KnownPolicies;
  readonly counters: Counters;
}

/** A limit that a request has to pass, and where it comes from. */
interface Passed {
  readonly applied: AppliedPolicy;
  readonly rule: number;
  readonly limit: CompiledLimit;
}

/**
 * Makes the check. Policies that are known are used without asking: checking the credential has caught up with every change.
 * All limits of a request are decided on in one step, so of any number of concurrent requests exactly a burst is admitted.
 */
export function createCheckRateLimit({ reader, clock, known, counters }: CheckRateLimitDeps): CheckRateLimit {
  const decide = (request: CountedRequest, policies: readonly AppliedPolicy[]): RateLimitOutcome | undefined => {
    if (policies.length === 0) return undefined;
    const passed: Passed[] = [];
    const demands = demandsOf(request, policies, passed);
    if (demands.length === 0) return undefined;
    const { admitted, decisions } = counters.take(demands, clock.now());
    return toOutcome(policies, passed, decisions, admitted);
  };
  return (request) => {
    const places = placesOf(request.principal, request.projectId);
    if (places === undefined || (places.ownPolicyId === null && places.projectId === '')) return undefined;
    const policies = known.recall(places);
    if (policies !== undefined) return decide(request, policies);
    return known.load(reader, places).then((loaded) => decide(request, loaded));
  };
}

/** What a request demands of the counters; `passed` is filled with the limits, in the same order. */
function demandsOf(request: CountedRequest, policies: readonly AppliedPolicy[], passed: Passed[]): readonly Demand[] {
  const { principal, path, address } = request;
  const method = request.method === 'HEAD' ? 'GET' : request.method;
  const counted: Counted = { credentialId: credentialOf(principal)?.id ?? '', network: () => networkOf(address) };
  const demands: Demand[] = [];
  for (const applied of policies) {
    for (const rule of applied.policy.rules) {
      if (!meansRequest(rule, method, path)) continue;
      const partition = partitionOf(rule, counted);
      for (const limit of rule.limits) {
        demands.push({ key: limit.key + partition, limit });
        passed.push({ applied, rule: rule.number, limit });
      }
    }
  }
  return demands;
}

function toOutcome(
  policies: readonly AppliedPolicy[],
  passed: readonly Passed[],
  decisions: readonly Decision[],
  admitted: boolean,
): RateLimitOutcome {
  const alike = policies.length > 1 && policies[0]?.policy.title === policies[1]?.policy.title;
  const touched: Touched[] = [];
  const refusing: { readonly passed: Passed; readonly decision: Decision }[] = [];
  for (const [index, decision] of decisions.entries()) {
    const at = passed[index];
    if (at === undefined) continue;
    const suffix = alike ? `@${at.applied.source}` : '';
    touched.push({ limit: at.limit, suffix, remaining: decision.remaining, resetMs: decision.resetMs });
    if (!decision.admitted) refusing.push({ passed: at, decision });
  }
  const headers = toHeaders(touched);
  if (admitted) return { headers, violations: [], refusal: undefined };
  const retryAfterSeconds = Math.ceil(Math.max(...refusing.map(({ decision }) => decision.retryAfterMs)) / 1000);
  const violations = refusing.map(({ passed: at }) => toViolation(at));
  return { headers, violations, refusal: toRefusal(violations, retryAfterSeconds) };
}

const toViolation = ({ applied: { source, policy }, rule, limit }: Passed): Violation => ({
  id: policy.id,
  name: policy.name,
  source,
  rule,
  rate: limit.rate,
  count: limit.count,
  burst: limit.burst,
});

function toRefusal(violations: readonly Violation[], retryAfterSeconds: number): AppError {
  const told = violations.map(
    ({ name, count, rate, burst }) => `“${name}”, ${count} ${rate.replace('_', ' ')} and ${burst} at once`,
  );
  const detail = `Over the limit: ${told.join('; ')}. Try again in ${retryAfterSeconds} s.`;
  return new AppError('RATE_LIMITED', { detail, details: { policies: violations }, retryAfterSeconds });
}
