import type { ReplyOf } from '@keywright/client';

export type Policy = ReplyOf<'listRateLimitPolicies'>['data'][number];
export type Rule = Policy['rules'][number];
export type RateName = Extract<keyof Rule, `per_${string}`>;
export type Method = NonNullable<Rule['methods']>[number];
export type CountedPer = Rule['per'];

/** The rates that a rule may have, the finest first, with their periods. */
export const rates: readonly { readonly rate: RateName; readonly unit: string; readonly periodMs: number }[] = [
  { rate: 'per_second', unit: 'second', periodMs: 1000 },
  { rate: 'per_minute', unit: 'minute', periodMs: 60_000 },
  { rate: 'per_hour', unit: 'hour', periodMs: 3_600_000 },
  { rate: 'per_day', unit: 'day', periodMs: 86_400_000 },
];

export const methods: readonly Method[] = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'];

/** As the contract bounds them. */
export const most = 1_000_000;
export const mostRules = 20;
export const mostPatterns = 20;
export const longestPattern = 200;
/** How many rates all rules of a policy may have. */
export const mostRates = 40;
