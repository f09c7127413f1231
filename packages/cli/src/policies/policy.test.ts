import assert from 'node:assert/strict';
import { it } from 'node:test';
import { describeRule, differences, type Policy, type PolicyBody } from './policy.ts';

const rule = {
  per_minute: 60,
  burst: 10,
  methods: ['POST', 'GET'],
  path_patterns: ['/a/*', '/b'],
  per: 'token',
} as const;
const present: Policy = {
  id: 'x',
  project_id: 'y',
  name: 'strict',
  enabled: true,
  is_default: false,
  live_tokens: 0,
  rules: [{ ...rule, methods: [...rule.methods], path_patterns: [...rule.path_patterns] }],
  created_at: '2027-01-01T00:00:00Z',
  updated_at: '2027-01-01T00:00:00Z',
};

const same = { per_minute: 60, burst: 10, methods: ['GET', 'POST'], path_patterns: ['/b', '/a/*'] } satisfies object;
const wanted = (more: object): PolicyBody => ({
  name: 'strict',
  rules: [{ per_minute: 60, burst: 10, methods: ['GET', 'POST'], path_patterns: ['/b', '/a/*'], ...more }],
});

it('a file that says the same in another order, and leaves out what is so anyway, is no difference', () => {
  assert.deepEqual(differences(present, wanted({})), []);
  assert.deepEqual(differences(present, wanted({ per: 'token' })), []);
});

it('anything else that a rule says is a difference', () => {
  for (const more of [{ per_minute: 61 }, { per_day: 1 }, { burst: 9 }, { per: 'project' }, { methods: ['GET'] }]) {
    assert.deepEqual(differences(present, wanted(more)), ['rules']);
  }
  assert.deepEqual(differences(present, { ...wanted({}), enabled: false }), ['enabled']);
  assert.deepEqual(differences(present, { name: 'strict', rules: [same, same] as PolicyBody['rules'] }), ['rules']);
});

it('a rule is described in a few words', () => {
  assert.equal(
    describeRule({ per_minute: 60, per_day: 1_000, burst: 10, per: 'project' }),
    '60/min 1000/d burst 10 per project',
  );
});
