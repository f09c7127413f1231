import { type FieldFault, validationFailed } from '@keywright/contract';
import type { Limit } from './gcra.ts';
import { patternFault } from './path-pattern.ts';

/** The rates that a rule may have, the finest first, with their periods. */
export const rates = [
  { rate: 'per_second', unit: 'second', periodMs: 1000 },
  { rate: 'per_minute', unit: 'minute', periodMs: 60_000 },
  { rate: 'per_hour', unit: 'hour', periodMs: 3_600_000 },
  { rate: 'per_day', unit: 'day', periodMs: 86_400_000 },
] as const;
export type RateName = (typeof rates)[number]['rate'];

/** The methods that a rule can mean; HEAD counts as GET. */
export type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';

/** What the requests of a rule are counted by. */
export type CountedPer = 'token' | 'project' | 'address';

/** A rule, as policies are written: the API’s own spelling. Absent patterns and methods mean every path and method. */
export interface Rule {
  readonly per_second?: number;
  readonly per_minute?: number;
  readonly per_hour?: number;
  readonly per_day?: number;
  readonly burst?: number;
  readonly path_patterns?: readonly string[];
  readonly methods?: readonly Method[];
  readonly per: CountedPer;
}

/** A limit of a rule, and which of its rates it is. */
export interface RuleLimit extends Limit {
  readonly rate: RateName;
  readonly unit: string;
}

/** How many rates all rules of a policy may have: each is an item in the headers of a reply, which clients bound. */
export const maximumRates = 40;

/**
 * The limits of a rule, the finest first: each rate is one. `burst` is the bucket of the finest; a coarser one, and any of
 * a rule without `burst`, takes its whole count at once.
 */
export function limitsOf(rule: Rule): readonly RuleLimit[] {
  return rates
    .flatMap(({ rate, unit, periodMs }) => {
      const count = rule[rate];
      return count === undefined ? [] : [{ rate, unit, periodMs, count, burst: count }];
    })
    .map((limit, index) => (index === 0 && rule.burst !== undefined ? { ...limit, burst: rule.burst } : limit));
}

/** Refuses rules that their schema lets through and that mean nothing: `VALIDATION_FAILED` with every fault. */
export function requireRules(rules: readonly Rule[]): void {
  const faults = rules.flatMap(faultsOf);
  const count = rules.reduce((sum, rule) => sum + limitsOf(rule).length, 0);
  if (count > maximumRates) {
    const message = `must have at most ${maximumRates} rates in all; these have ${count}.`;
    faults.push({ path: 'rules', code: 'TOO_MANY', message });
  }
  if (faults.length > 0) throw validationFailed(...faults);
}

function faultsOf(rule: Rule, index: number): readonly FieldFault[] {
  const at = `rules[${index}]`;
  const patterns = rule.path_patterns ?? [];
  const faults = patterns.map((pattern, place) => patternFault(pattern, `${at}.path_patterns[${place}]`));
  if (limitsOf(rule).length === 0) {
    const message = 'must have at least one of per_second, per_minute, per_hour and per_day.';
    faults.push({ path: at, code: 'REQUIRED', message });
  }
  return faults.filter((fault) => fault !== undefined);
}
