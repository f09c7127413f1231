import { InvalidArgumentError } from 'commander';
import { parseDuration } from './duration.ts';

const instant = /^\d{4}-\d\d-\d\dT.*(Z|[+-]\d\d:\d\d)$/;

/** `30d`, an instant with its zone, or `never`, as an instant or null. A date alone is refused: its zone would be a guess. */
export function expiryParser(now: () => number): (text: string) => string | null {
  return (text) => {
    if (text === 'never') return null;
    const ms = parseDuration(text);
    const at = ms === undefined ? (instant.test(text) ? Date.parse(text) : Number.NaN) : now() + ms;
    // The last instant that ISO-8601 writes with four digits.
    if (Number.isNaN(at) || at > 253_402_300_799_999) {
      throw new InvalidArgumentError('Give 30d, 12h, an instant such as 2027-06-30T12:00:00Z, or never.');
    }
    return new Date(at).toISOString();
  };
}

/** `1h` as seconds. */
export function graceParser(text: string): number {
  const ms = parseDuration(text);
  if (ms === undefined) throw new InvalidArgumentError('Give a time such as 15m, 1h or 2d.');
  return ms / 1_000;
}

/** A whole number within bounds. */
export function countParser(minimum: number, maximum: number): (text: string) => number {
  return (text) => {
    const count = /^\d{1,9}$/.test(text) ? Number(text) : Number.NaN;
    if (!(count >= minimum && count <= maximum)) {
      throw new InvalidArgumentError(`Give a whole number from ${minimum} to ${maximum}.`);
    }
    return count;
  };
}

/** An option that may be given several times, or once with commas. `false`: it was said before that there are none. */
export function collect(text: string, before: readonly string[] | false = []): readonly string[] {
  const given = text
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '');
  return [...(before === false ? [] : before), ...given];
}
