import assert from 'node:assert/strict';
import { test } from 'node:test';
import { nameOfStep, readSpan, splitOf, type UsageStep } from './outcomes.ts';

const step = (counts: Partial<UsageStep>): UsageStep => ({
  at: '2026-04-18T00:00:00Z',
  allowed: 0,
  denied: 0,
  throttled: 0,
  refused: 0,
  failed: 0,
  ...counts,
});

test('the split counts every outcome of every step', () => {
  const { total, of } = splitOf([step({ allowed: 3, denied: 1 }), step({ allowed: 4, refused: 2 })]);
  assert.equal(total, 10);
  assert.deepEqual(of.allowed, { count: 7, percent: '70%' });
  assert.deepEqual(of.refused, { count: 2, percent: '20%' });
  assert.deepEqual(of.failed, { count: 0, percent: '0%' });
});

test('what came is never nothing, and what was not always is never everything', () => {
  const { of } = splitOf([step({ allowed: 1_000_000, failed: 1 })]);
  assert.deepEqual([of.allowed.percent, of.failed.percent], ['>99.9%', '<0.1%']);
});

test('of nothing each share is nothing', () => assert.equal(splitOf([]).of.allowed.percent, '0%'));

test('a day is named as UTC has it', () => assert.equal(nameOfStep('day', '2026-04-18T00:00:00Z'), 'Apr 18'));

test('of an address only the spans that there are count', () => {
  assert.deepEqual(['7', 90, '8', '', undefined, {}].map(readSpan), [
    7,
    90,
    undefined,
    undefined,
    undefined,
    undefined,
  ]);
});
