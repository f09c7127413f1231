import assert from 'node:assert/strict';
import { test } from 'node:test';
import { KeywrightError } from '@keywright/client';
import { draftFaults, emptyRule, refusedFaults, toBody, toDraft, toRule } from './policy-draft.ts';

const rule = {
  per_minute: 60,
  burst: 10,
  path_patterns: ['/api/*'],
  methods: ['POST' as const],
  per: 'address' as const,
};

test('a policy that is read and saved unchanged is the same', () => {
  const policy = { name: 'strict', enabled: false, rules: [rule, { per_day: 5, per: 'token' as const }] };
  assert.deepEqual(toBody(toDraft(policy)), policy);
});

test('what is empty, or no number yet, is left out of a rule', () => {
  const draft = { ...emptyRule('a'), per_second: '-', per_minute: 60, per_hour: 1.5, per_day: 0, burst: 2_000_000 };
  assert.deepEqual(toRule(draft), { per_minute: 60, per: 'token' });
});

test('each fault stands at its field, and a sound draft has none', () => {
  assert.deepEqual(draftFaults(toDraft({ name: 'x', enabled: true, rules: [rule] })), {});
  const rules = [
    emptyRule('a'),
    { ...emptyRule('b'), per_minute: 1, burst: 0, path_patterns: ['api'] },
    { ...emptyRule('c'), per_day: 1, path_patterns: [`/${'a'.repeat(200)}`] },
    { ...emptyRule('d'), per_day: 1, path_patterns: Array.from({ length: 21 }, (_, index) => `/${index}`) },
  ];
  assert.deepEqual(draftFaults({ name: ' ', enabled: true, rules }), {
    name: 'Give it a name.',
    'rules.0.rate': 'Give it at least one rate.',
    'rules.1.burst': 'A whole number from 1 to 1,000,000.',
    'rules.1.path_patterns': 'api: must begin with /.',
    'rules.2.path_patterns': 'A pattern has at most 200 characters.',
    'rules.3.path_patterns': 'At most 20 patterns.',
  });
});

const refusal = (...paths: string[]) =>
  new KeywrightError({
    code: 'VALIDATION_FAILED',
    status: 400,
    message: 'no',
    details: { fields: paths.map((path) => ({ path, code: 'X', message: 'must be better.' })) },
  });

test('what the service finds stands at the same fields', () => {
  assert.deepEqual(
    refusedFaults(refusal('name', 'rules', 'rules[1]', 'rules[0].path_patterns[2]', 'rules[12].burst')),
    {
      name: 'Must be better.',
      rules: 'Must be better.',
      'rules.1.rate': 'Must be better.',
      'rules.0.path_patterns': 'Must be better.',
      'rules.12.burst': 'Must be better.',
    },
  );
});

test('a fault of no field is left to be told as a whole', () => {
  assert.equal(refusedFaults(refusal('name', 'elsewhere')), undefined);
  assert.equal(refusedFaults(new Error('x')), undefined);
});
