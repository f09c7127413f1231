import assert from 'node:assert/strict';
import { test } from 'node:test';
import { afterAttempt, type Delivery, maximumAttempts } from './delivery.ts';

const fresh: Delivery = {
  id: 'd',
  channel: 'webhook',
  noticeId: null,
  eventId: 'e',
  webhookId: 'w',
  state: 'pending',
  attempts: [],
  nextAttemptAt: 0,
  createdAt: 0,
  deliveredAt: null,
};
const failure = { status: 500, error: 'no' };

/** The waits between attempts that all fail. */
function waits(chance: number): readonly number[] {
  let delivery = fresh;
  const found: number[] = [];
  for (let now = 0; delivery.nextAttemptAt !== null; now = delivery.nextAttemptAt ?? now) {
    delivery = afterAttempt(delivery, failure, { at: now, now, chance });
    if (delivery.nextAttemptAt !== null) found.push(delivery.nextAttemptAt - now);
  }
  assert.equal(delivery.state, 'failed');
  assert.equal(delivery.attempts.length, maximumAttempts);
  return found;
}

test('ten attempts, each wait longer than the one before, between three and four days in all', () => {
  const found = waits(0);
  assert.equal(found.length, 9);
  assert.deepEqual(
    found,
    found.toSorted((a, b) => a - b),
  );
  assert.equal(found[0], 5000);
  const days = found.reduce((sum, wait) => sum + wait, 0) / 86_400_000;
  assert.ok(days > 3 && days < 4, String(days));
});

test('chance spreads the waits by up to a tenth, and only ever later', () => {
  const [least, most] = [waits(0), waits(0.999)];
  least.forEach((wait, index) => {
    const ratio = (most[index] ?? 0) / wait;
    assert.ok(ratio > 1.09 && ratio <= 1.1, String(ratio));
  });
});

test('a success ends it, with its time', () => {
  const after = afterAttempt(fresh, { status: 200, error: null }, { at: 10, now: 35, chance: 0 });
  assert.deepEqual(after, {
    ...fresh,
    state: 'delivered',
    attempts: [{ at: 10, status: 200, error: null, durationMs: 25 }],
    nextAttemptAt: null,
    deliveredAt: 35,
  });
});

test('a failure that is final ends it at the first attempt', () => {
  const after = afterAttempt(fresh, { ...failure, final: true }, { at: 1, now: 2, chance: 0 });
  assert.deepEqual([after.state, after.nextAttemptAt, after.attempts.length], ['failed', null, 1]);
});

test('a clock that is set back makes no negative duration', () => {
  assert.equal(afterAttempt(fresh, failure, { at: 50, now: 20, chance: 0 }).attempts[0]?.durationMs, 0);
});
