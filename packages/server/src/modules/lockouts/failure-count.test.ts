import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { countFailure, type FailureCount } from './failure-count.ts';

const rule = { failures: 10, windowMs: 600_000, blockMs: 600_000 };

/** The counts after failures at these times. */
function after(times: readonly number[]) {
  let present: FailureCount | undefined;
  let blocks = false;
  for (const now of times) ({ count: present, blocks } = countFailure(present, now, rule));
  return { present, blocks };
}

/** Times from the gaps between them. */
const sums = (gaps: readonly number[]): readonly number[] =>
  gaps.map((_, index) => gaps.slice(0, index + 1).reduce((sum, gap) => sum + gap, 0));

test('the tenth failure within the window blocks, the ninth does not', () => {
  const times = Array.from({ length: 10 }, (_, index) => index * 1000);
  assert.equal(after(times.slice(0, 9)).blocks, false);
  assert.equal(after(times).blocks, true);
});

test('failures that are spread over more than the window never block', () => {
  const gaps = fc.array(fc.integer({ min: Math.ceil(rule.windowMs / 9), max: rule.windowMs * 2 }), {
    minLength: 1,
    maxLength: 60,
  });
  fc.assert(
    fc.property(gaps, (between) => {
      assert.equal(after(sums(between)).blocks, false);
    }),
  );
});

test('a block needs as many failures as the rule says, whenever they come', () => {
  fc.assert(
    fc.property(fc.array(fc.nat({ max: 100_000 }), { maxLength: 9 }), (gaps) => {
      assert.equal(after(sums(gaps)).blocks, false);
    }),
  );
});
