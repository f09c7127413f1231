import assert from 'node:assert/strict';
import { it } from 'node:test';
import { toStepWords, totalsOf } from './outcomes.ts';

const none = { allowed: 0, denied: 0, throttled: 0, refused: 0, failed: 0 };

it('uses are added up by their outcome', () => {
  const steps = [
    { at: '2026-01-01T00:00:00Z', ...none, allowed: 3, refused: 1 },
    { at: '2026-01-02T00:00:00Z', ...none, allowed: 2, failed: 4 },
  ];
  assert.deepEqual(
    totalsOf(steps).map(({ name, total }) => [name, total]),
    [
      ['allowed', 5],
      ['denied', 0],
      ['throttled', 0],
      ['refused', 1],
      ['failed', 4],
    ],
  );
});

it('a day of UTC keeps its name in every zone', () => {
  assert.equal(toStepWords('2026-03-01T00:00:00Z', 'day'), 'Mar 1');
  assert.equal(toStepWords('2026-03-01T23:59:59Z', 'day'), 'Mar 1');
});
