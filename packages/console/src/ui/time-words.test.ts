import assert from 'node:assert/strict';
import { test } from 'node:test';
import { toRelative, toSpan, toUtc } from './time-words.ts';

const now = Date.parse('2026-04-18T10:45:00Z');

test('an exact time is in UTC whatever zone it was written in', () => {
  assert.equal(toUtc('2026-04-18T12:45:07+02:00'), '2026-04-18 10:45:07 UTC');
});

for (const [instant, words] of [
  ['2026-04-18T10:44:31Z', 'just now'],
  ['2026-04-18T10:45:20Z', 'just now'],
  ['2026-04-18T10:45:40Z', 'in a moment'],
  ['2026-04-18T10:40:00Z', '5 minutes ago'],
  ['2026-04-18T12:50:00Z', 'in 2 hours'],
  ['2026-04-17T10:45:00Z', 'yesterday'],
  ['2026-04-25T10:45:00Z', 'in 7 days'],
  ['2027-04-18T10:45:00Z', 'Apr 18, 2027'],
] as const) {
  test(`${instant} is “${words}” at ${toUtc(new Date(now).toISOString())}`, () =>
    assert.equal(toRelative(instant, now), words));
}

for (const [seconds, words] of [
  [3600, '1 hour'],
  [604_800, '7 days'],
  [129_600, '36 hours'],
  [90, '90 seconds'],
] as const) {
  test(`${seconds} seconds are “${words}”`, () => assert.equal(toSpan(seconds * 1000), words));
}
