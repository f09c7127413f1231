import { type AppliedPolicy, type Counted, partitionOf } from './applied-policy.ts';
import type { Counters, Demand } from './counters.ts';
import type { CompiledLimit, CompiledRule } from './policy.ts';
import { presentRule } from './policy.ts';

/** Whose standing is shown; null where nobody’s is known: then only what is counted for all tokens together is. */
export interface Shown {
  readonly credentialId: string | null;
  readonly network: string | null;
}

/** Every rule of the policies, where it comes from and how it stands. Takes nothing. */
export function toEffectiveRules(
  policies: readonly AppliedPolicy[],
  shown: Shown,
  { counters, now }: { readonly counters: Counters; readonly now: number },
) {
  return policies.flatMap(({ source, policy }) =>
    policy.rules.map((rule) => {
      const { path_patterns, methods, per } = presentRule(rule.rule);
      return {
        source,
        policy_id: policy.id,
        policy_name: policy.name,
        rule: rule.number,
        per,
        ...(path_patterns === undefined ? {} : { path_patterns }),
        ...(methods === undefined ? {} : { methods }),
        limits: rule.limits.map((limit) => presentLimit(limit, demandOf(rule, limit, shown), { counters, now })),
      };
    }),
  );
}

function demandOf(rule: CompiledRule, limit: CompiledLimit, { credentialId, network }: Shown): Demand | undefined {
  if (rule.per === 'token' && credentialId === null) return undefined;
  if (rule.per === 'address' && network === null) return undefined;
  const counted: Counted = { credentialId: credentialId ?? '', network: () => network ?? '' };
  return { key: limit.key + partitionOf(rule, counted), limit };
}

function presentLimit(
  limit: CompiledLimit,
  demand: Demand | undefined,
  { counters, now }: { readonly counters: Counters; readonly now: number },
) {
  const [standing] = demand === undefined ? [] : counters.look([demand], now);
  return {
    rate: limit.rate,
    count: limit.count,
    burst: limit.burst,
    window_seconds: limit.windowSeconds,
    remaining: standing?.remaining ?? null,
    reset_seconds: standing === undefined ? null : Math.ceil(standing.resetMs / 1000),
  };
}
