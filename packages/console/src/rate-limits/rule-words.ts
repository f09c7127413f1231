import { bucketsOf } from './bucket.ts';
import { toCount } from './callers.ts';
import type { CountedPer, Rule } from './rule.ts';

const counted: Readonly<Record<CountedPer, string>> = {
  token: 'Each token is counted by itself.',
  project: 'All tokens together share it.',
  address: 'Each client address is counted by itself.',
};

const listed = (words: readonly string[], last: string): string =>
  words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} ${last} ${words.at(-1)}`;

/** What requests a rule means: `for POST to /api/v1/projects/{project_id}/execute/…`. */
export function scopeWords({
  methods = [],
  path_patterns: patterns = [],
}: Pick<Rule, 'methods' | 'path_patterns'>): string {
  const what = methods.length === 0 ? '' : ` for ${listed(methods, 'and')}`;
  const [first] = patterns;
  if (first === undefined) return what === '' ? ' for every request' : `${what} to any path`;
  const shown = patterns.map((pattern) => pattern.replace(/\*$/, '…'));
  const where = shown.length > 3 ? `${shown[0]} and ${shown.length - 1} other paths` : listed(shown, 'and');
  return what === '' ? ` for every request to ${where}` : `${what} to ${where}`;
}

/** The rates of a rule: `60 requests per minute, at most 10 at once`; undefined where it has none. */
export function rateWords(rule: Rule): string | undefined {
  const [finest, ...coarser] = bucketsOf(rule);
  if (finest === undefined) return undefined;
  const each = [finest, ...coarser].map(({ count, unit }, index) =>
    index === 0
      ? `${toCount(count)} ${count === 1 ? 'request' : 'requests'} per ${unit}`
      : `${toCount(count)} per ${unit}`,
  );
  const burst = finest.burst === finest.count ? '' : `, at most ${toCount(finest.burst)} at once`;
  const [first = '', ...rest] = each;
  return [`${first}${burst}`, ...rest].join(' and ');
}

/** A rule as a sentence or two, for people who read it and for people who are about to write it. */
export function ruleWords(rule: Rule): string {
  const rate = rateWords(rule);
  if (rate === undefined) return 'Limits nothing yet: give it a rate.';
  const what = `${rate},${scopeWords(rule)}`;
  return `${what}${what.endsWith('…') ? '' : '.'} ${counted[rule.per]}`;
}
