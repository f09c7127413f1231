import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Rule } from './rule.ts';
import { ruleWords } from './rule-words.ts';

const execute = '/api/v1/projects/{project_id}/execute/*';
const cases: readonly (readonly [Rule, string])[] = [
  [{ per: 'token' }, 'Limits nothing yet: give it a rate.'],
  [
    { per_minute: 60, burst: 10, methods: ['POST'], path_patterns: [execute], per: 'token' },
    '60 requests per minute, at most 10 at once, for POST to /api/v1/projects/{project_id}/execute/… Each token is counted by itself.',
  ],
  [
    { per_second: 5, per_day: 10_000, burst: 20, per: 'project' },
    '5 requests per second, at most 20 at once and 10,000 per day, for every request. All tokens together share it.',
  ],
  [
    { per_hour: 1, methods: ['PUT', 'PATCH', 'DELETE'], per: 'address' },
    '1 request per hour, for PUT, PATCH and DELETE to any path. Each client address is counted by itself.',
  ],
  [
    { per_minute: 60, burst: 60, path_patterns: ['/a', '/b'], per: 'token' },
    '60 requests per minute, for every request to /a and /b. Each token is counted by itself.',
  ],
  [
    { per_minute: 9, path_patterns: ['/a', '/b', '/c', '/d'], per: 'token' },
    '9 requests per minute, for every request to /a and 3 other paths. Each token is counted by itself.',
  ],
];

for (const [rule, words] of cases) test(words, () => assert.equal(ruleWords(rule), words));
