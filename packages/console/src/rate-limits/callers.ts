import { type Bucket, type Outcome, refillMs, simulate, spacingMs, type Volley } from './bucket.ts';

/** One kind of caller, over time. */
export interface Caller {
  /** What it does, as a sentence. */
  readonly does: string;
  readonly outcomes: readonly Outcome[];
  readonly admitted: number;
  readonly refused: number;
}

export interface Callers {
  readonly spanMs: number;
  readonly burst: Caller;
  readonly steady: Caller;
}

/** How many times the refill of a bucket is looked at. */
const refills = 3;
/** The most moments at which a caller sends: what is drawn stays a picture, and typing stays fluent. */
const mostMoments = 20_000;
const shortestSpanMs = 1000;

/**
 * What a burst caller and a steady caller would see of a rule, over three refills of one of its buckets. The burst caller
 * sends half again what the bucket holds, all at once, and the same again before it is whole; the steady caller sends
 * evenly, as fast as can be kept up for good.
 */
export function callersOf(buckets: readonly Bucket[], shown: Bucket): Callers {
  const wholeMs = Math.max(refillMs(shown), shortestSpanMs / refills);
  const even = evenly(buckets, wholeMs * refills);
  const spanMs = even.spanMs;
  return { spanMs, burst: burstCaller(buckets, shown, spanMs), steady: summed(even.does, buckets, even.volleys) };
}

function burstCaller(buckets: readonly Bucket[], shown: Bucket, spanMs: number): Caller {
  const requests = Math.ceil(shown.burst * 1.5);
  const everyMs = Math.max(1, Math.round(spanMs / 4));
  const volleys = [0, 1, 2, 3].map((turn) => ({ atMs: turn * everyMs, requests }));
  return summed(`Sends ${toCount(requests)} at once, every ${toTime(everyMs)}.`, buckets, volleys);
}

function evenly(buckets: readonly Bucket[], wantedMs: number) {
  const apartMs = spacingMs(buckets);
  // Requests that drain as fast as they come may be sent some at a time, as long as a bucket holds many more.
  const together = Math.max(1, Math.floor(Math.min(...buckets.map(({ burst }) => burst)) / 100));
  const spanMs = Math.max(1, Math.floor(Math.min(wantedMs, mostMoments * Math.max(apartMs * together, 1))));
  const volleys: Volley[] = [];
  for (let sent = 0; sent * apartMs < spanMs; ) {
    // Whole milliseconds, as the service counts them; rounded up, so that nobody is early.
    const atMs = Math.ceil(sent * apartMs);
    const due = Math.max(together, Math.floor(atMs / apartMs) + 1 - sent);
    volleys.push({ atMs, requests: due });
    sent += due;
  }
  return { spanMs, volleys, does: `Sends evenly: ${toRate(apartMs)}.` };
}

function summed(does: string, buckets: readonly Bucket[], volleys: readonly Volley[]): Caller {
  const outcomes = simulate(buckets, volleys);
  const sum = (of: (outcome: Outcome) => number) => outcomes.reduce((total, outcome) => total + of(outcome), 0);
  return { does, outcomes, admitted: sum(({ admitted }) => admitted), refused: sum(({ refused }) => refused) };
}

const counts = new Intl.NumberFormat('en');
const fractions = new Intl.NumberFormat('en', { maximumSignificantDigits: 3 });

export const toCount = (count: number): string => counts.format(count);

const units = [
  ['day', 86_400_000],
  ['hour', 3_600_000],
  ['minute', 60_000],
  ['second', 1000],
] as const;

/** A span, roughly: `7.5 seconds`. */
export function toTime(ms: number): string {
  const [unit, size] = units.find(([, each]) => ms >= 2 * each) ?? (ms >= 1000 ? units[3] : ['millisecond', 1]);
  const text = fractions.format(ms / size);
  return `${text} ${unit}${text === '1' ? '' : 's'}`;
}

/** How often something comes that comes every so many milliseconds: the finest unit in which that is one or more. */
function toRate(apartMs: number): string {
  if (apartMs >= 1000) return `one every ${toTime(apartMs).replace(/^1 /, '')}`;
  return `${fractions.format(1000 / apartMs)} per second`;
}
