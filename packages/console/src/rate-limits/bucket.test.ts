import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { type LimitState, takeOne } from '../../../server/src/modules/rate-limits/gcra.ts';
import { limitsOf } from '../../../server/src/modules/rate-limits/rule.ts';
import { bucketsOf, refillMs, simulate, spacingMs } from './bucket.ts';

const rule = { per_minute: 60, burst: 10, per: 'token' as const };

test('ten at once, and one more each second after that', () => {
  const outcomes = simulate(bucketsOf(rule), [
    { atMs: 0, requests: 15 },
    { atMs: 999, requests: 1 },
    { atMs: 1000, requests: 2 },
    { atMs: 11_000, requests: 15 },
  ]);
  assert.deepEqual(
    outcomes.map(({ admitted, refused, freeBefore, freeAfter }) => [admitted, refused, freeBefore, freeAfter]),
    [
      [10, 5, 10, 0],
      [0, 1, 0, 0],
      [1, 1, 1, 0],
      [10, 5, 10, 0],
    ],
  );
});

test('the buckets, their refill and the rate that can be kept up', () => {
  const [second, day] = bucketsOf({ per_second: 5, per_day: 86_400, burst: 20 });
  assert.deepEqual([second?.burst, day?.burst], [20, 86_400]);
  assert.equal(second && refillMs(second), 4000);
  assert.equal(spacingMs(bucketsOf({ per_second: 5, per_day: 86_400 })), 1000);
  assert.equal(spacingMs([]), 0);
});

const rate = (most: number) => fc.option(fc.integer({ min: 1, max: most }), { nil: undefined });
const anyRule = fc
  .record({
    per_second: rate(50),
    per_minute: rate(1_000_000),
    per_hour: rate(500),
    per_day: rate(60),
    burst: rate(80),
  })
  .map((each) => JSON.parse(JSON.stringify({ ...each, per: 'token' })))
  .filter((each) => bucketsOf(each).length > 0);
const anyVolleys = fc.array(fc.record({ afterMs: fc.nat(200_000), requests: fc.nat(100) }), { maxLength: 20 });

test('whatever the rule and whoever calls, it admits exactly what the service does', () => {
  fc.assert(
    fc.property(anyRule, anyVolleys, (each, steps) => {
      let atMs = 0;
      const volleys = steps.map(({ afterMs, requests }) => {
        atMs += afterMs;
        return { atMs, requests };
      });
      const limits = limitsOf(each);
      let states: (LimitState | undefined)[] = limits.map(() => undefined);
      const expected = volleys.map(({ atMs: now, requests }) => {
        let admitted = 0;
        for (let sent = 0; sent < requests; sent += 1) {
          const decisions = limits.map((limit, index) => takeOne(states[index], now, limit));
          if (!decisions.every((decision) => decision.admitted)) break;
          admitted += 1;
          states = decisions.map(({ state }) => state);
        }
        return admitted;
      });
      assert.deepEqual(
        simulate(bucketsOf(each), volleys).map(({ admitted }) => admitted),
        expected,
      );
    }),
  );
});
