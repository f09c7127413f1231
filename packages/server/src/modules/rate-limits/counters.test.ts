import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { type Demand, MemoryCounters } from './counters.ts';
import type { Limit } from './gcra.ts';

const start = 1_776_500_000_000;
const limit = (burst: number): Limit => ({ count: 60, periodMs: 60_000, burst });
const demand = (key: string, burst: number): Demand => ({ key, limit: limit(burst) });

test('a request that one limit refuses is charged to none of its limits', () => {
  const bursts = fc.array(fc.integer({ min: 1, max: 20 }), { minLength: 1, maxLength: 6 });
  fc.assert(
    fc.property(bursts, fc.integer({ min: 1, max: 40 }), (sizes, requests) => {
      const counters = new MemoryCounters();
      const demands = sizes.map((size, index) => demand(`limit-${index}`, size));
      let admitted = 0;
      for (let sent = 0; sent < requests; sent += 1) if (counters.take(demands, start).admitted) admitted += 1;
      assert.equal(admitted, Math.min(requests, ...sizes));
      const remaining = counters.look(demands, start).map((standing) => standing.remaining);
      assert.deepEqual(
        remaining,
        sizes.map((size) => size - admitted),
      );
    }),
  );
});

test('a refusal says of each limit how it stands, and of those that would admit that they are not charged', () => {
  const counters = new MemoryCounters();
  const demands = [demand('narrow', 1), demand('wide', 5)];
  assert.ok(counters.take(demands, start).admitted);
  const { admitted, decisions } = counters.take(demands, start);
  assert.equal(admitted, false);
  assert.deepEqual(
    decisions.map((decision) => [decision.admitted, decision.remaining, decision.retryAfterMs]),
    [
      [false, 0, 1000],
      [true, 4, 0],
    ],
  );
});

test('after the longest wait that a refusal names, the request is admitted', () => {
  const demands = fc.array(
    fc.record({
      count: fc.integer({ min: 1, max: 100 }),
      burst: fc.integer({ min: 1, max: 9 }),
      periodMs: fc.constantFrom(1000, 60_000),
    }),
    { minLength: 1, maxLength: 5 },
  );
  fc.assert(
    fc.property(demands, fc.array(fc.nat({ max: 2000 }), { minLength: 1, maxLength: 60 }), (limits, steps) => {
      const counters = new MemoryCounters();
      const all = limits.map((each, index) => ({ key: String(index), limit: each }));
      let now = start;
      for (const step of steps) {
        now += step;
        const { admitted, decisions } = counters.take(all, now);
        if (admitted) continue;
        now += Math.max(...decisions.map(({ retryAfterMs }) => retryAfterMs));
        assert.ok(counters.take(all, now).admitted);
      }
    }),
  );
});

test('keys are counted apart', () => {
  const counters = new MemoryCounters();
  assert.ok(counters.take([demand('a', 1)], start).admitted);
  assert.ok(counters.take([demand('b', 1)], start).admitted);
  assert.equal(counters.take([demand('a', 1)], start).admitted, false);
});

test('looking takes nothing', () => {
  const counters = new MemoryCounters();
  for (let look = 0; look < 5; look += 1) assert.equal(counters.look([demand('a', 2)], start)[0]?.remaining, 2);
  assert.equal(counters.size, 0);
});

test('no more counters are kept than was said, and those in use are the last to go', () => {
  const counters = new MemoryCounters(100);
  for (let other = 0; other < 1000; other += 1) {
    counters.take([demand(`other-${other}`, 5)], start);
    counters.take([demand('in use', 1)], start);
  }
  assert.equal(counters.size, 100);
  assert.equal(counters.take([demand('in use', 1)], start).admitted, false);
});

test('after the clock has gone back a day, a refused client waits for no more than its bucket takes', () => {
  const counters = new MemoryCounters();
  const demands = [demand('a', 1)];
  counters.take(demands, start);
  const { decisions } = counters.take(demands, start - 86_400_000);
  assert.equal(decisions[0]?.retryAfterMs, 1000);
  assert.ok(counters.take(demands, start - 86_400_000 + 1000).admitted);
});
