/** One line of a benchmark's table. Numbers are shown with three digits; text stands as it is. */
export interface Row {
  readonly label: string;
  readonly value: number | string;
  readonly unit: string;
  readonly note?: string;
}

/** Prints the result as tools/run-benchmarks.ts reads it: the last line on stdout, as JSON. */
export function report(name: string, rows: readonly Row[]): void {
  console.log(JSON.stringify({ name, rows }));
}

/** A claim and whether this run bears it out. A noisy machine can refute one by chance, so the run does not fail. */
export const claim = (text: string, holds: boolean): string =>
  `claim: ${text}; ${holds ? 'holds' : 'DOES NOT HOLD'} here`;
