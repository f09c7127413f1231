/**
 * The generic cell rate algorithm as a pure function, in its “continuous-state leaky bucket” form (ITU-T I.371, annex A):
 * what is owed for earlier requests drains at the limit’s rate, and a request is admitted while the bucket has room for it.
 *
 * Everything is counted in whole ticks, so that nothing is lost by rounding: a request costs `periodMs` ticks, and `count`
 * ticks drain in a millisecond. The largest bucket is 10^6 requests of 86,400,000 ticks: far below 2^53.
 */

/** A limit: `count` requests in `periodMs`, of which `burst` may come at once. All are positive integers. */
export interface Limit {
  readonly count: number;
  readonly periodMs: number;
  /** The size of the bucket, in requests. */
  readonly burst: number;
}

/** What a limit remembers of earlier requests. */
export interface LimitState {
  /** Epoch milliseconds of the last look at it. */
  readonly at: number;
  /** What was owed then, in ticks: 0 is an empty bucket. */
  readonly owed: number;
}

/** How a limit stands. */
export interface Standing {
  /** How many requests would be admitted at this moment. */
  readonly remaining: number;
  /** In how many milliseconds one more request would be admitted than now; 0 where the whole burst is free. */
  readonly resetMs: number;
  /** In how many milliseconds one request would be admitted; 0 where it would be now. */
  readonly retryAfterMs: number;
}

/** What came of a request. A refused one is not charged. */
export interface Decision extends Standing {
  readonly admitted: boolean;
  readonly state: LimitState;
}

const bucketOf = ({ burst, periodMs }: Limit): number => burst * periodMs;

/**
 * The state at `now`. Where the clock has gone back, what is owed stays owed until the same instant as before: going back
 * gives nothing away. More than a full bucket is never owed, whether the clock has gone back far or the limit has become
 * smaller: nobody waits longer than a bucket takes to drain.
 */
export function settle(state: LimitState | undefined, now: number, limit: Limit): LimitState {
  if (state === undefined) return { at: now, owed: 0 };
  const owed = state.owed - (now - state.at) * limit.count;
  return { at: now, owed: Math.min(Math.max(owed, 0), bucketOf(limit)) };
}

/** How a limit stands at `now`, without taking from it. */
export function standingOf(state: LimitState | undefined, now: number, limit: Limit): Standing {
  return standing(settle(state, now, limit).owed, limit);
}

function standing(owed: number, limit: Limit): Standing {
  const { burst, count, periodMs } = limit;
  const remaining = Math.floor((bucketOf(limit) - owed) / periodMs);
  const nextAt = remaining === burst ? 0 : owed - (bucketOf(limit) - (remaining + 1) * periodMs);
  const resetMs = Math.ceil(nextAt / count);
  return { remaining, resetMs, retryAfterMs: remaining > 0 ? 0 : resetMs };
}

/** Decides on one request at `now`. Never throws. */
export function takeOne(state: LimitState | undefined, now: number, limit: Limit): Decision {
  const settled = settle(state, now, limit);
  const admitted = settled.owed + limit.periodMs <= bucketOf(limit);
  const after = admitted ? { at: now, owed: settled.owed + limit.periodMs } : settled;
  const { remaining, resetMs, retryAfterMs } = standing(after.owed, limit);
  return { admitted, state: after, remaining, resetMs, retryAfterMs: admitted ? 0 : retryAfterMs };
}
