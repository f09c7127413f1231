import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { type Limit, type LimitState, settle, standingOf, takeOne } from './gcra.ts';

const start = 1_776_500_000_000;
const periods = [1000, 60_000, 3_600_000, 86_400_000];

const limits: fc.Arbitrary<Limit> = fc.record({
  count: fc.oneof(fc.integer({ min: 1, max: 100 }), fc.integer({ min: 1, max: 1_000_000 })),
  periodMs: fc.constantFrom(...periods),
  burst: fc.integer({ min: 1, max: 60 }),
});
/** How long a full bucket takes to drain. */
const drainMs = ({ burst, periodMs, count }: Limit): number => (burst * periodMs) / count;

/** Steps in time that matter to a limit: none, one request’s share, the whole bucket, anything between. */
const stepsFor = (limit: Limit) => {
  const largest = Math.ceil(drainMs(limit) * 1.5) + 2;
  const share = Math.floor(limit.periodMs / limit.count);
  return fc.oneof(fc.constant(0), fc.constantFrom(share, share + 1), fc.nat({ max: largest }));
};
const withSteps = limits.chain((limit) =>
  fc.tuple(fc.constant(limit), fc.array(stepsFor(limit), { minLength: 1, maxLength: 120 })),
);

/** How a limit stands once a request has been sent after each step. */
function after(
  limit: Limit,
  steps: readonly number[],
): { readonly state: LimitState | undefined; readonly now: number } {
  let state: LimitState | undefined;
  let now = start;
  for (const step of steps) {
    now += step;
    state = takeOne(state, now, limit).state;
  }
  return { state, now };
}

/** Sends a request after each step, and returns the instants of those that were admitted. */
function admittedAt(limit: Limit, steps: readonly number[], from = start): number[] {
  let state: LimitState | undefined;
  let now = from;
  const admitted: number[] = [];
  for (const step of steps) {
    now += step;
    const decision = takeOne(state, now, limit);
    state = decision.state;
    if (decision.admitted) admitted.push(now);
  }
  return admitted;
}

test('the burst is admitted at once, one more is not, and each share of the rate admits one again', () => {
  const limit = { count: 60, periodMs: 60_000, burst: 10 };
  assert.equal(admittedAt(limit, new Array(25).fill(0)).length, 10);
  assert.equal(admittedAt(limit, [...new Array(10).fill(0), 999]).length, 10);
  assert.equal(admittedAt(limit, [...new Array(10).fill(0), 1000]).length, 11);
  assert.equal(admittedAt(limit, [...new Array(10).fill(0), 3000, 0, 0, 0]).length, 13);
});

test('in no span of time is more admitted than the burst and what the rate gives in it', () => {
  fc.assert(
    fc.property(withSteps, ([limit, steps]) => {
      const admitted = admittedAt(limit, steps);
      for (let first = 0; first < admitted.length; first += 1) {
        for (let last = first; last < admitted.length; last += 1) {
          const spanMs = (admitted[last] ?? 0) - (admitted[first] ?? 0);
          assert.ok((last - first + 1 - limit.burst) * limit.periodMs <= spanMs * limit.count);
        }
      }
    }),
  );
});

test('nothing is refused that the rate allows: whoever keeps to it is always admitted', () => {
  fc.assert(
    fc.property(limits, fc.integer({ min: 1, max: 200 }), (limit, requests) => {
      const share = Math.ceil(limit.periodMs / limit.count);
      assert.equal(admittedAt(limit, new Array(requests).fill(share)).length, requests);
    }),
  );
});

test('whoever sends at most `burst` in any span in which the bucket drains is never refused', () => {
  fc.assert(
    fc.property(withSteps, ([limit, steps]) => {
      const windowMs = Math.ceil(drainMs(limit) / 1000) * 1000;
      const sent: number[] = [];
      let state: LimitState | undefined;
      let now = start;
      for (const step of steps) {
        now += step;
        if (sent.filter((at) => now - at < windowMs).length >= limit.burst) continue;
        sent.push(now);
        const decision = takeOne(state, now, limit);
        state = decision.state;
        assert.ok(decision.admitted);
      }
    }),
  );
});

test('`remaining` requests are admitted now, and not one more', () => {
  fc.assert(
    fc.property(withSteps, ([limit, steps]) => {
      const reached = after(limit, steps);
      const { now } = reached;
      let { state } = reached;
      const { remaining } = standingOf(state, now, limit);
      for (let sent = 0; sent < remaining; sent += 1) {
        const decision = takeOne(state, now, limit);
        assert.ok(decision.admitted);
        assert.equal(decision.remaining, remaining - sent - 1);
        state = decision.state;
      }
      assert.equal(takeOne(state, now, limit).admitted, false);
    }),
  );
});

test('`resetMs` is when one more is admitted than now, and not a millisecond before', () => {
  fc.assert(
    fc.property(withSteps, ([limit, steps]) => {
      const { state, now } = after(limit, steps);
      const { remaining, resetMs } = standingOf(state, now, limit);
      if (remaining === limit.burst) return assert.equal(resetMs, 0);
      assert.ok(standingOf(state, now + resetMs, limit).remaining > remaining);
      assert.equal(standingOf(state, now + resetMs - 1, limit).remaining, remaining);
    }),
  );
});

