/** Does the same thing `count` times. It brings its own loop, so that what is synchronous is measured without an await. */
export type Batch = (count: number) => void | Promise<void>;

export interface InterleaveOptions {
  /** Calls in one batch. A batch should take about a millisecond, so that on a busy machine most run undisturbed. */
  readonly count: number;
  readonly rounds: number;
}

/** Nanoseconds per call of each contestant, one figure per round; figures of one round were measured side by side. */
export type Timings<Name extends string> = Readonly<Record<Name, readonly number[]>>;

/**
 * Times contestants in turn, a short batch each, round after round, so that whatever else the machine does falls on all of
 * them alike. Every other round runs backwards. A tenth of the rounds goes before, as a warm-up that does not count.
 */
export async function interleave<Name extends string>(
  contestants: Readonly<Record<Name, Batch>>,
  { count, rounds }: InterleaveOptions,
): Promise<Timings<Name>> {
  const forward = Object.keys(contestants) as Name[];
  const timings = Object.fromEntries(forward.map((name) => [name, [] as number[]])) as Record<Name, number[]>;
  const warmUp = Math.ceil(rounds / 10);
  for (let round = -warmUp; round < rounds; round += 1) {
    for (const name of round % 2 === 0 ? forward : forward.toReversed()) {
      const began = process.hrtime.bigint();
      await contestants[name](count);
      const nanoseconds = Number(process.hrtime.bigint() - began);
      if (round >= 0) timings[name].push(nanoseconds / count);
    }
  }
  return timings;
}

export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length >> 1;
  const upper = sorted[middle];
  if (upper === undefined) throw new RangeError('nothing was measured');
  return sorted.length % 2 === 1 ? upper : (upper + (sorted[middle - 1] ?? upper)) / 2;
}

/** The median of each round's `a / b`: steadier than the ratio of two medians where the machine's speed drifts. */
export const medianRatio = (a: readonly number[], b: readonly number[]): number =>
  median(a.map((value, round) => value / (b[round] ?? Number.NaN)));
