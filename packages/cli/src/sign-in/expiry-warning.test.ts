import assert from 'node:assert/strict';
import { it } from 'node:test';
import { expiryWarning } from './expiry-warning.ts';

const now = Date.parse('2027-01-01T00:00:00Z');

it('warns from a week before the end on', () => {
  const cases = [
    ['2027-01-08T00:00:00Z', /in 7 days/],
    ['2027-01-02T12:00:00Z', /in 1 day,/],
    ['2027-01-01T01:00:00Z', /in less than a day/],
    ['2026-12-31T00:00:00Z', /expired at/],
  ] as const;
  for (const [expiresAt, expected] of cases) assert.match(expiryWarning(expiresAt, now) ?? '', expected);
});

it('says nothing of what lasts', () => {
  for (const expiresAt of [null, '2027-01-08T00:00:01Z']) assert.equal(expiryWarning(expiresAt, now), undefined);
});