test('whoever is refused and waits `retryAfterMs` is admitted; a millisecond less is refused', () => {
  fc.assert(
    fc.property(withSteps, ([limit, steps]) => {
      let state: LimitState | undefined;
      let now = start;
      for (const step of steps) {
        now += step;
        const decision = takeOne(state, now, limit);
        state = decision.state;
        if (decision.admitted) {
          assert.equal(decision.retryAfterMs, 0);
          continue;
        }
        assert.ok(takeOne(state, now + decision.retryAfterMs, limit).admitted);
        assert.equal(takeOne(state, now + decision.retryAfterMs - 1, limit).admitted, false);
      }
    }),
  );
});

test('a refused request costs nothing, however many there are', () => {
  fc.assert(
    fc.property(limits, fc.integer({ min: 1, max: 50 }), (limit, refusals) => {
      let state: LimitState | undefined;
      for (let sent = 0; sent < limit.burst; sent += 1) state = takeOne(state, start, limit).state;
      for (let sent = 0; sent < refusals; sent += 1) {
        const decision = takeOne(state, start, limit);
        assert.equal(decision.admitted, false);
        state = decision.state;
      }
      assert.equal(standingOf(state, start + Math.ceil(limit.periodMs / limit.count), limit).remaining >= 1, true);
    }),
  );
});

test('looking at a limit takes nothing from it, and looking often changes nothing', () => {
  fc.assert(
    fc.property(withSteps, ([limit, steps]) => {
      let looked: LimitState | undefined;
      let plain: LimitState | undefined;
      let now = start;
      for (const step of steps) {
        for (const part of [Math.floor(step / 3), Math.floor(step / 2)]) looked = settle(looked, now + part, limit);
        now += step;
        const [one, other] = [takeOne(looked, now, limit), takeOne(plain, now, limit)];
        assert.deepEqual(one, other);
        [looked, plain] = [one.state, other.state];
      }
    }),
  );
});

/** A clock that also goes back. */
const withJumps = limits.chain((limit) => {
  const largest = Math.ceil(drainMs(limit) * 3) + 2;
  const jump = fc.oneof(stepsFor(limit), fc.integer({ min: -largest, max: -1 }), fc.constant(-86_400_000_000));
  return fc.tuple(fc.constant(limit), fc.array(jump, { minLength: 1, maxLength: 120 }));
});

test('a clock that goes back gives no quota: only its steps forward do', () => {
  fc.assert(
    fc.property(withJumps, ([limit, steps]) => {
      const admitted = admittedAt(limit, steps).length;
      const forwardMs = steps.slice(1).reduce((sum, step) => sum + Math.max(0, step), 0);
      assert.ok((admitted - limit.burst) * limit.periodMs <= forwardMs * limit.count);
    }),
  );
});

test('at the instant of going back, no more is free than was before', () => {
  fc.assert(
    fc.property(withSteps, fc.integer({ min: 1, max: 10 ** 11 }), ([limit, steps], backMs) => {
      const { state, now } = after(limit, steps);
      assert.ok(standingOf(state, now - backMs, limit).remaining <= standingOf(state, now, limit).remaining);
    }),
  );
});

test('a clock that goes back a little and catches up has changed nothing', () => {
  const limit = { count: 60, periodMs: 60_000, burst: 10 };
  let state: LimitState | undefined;
  for (let sent = 0; sent < 4; sent += 1) state = takeOne(state, start, limit).state;
  state = settle(state, start - 3000, limit);
  assert.equal(standingOf(state, start - 3000, limit).remaining, 3);
  assert.equal(standingOf(state, start, limit).remaining, 6);
});

test('however far the clock goes back, nobody waits longer than the bucket takes to drain', () => {
  fc.assert(
    fc.property(withJumps, ([limit, steps]) => {
      let state: LimitState | undefined;
      let now = start;
      for (const step of steps) {
        now += step;
        const decision = takeOne(state, now, limit);
        state = decision.state;
        assert.ok(decision.retryAfterMs <= Math.ceil(limit.periodMs / limit.count));
        assert.equal(standingOf(state, now + Math.ceil(drainMs(limit)), limit).remaining, limit.burst);
      }
    }),
  );
});

test('a limit that became smaller is in force at once, and owes no more than its new bucket', () => {
  fc.assert(
    fc.property(limits, limits, (wide, narrow) => {
      let state: LimitState | undefined;
      for (let sent = 0; sent < wide.burst; sent += 1) state = takeOne(state, start, wide).state;
      const limit = { ...narrow, periodMs: wide.periodMs };
      const decision = takeOne(state, start, limit);
      assert.ok(decision.remaining <= limit.burst);
      assert.ok(decision.retryAfterMs <= Math.ceil(limit.periodMs / limit.count));
      if (limit.burst <= wide.burst) assert.equal(decision.admitted, false);
    }),
  );
});
