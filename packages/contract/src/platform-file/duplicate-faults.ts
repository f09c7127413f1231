import { type Finding, type PathSegment, quoteName } from './platform-fault.ts';
import { entriesOf } from './tolerant-read.ts';

/** Every entry of a list, anywhere in `value`, that stands in the same list before. Maps and lists as entries are not compared. */
export function duplicateFaults(value: unknown, path: readonly PathSegment[]): Finding[] {
  if (!Array.isArray(value)) {
    return entriesOf(value).flatMap(([key, entry]) => duplicateFaults(entry, [...path, key]));
  }
  const seen = new Set<unknown>();
  return value.flatMap((entry: unknown, index): Finding[] => {
    if (typeof entry === 'object') return duplicateFaults(entry, [...path, index]);
    if (seen.has(entry)) {
      const message = `${quoteName(String(entry))} is listed twice: remove this entry`;
      return [{ path: [...path, index], message, site: 'value' }];
    }
    seen.add(entry);
    return [];
  });
}
