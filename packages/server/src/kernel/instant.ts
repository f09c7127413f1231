/** Epoch milliseconds as ISO-8601 UTC, without a fraction where there is none. */
export function toInstant(epochMs: number): string {
  return new Date(epochMs).toISOString().replace('.000Z', 'Z');
}

export const toNullableInstant = (epochMs: number | null): string | null =>
  epochMs === null ? null : toInstant(epochMs);

/**
 * An RFC 3339 date-time with a time zone as epoch milliseconds; NaN where it names no instant. A leap second, which RFC 3339
 * lets one write, is none: no epoch has a name for it.
 */
export function fromInstant(text: string): number {
  const at = Date.parse(text);
  const date = /^\d{4}-\d\d-\d\d/.exec(text)?.[0];
  if (Number.isNaN(at) || date === undefined) return at;
  // Date.parse takes 31 February for 3 March.
  return toInstant(Date.parse(`${date}T00:00:00Z`)).startsWith(date) ? at : Number.NaN;
}
