import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { cellsOf, outcomeOf, outcomes, toSeries, type UsageOutcome } from './usage.ts';

const statuses: readonly (readonly [status: number, refused: boolean, outcome: UsageOutcome])[] = [
  [200, false, 'allowed'],
  [204, false, 'allowed'],
  [304, false, 'allowed'],
  [400, false, 'denied'],
  [403, false, 'denied'],
  [404, false, 'denied'],
  [429, false, 'throttled'],
  [500, false, 'failed'],
  [503, false, 'failed'],
  [401, true, 'refused'],
  [429, true, 'refused'],
];
for (const [status, refused, outcome] of statuses) {
  test(`${status}${refused ? ' to a refused credential' : ''} counts as ${outcome}`, () => {
    assert.equal(outcomeOf(status, refused), outcome);
  });
}

test('a use counts for its credential by the hour and for the instance by the minute', () => {
  const at = Date.UTC(2026, 0, 1, 10, 42, 30);
  assert.deepEqual(cellsOf('C', 'allowed', at), [
    { credentialId: '', minute: Date.UTC(2026, 0, 1, 10, 42) / 60_000, outcome: 'allowed' },
    { credentialId: 'C', minute: Date.UTC(2026, 0, 1, 10) / 60_000, outcome: 'allowed' },
  ]);
  assert.deepEqual(
    cellsOf(null, 'refused', at).map(({ credentialId }) => credentialId),
    [''],
  );
});

test('a series has every step once, in order, and loses no count', () => {
  const cell = fc.record({
    credentialId: fc.constant('C'),
    minute: fc.integer({ min: 1000, max: 9000 }),
    outcome: fc.constantFrom(...outcomes),
    count: fc.integer({ min: 1, max: 1000 }),
  });
  fc.assert(
    fc.property(fc.array(cell), fc.constantFrom(1, 60, 1440), (cells, stepMinutes) => {
      const series = toSeries(cells, { from: 1000, to: 9000, stepMinutes });
      for (const [index, { minute }] of series.entries()) {
        assert.equal(minute % stepMinutes, 0);
        if (index > 0) assert.equal(minute - (series[index - 1]?.minute ?? 0), stepMinutes);
      }
      for (const outcome of outcomes) {
        const given = cells.filter((one) => one.outcome === outcome).reduce((sum, { count }) => sum + count, 0);
        assert.equal(
          series.reduce((sum, step) => sum + step[outcome], 0),
          given,
        );
      }
    }),
  );
});
