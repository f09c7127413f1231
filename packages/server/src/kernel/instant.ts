/** Epoch milliseconds as ISO-8601 UTC, without a fraction where there is none. */
export function toInstant(epochMs: number): string {
  return new Date(epochMs).toISOString().replace('.000Z', 'Z');
}

export const toNullableInstant = (epochMs: number | null): string | null =>
  epochMs === null ? null : toInstant(epochMs);

/** An RFC 3339 date-time with a time zone as epoch milliseconds; NaN where it names no instant. */
export const fromInstant = (text: string): number => Date.parse(text);
