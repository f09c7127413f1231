import type { ReplyOf, RequestOf } from '@keywright/client';

export type Policy = ReplyOf<'listRateLimitPolicies'>['data'][number];
export type PolicyBody = RequestOf<'createRateLimitPolicy'>['body'];
type RuleBody = PolicyBody['rules'][number];
export type Rule = Policy['rules'][number];

const rates = { per_second: 's', per_minute: 'min', per_hour: 'h', per_day: 'd' } as const;
type Rate = keyof typeof rates;
const rateNames: readonly Rate[] = ['per_second', 'per_minute', 'per_hour', 'per_day'];

/** A rule in a few words: `60/min burst 10, POST /api/v1/projects/{project_id}/execute/*`. */
export function describeRule(rule: Rule): string {
  const limits = rateNames.flatMap((rate) => (rule[rate] === undefined ? [] : [`${rule[rate]}/${rates[rate]}`]));
  const burst = rule.burst === undefined ? [] : [`burst ${rule.burst}`];
  const per = rule.per === 'token' ? [] : [`per ${rule.per}`];
  const meant = [...(rule.methods ?? []), ...(rule.path_patterns ?? [])];
  const words = [...limits, ...burst, ...per].join(' ');
  return meant.length === 0 ? words : `${words}, ${meant.join(' ')}`;
}

/** Which of the things that a file says of a policy are otherwise at the server. */
export function differences(present: Policy, wanted: PolicyBody): readonly ('enabled' | 'rules')[] {
  const changed: ('enabled' | 'rules')[] = [];
  if (present.enabled !== (wanted.enabled ?? true)) changed.push('enabled');
  const now = present.rules.map(canonical);
  const then = wanted.rules.map(canonical);
  if (now.length !== then.length || now.some((rule, place) => rule !== then[place])) changed.push('rules');
  return changed;
}

/** A rule as text that is the same for rules that mean the same. */
function canonical(rule: RuleBody | Rule): string {
  const { methods, path_patterns, per = 'token', burst } = rule;
  return JSON.stringify([
    rateNames.map((rate) => rule[rate] ?? null),
    burst ?? null,
    per,
    [...(methods ?? [])].sort(),
    [...(path_patterns ?? [])].sort(),
  ]);
}
