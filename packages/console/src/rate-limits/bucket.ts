import { type RateName, type Rule, rates } from './rule.ts';

/**
 * What the service does to requests, as a pure function: one bucket for each rate of a rule, all of which must have room.
 * Counted in whole ticks as there (a request costs `periodMs`, `count` drain in a millisecond), so that both agree exactly.
 */
export interface Bucket {
  readonly rate: RateName;
  readonly unit: string;
  readonly count: number;
  readonly periodMs: number;
  /** Its size, in requests. */
  readonly burst: number;
}

/** So many requests at one moment, in whole milliseconds from the start. */
export interface Volley {
  readonly atMs: number;
  readonly requests: number;
}

/** What came of a volley. */
export interface Outcome extends Volley {
  readonly admitted: number;
  readonly refused: number;
  /** How many more would have been admitted just before it, and after it. */
  readonly freeBefore: number;
  readonly freeAfter: number;
}

/** The buckets of a rule, the finest first; `burst` is the size of that one alone. */
export function bucketsOf(rule: Pick<Rule, RateName | 'burst'>): readonly Bucket[] {
  return rates
    .flatMap(({ rate, unit, periodMs }) => {
      const count = rule[rate];
      return count === undefined ? [] : [{ rate, unit, periodMs, count, burst: count }];
    })
    .map((bucket, index) => (index === 0 && rule.burst !== undefined ? { ...bucket, burst: rule.burst } : bucket));
}

/** In how many milliseconds a used-up bucket is whole again. */
export const refillMs = ({ burst, periodMs, count }: Bucket): number => (burst * periodMs) / count;

/** The rate that a caller can keep up for good: milliseconds from one request to the next. 0 without buckets. */
export const spacingMs = (buckets: readonly Bucket[]): number =>
  Math.max(0, ...buckets.map(({ periodMs, count }) => periodMs / count));

/** Sends volleys, in the order of their times, at buckets that are empty at first. */
export function simulate(buckets: readonly Bucket[], volleys: readonly Volley[]): readonly Outcome[] {
  let atMs = 0;
  const owed = buckets.map(() => 0);
  return volleys.map((volley) => {
    drain(buckets, owed, volley.atMs - atMs);
    atMs = volley.atMs;
    const freeBefore = freeOf(buckets, owed);
    const admitted = Math.min(volley.requests, freeBefore);
    for (const [index, { periodMs }] of buckets.entries()) owed[index] = (owed[index] ?? 0) + admitted * periodMs;
    return {
      ...volley,
      admitted,
      refused: volley.requests - admitted,
      freeBefore,
      freeAfter: freeOf(buckets, owed),
    };
  });
}

function drain(buckets: readonly Bucket[], owed: number[], elapsedMs: number): void {
  for (const [index, { count }] of buckets.entries()) owed[index] = Math.max(0, (owed[index] ?? 0) - elapsedMs * count);
}

const freeOf = (buckets: readonly Bucket[], owed: readonly number[]): number =>
  Math.min(
    ...buckets.map(({ burst, periodMs }, index) => Math.floor((burst * periodMs - (owed[index] ?? 0)) / periodMs)),
  );
