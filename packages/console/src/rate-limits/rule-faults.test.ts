import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { patternFault as serviceFault } from '../../../server/src/modules/rate-limits/path-pattern.ts';
import { maximumRates } from '../../../server/src/modules/rate-limits/rule.ts';
import { patternFault, patternsFault, rulesFault } from './rule-faults.ts';

const segment = fc.oneof(
  fc.constantFrom('', '.', '..', '*', 'a*', '{id}', '{id', 'x{id}', 'api', 'ü', '%20', 'a b', '?q', '{project id}'),
  fc.string({ maxLength: 6 }),
);
const anyPattern = fc
  .array(segment, { maxLength: 5 })
  .chain((segments) => fc.constantFrom(`/${segments.join('/')}`, segments.join('/')));

test('it finds the same fault with a pattern as the service, in the same words', () => {
  fc.assert(
    fc.property(anyPattern, (pattern) => assert.equal(patternFault(pattern), serviceFault(pattern, 'p')?.message)),
    { numRuns: 2000 },
  );
});

test('every faulty pattern of a rule is named', () => {
  assert.equal(patternsFault(['/api/*', '/']), null);
  const fault = patternsFault(['api', '/a', '/a//b']) ?? '';
  assert.match(fault, /^api: must begin with \/\. \/a\/\/b: must have no empty segment/);
});

test('a policy has as many rates as the service allows, and no more', () => {
  const full = { per_second: 1, per_minute: 1, per_hour: 1, per_day: 1, per: 'token' } as const;
  const rules = Array.from({ length: maximumRates / 4 }, () => full);
  assert.equal(rulesFault(rules), null);
  assert.equal(rulesFault([...rules, { per_day: 1, per: 'token' }]), 'At most 40 rates in all; these have 41.');
});
