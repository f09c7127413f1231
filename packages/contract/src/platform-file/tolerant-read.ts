/**
 * Readers for data that may not have the shape it should. They pass over what is malformed without a word: the schema
 * speaks of that, and what is well formed beside it is still to be looked at.
 */

/** Whether this is what YAML makes of a map. */
export function isMapping(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The value under a key of a map's own; undefined for anything else. */
export function fieldOf(value: unknown, key: string): unknown {
  return isMapping(value) && Object.hasOwn(value, key) ? value[key] : undefined;
}

/** The entries of a map, in order; none for anything else. */
export function entriesOf(value: unknown): [name: string, entry: unknown][] {
  return isMapping(value) ? Object.entries(value) : [];
}

/** The texts of a list, each with its index; none for anything else. */
export function textsOf(value: unknown): { text: string; index: number }[] {
  if (!Array.isArray(value)) return [];
  return value.flatMap((text: unknown, index) => (typeof text === 'string' ? [{ text, index }] : []));
}
