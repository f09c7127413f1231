/** Readers of search parameters: anybody may have written the address, so what is not as expected is as if it were not there. */

/** Text; the router has made a number of one that looks like it. */
export function textOf(value: unknown): string | undefined {
  if (typeof value === 'number') return String(value);
  return typeof value === 'string' && value.trim() !== '' ? value.slice(0, 100) : undefined;
}

export const flagOf = (value: unknown): boolean | undefined => (typeof value === 'boolean' ? value : undefined);

/** One of a few words. */
export const oneOf = <const T extends string>(words: readonly T[], value: unknown): T | undefined =>
  words.find((word) => word === value);

/** A day such as `2026-04-18`. */
export function dayOf(value: unknown): string | undefined {
  if (typeof value !== 'string' || !/^\d{4}-\d{2}-\d{2}$/.test(value)) return undefined;
  return Number.isNaN(startOf(value).getTime()) ? undefined : value;
}

const startOf = (day: string): Date => new Date(`${day}T00:00:00`);

/** The instant at which a day begins where the reader is. */
export const toInstant = (day: string): string => startOf(day).toISOString();

/** The day where the reader is, of a moment in epoch milliseconds. */
export function toDay(ms: number): string {
  const date = new Date(ms);
  const parts = [date.getMonth() + 1, date.getDate()].map((part) => String(part).padStart(2, '0'));
  return [date.getFullYear(), ...parts].join('-');
}

/** A union and its absent part, without what is absent: `string | undefined` becomes `string`. */
type Present<T> = T & (NonNullable<unknown> | null);
type Defined<T> = { readonly [K in keyof T]?: Present<T[K]> };

/** The fields that say something. */
export function defined<T extends object>(fields: T): Defined<T> {
  const said: { [K in keyof T]?: Present<T[K]> } = {};
  for (const name in fields) {
    const value = fields[name];
    if (value !== undefined) said[name] = value;
  }
  return said;
}
