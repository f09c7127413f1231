import { type Bucket, type Outcome, simulate } from './bucket.ts';

/** What is drawn of a caller: where it was admitted and refused, and how many places were free. All lie within the span. */
export interface Picture {
  readonly bars: readonly { readonly atMs: number; readonly admitted: number; readonly refused: number }[];
  readonly levels: readonly { readonly atMs: number; readonly free: number }[];
  /** The highest bar, in requests. */
  readonly highest: number;
  /** How many places there are. */
  readonly places: number;
}

/** Into how many parts a span is divided. */
const parts = 60;

/** Draws the volleys of a caller. However many there are, the picture has at most a few hundred marks. */
export function pictureOf(
  buckets: readonly Bucket[],
  volleys: readonly { readonly atMs: number; readonly requests: number }[],
  spanMs: number,
): Picture {
  const looks = Array.from({ length: parts + 1 }, (_, part) => ({
    atMs: Math.round((part * spanMs) / parts),
    requests: 0,
  }));
  // Volleys first where both come at once: a look sees what they left.
  const outcomes = simulate(
    buckets,
    [...volleys, ...looks].sort((one, other) => one.atMs - other.atMs),
  );
  const bars = barsOf(outcomes, spanMs);
  return {
    bars,
    levels: levelsOf(outcomes),
    highest: Math.max(1, ...bars.map(({ admitted, refused }) => admitted + refused)),
    places: Math.min(...buckets.map(({ burst }) => burst)),
  };
}

function barsOf(outcomes: readonly Outcome[], spanMs: number): Picture['bars'] {
  const sums = Array.from({ length: parts }, (_, part) => ({ atMs: (part * spanMs) / parts, admitted: 0, refused: 0 }));
  for (const { atMs, admitted, refused } of outcomes) {
    const sum = sums[Math.min(parts - 1, Math.floor((atMs * parts) / spanMs))];
    if (sum === undefined) continue;
    sum.admitted += admitted;
    sum.refused += refused;
  }
  return sums.filter(({ admitted, refused }) => admitted + refused > 0);
}

/** Where many volleys come, the looks between them tell enough. */
function levelsOf(outcomes: readonly Outcome[]): Picture['levels'] {
  const told = outcomes.length > 4 * parts ? outcomes.filter(({ requests }) => requests === 0) : outcomes;
  return told.flatMap(({ atMs, freeBefore, freeAfter }) => [
    { atMs, free: freeBefore },
    ...(freeAfter === freeBefore ? [] : [{ atMs, free: freeAfter }]),
  ]);
}
