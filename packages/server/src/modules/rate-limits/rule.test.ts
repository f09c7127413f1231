import assert from 'node:assert/strict';
import { test } from 'node:test';
import { AppError } from '@keywright/contract';
import fc from 'fast-check';
import { limitsOf, maximumRates, type Rule, rates, requireRules } from './rule.ts';

const rateArbitrary = fc.option(fc.integer({ min: 1, max: 1_000_000 }), { nil: undefined });
const rules: fc.Arbitrary<Rule> = fc
  .record({
    per_second: rateArbitrary,
    per_minute: rateArbitrary,
    per_hour: rateArbitrary,
    per_day: rateArbitrary,
    burst: rateArbitrary,
    per: fc.constant('token' as const),
  })
  .map((rule) => JSON.parse(JSON.stringify(rule)) as Rule);

test('each rate of a rule is a limit of its own, the finest first', () => {
  fc.assert(
    fc.property(rules, (rule) => {
      const limits = limitsOf(rule);
      assert.deepEqual(
        limits.map(({ rate, count, periodMs }) => [rate, count, periodMs]),
        rates.filter(({ rate }) => rule[rate] !== undefined).map(({ rate, periodMs }) => [rate, rule[rate], periodMs]),
      );
    }),
  );
});

test('burst is the bucket of the finest rate alone; all others take their whole count at once', () => {
  fc.assert(
    fc.property(rules, (rule) => {
      const [finest, ...coarser] = limitsOf(rule);
      if (finest !== undefined) assert.equal(finest.burst, rule.burst ?? finest.count);
      for (const limit of coarser) assert.equal(limit.burst, limit.count);
    }),
  );
});

test('the rule of the document comes to ten at once, refilled by one a second', () => {
  const rule: Rule = { per_minute: 60, burst: 10, methods: ['POST'], per: 'token' };
  assert.deepEqual(limitsOf(rule), [{ rate: 'per_minute', unit: 'minute', periodMs: 60_000, count: 60, burst: 10 }]);
});

function faultsOf(given: readonly Rule[]): unknown {
  try {
    requireRules(given);
    return [];
  } catch (error) {
    assert.ok(error instanceof AppError);
    assert.equal(error.code, 'VALIDATION_FAILED');
    return (error.details.fields as { path: string; code: string }[]).map(({ path, code }) => [path, code]);
  }
}

test('a rule without a rate is refused by its place, and every bad pattern by its own', () => {
  const good: Rule = { per_hour: 1, per: 'token', path_patterns: ['/a'] };
  assert.deepEqual(faultsOf([good]), []);
  assert.deepEqual(faultsOf([good, { per: 'token', burst: 3 }]), [['rules[1]', 'REQUIRED']]);
  assert.deepEqual(faultsOf([good, { per: 'token', path_patterns: ['/a', 'b', '/c/'] }]), [
    ['rules[1].path_patterns[1]', 'BAD_PATTERN'],
    ['rules[1].path_patterns[2]', 'BAD_PATTERN'],
    ['rules[1]', 'REQUIRED'],
  ]);
});

test('a policy has as many rates in all as the headers of a reply can name, and no more', () => {
  const rule: Rule = { per_second: 1, per_minute: 2, per_hour: 3, per_day: 4, per: 'token' };
  const most = maximumRates / 4;
  assert.deepEqual(faultsOf(new Array(most).fill(rule)), []);
  assert.deepEqual(faultsOf([...new Array(most).fill(rule), { per_day: 1, per: 'token' }]), [['rules', 'TOO_MANY']]);
});
