import assert from 'node:assert/strict';
import { test } from 'node:test';
import { bucketsOf } from './bucket.ts';
import { callersOf } from './callers.ts';
import { pictureOf } from './picture.ts';

test('a burst is one bar, and the level falls at it and rises until the next', () => {
  const buckets = bucketsOf({ per_minute: 60, burst: 10 });
  const volleys = [
    { atMs: 0, requests: 15 },
    { atMs: 15_000, requests: 15 },
  ];
  const { bars, levels, highest, places } = pictureOf(buckets, volleys, 30_000);
  assert.deepEqual(bars, [
    { atMs: 0, admitted: 10, refused: 5 },
    { atMs: 15_000, admitted: 10, refused: 5 },
  ]);
  assert.deepEqual([highest, places], [15, 10]);
  assert.deepEqual(levels.slice(0, 2), [
    { atMs: 0, free: 10 },
    { atMs: 0, free: 0 },
  ]);
  const at = (ms: number) => levels.filter(({ atMs }) => atMs === ms).map(({ free }) => free);
  assert.deepEqual([at(5000), at(10_000), at(15_000), at(30_000)], [[5], [10], [10, 0, 0], [10]]);
});

test('every request of a caller is in its picture, however many they are, and the picture stays small', () => {
  const buckets = bucketsOf({ per_minute: 100_000 });
  const [bucket] = buckets;
  assert.ok(bucket !== undefined);
  const { steady, spanMs } = callersOf(buckets, bucket);
  const { bars, levels } = pictureOf(buckets, steady.outcomes, spanMs);
  const drawn = bars.reduce((sum, { admitted, refused }) => sum + admitted + refused, 0);
  assert.equal(drawn, steady.admitted + steady.refused);
  assert.ok(bars.length <= 60 && levels.length <= 500);
});
