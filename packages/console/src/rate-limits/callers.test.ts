import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { type Bucket, bucketsOf } from './bucket.ts';
import { callersOf, toTime } from './callers.ts';
import type { Rule } from './rule.ts';

function look(rule: Pick<Rule, 'per_second' | 'per_minute' | 'per_hour' | 'per_day' | 'burst'>, at = 0) {
  const buckets = bucketsOf(rule);
  return callersOf(buckets, buckets[at] ?? assert.fail('no bucket'));
}

test('sixty a minute, ten at once: a burst caller is refused, and told how often; a steady one never is', () => {
  const { spanMs, burst, steady } = look({ per_minute: 60, burst: 10 });
  assert.equal(spanMs, 30_000);
  assert.equal(burst.does, 'Sends 15 at once, every 7.5 seconds.');
  assert.deepEqual(
    burst.outcomes.map(({ admitted }) => admitted),
    [10, 7, 8, 7],
  );
  assert.deepEqual([burst.admitted, burst.refused], [32, 28]);
  assert.equal(steady.does, 'Sends evenly: one every second.');
  assert.deepEqual([steady.admitted, steady.refused], [30, 0]);
});

test('with two rates the steady caller keeps to the slower, and a look at the coarser spans longer', () => {
  const rule = { per_second: 10, per_hour: 1800 };
  assert.equal(look(rule).spanMs, 3000);
  const { spanMs, steady } = look(rule, 1);
  assert.equal(spanMs, 3 * 3_600_000);
  assert.equal(steady.does, 'Sends evenly: one every 2 seconds.');
  assert.equal(steady.refused, 0);
});

test('more in a millisecond than the bucket holds is refused, as the service does', () => {
  const { steady } = look({ per_second: 1_000_000, burst: 1 });
  assert.ok(steady.refused > 0);
});

const rate = fc.option(fc.integer({ min: 1, max: 1_000_000 }), { nil: undefined });

test('of any rule: some are admitted and some refused of a burst, a steady caller with room is never refused, and it stays a picture', () => {
  fc.assert(
    fc.property(rate, rate, rate, rate, rate, fc.nat(3), (per_second, per_minute, per_hour, per_day, burst, at) => {
      const given = JSON.parse(JSON.stringify({ per_second, per_minute, per_hour, per_day, burst }));
      const buckets: readonly Bucket[] = bucketsOf(given);
      const shown = buckets[at % Math.max(1, buckets.length)];
      if (shown === undefined) return;
      const callers = callersOf(buckets, shown);
      assert.ok(callers.burst.admitted > 0 && callers.burst.refused > 0);
      const mostTogether = Math.max(...callers.steady.outcomes.map(({ requests }) => requests));
      if (buckets.every((bucket) => bucket.burst > mostTogether)) assert.equal(callers.steady.refused, 0);
      assert.ok(callers.steady.outcomes.length <= 20_001);
      assert.ok(callers.steady.outcomes.every(({ atMs }) => atMs <= callers.spanMs + 1));
    }),
    { numRuns: 60 },
  );
});

for (const [ms, words] of [
  [1, '1 millisecond'],
  [1000, '1 second'],
  [7500, '7.5 seconds'],
  [90_000, '90 seconds'],
  [120_000, '2 minutes'],
  [172_800_000, '2 days'],
] as const) {
  test(`${ms} ms are “${words}”`, () => assert.equal(toTime(ms), words));
}
