import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { dueNotice, remaining } from './expiry-notice.ts';

const day = 86_400_000;
const expiresAt = 1000 * day;
const longAgo = 0;

const table: readonly [daysLeft: number, due: number | undefined][] = [
  [15, undefined],
  [14.001, undefined],
  [14, 14],
  [7.001, 14],
  [7, 7],
  [1.001, 7],
  [1, 1],
  [0.001, 1],
  [0, undefined],
  [-1, undefined],
];
for (const [daysLeft, due] of table) {
  test(`${daysLeft} days before its end, ${due === undefined ? 'nothing' : `the notice of ${due} days`} is due`, () => {
    assert.equal(dueNotice({ expiresAt, expirySetAt: longAgo }, expiresAt - daysLeft * day), due);
  });
}

test('a time that had passed when the expiry was set is never due', () => {
  const expirySetAt = expiresAt - 10 * day;
  assert.equal(dueNotice({ expiresAt, expirySetAt }, expiresAt - 9 * day), undefined);
  assert.equal(dueNotice({ expiresAt, expirySetAt }, expiresAt - 7 * day), 7);
  assert.equal(dueNotice({ expiresAt, expirySetAt: expiresAt - 7 * day }, expiresAt - 6 * day), undefined);
});

test('as time goes on it only becomes more urgent', () => {
  const instants = fc.array(fc.integer({ min: -1, max: 20 * day }), { minLength: 2, maxLength: 30 });
  fc.assert(
    fc.property(instants, (lefts) => {
      const inOrder = lefts.toSorted((a, b) => b - a);
      const due = inOrder.map((left) => dueNotice({ expiresAt, expirySetAt: longAgo }, expiresAt - left));
      const told = due.filter((days) => days !== undefined);
      assert.deepEqual(
        told,
        told.toSorted((a, b) => b - a),
      );
    }),
  );
});

test('what is left is said in hours, then in days, and never as nothing', () => {
  assert.equal(remaining(1000, 0), 'in an hour');
  assert.equal(remaining(day, 0), 'in 24 hours');
  assert.equal(remaining(2 * day, 0), 'in 48 hours');
  assert.equal(remaining(7 * day, 0), 'in 7 days');
});
