// What counting a request against rate-limit policies adds to it: none, one of one rule, one of twenty rules with patterns.
// Policies are known, as on every request but the first after a change.

import { systemClock } from '../packages/server/src/kernel/clock.ts';
import {
  type CountedRequest,
  createCheckRateLimit,
  KnownPolicies,
  MemoryCounters,
} from '../packages/server/src/modules/rate-limits/index.ts';
import type { Principal } from '../packages/server/src/modules/scopes/index.ts';
import { startBenchApp } from './bench-app.ts';
import { type Batch, interleave, median } from './interleave.ts';
import { claim, report } from './report.ts';

const boundNs = 5000;
const freeBoundNs = 1000;
const most = 1_000_000;

const app = await startBenchApp();
const { reader } = app.app.database;
const known = new KnownPolicies();
const check = createCheckRateLimit({ reader, clock: systemClock, known, counters: new MemoryCounters() });
const oneRule = [{ per_second: most }];
const manyRules = Array.from({ length: 20 }, (_, index) => ({
  per_second: most - index,
  path_patterns: ['/api/v1/projects/{project_id}/other/*', '/api/v1/projects/{project_id}'],
  methods: ['GET'],
}));
const requests = {
  none: await prepare(null),
  one: await prepare(oneRule),
  many: await prepare(manyRules),
};
const timings = await interleave(
  { none: repeating(requests.none), one: repeating(requests.one), many: repeating(requests.many) },
  { count: 200, rounds: 2000 },
);
await app.close();

const none = median(timings.none);
const one = median(timings.one);
const many = median(timings.many);
report('Rate limits (one process)', [
  { label: 'a request under no policy', value: none, unit: 'ns', note: claim('below 1 µs', none < freeBoundNs) },
  { label: 'under a policy of one rule', value: one, unit: 'ns', note: claim('below 5 µs', one < boundNs) },
  { label: 'under a policy of twenty rules, each of which means it', value: many, unit: 'ns' },
  { label: 'twenty rules : one rule', value: many / one, unit: ': 1' },
]);

/** A request of an API key at a project with these rules as its default. The first check reads the policy. */
async function prepare(rules: readonly object[] | null): Promise<CountedRequest> {
  const projectId = await app.project('acme', `bench-${rules === null ? 'none' : rules.length}`);
  if (rules !== null) {
    const { authorization } = await app.admin();
    const path = `/api/v1/projects/${projectId}/rate-limit-policies`;
    const created = await app.call('POST', path, { authorization, body: { name: 'bench', rules } });
    const set = await app.call('PUT', `${path}/default`, { authorization, body: { policy_id: created.body.id } });
    if (set.status !== 200) throw new Error(set.text);
  }
  const principal: Principal = {
    kind: 'api-key',
    projectId,
    organizationId: '',
    credential: {
      id: projectId,
      kind: 'api-key',
      granted: new Set(),
      level: null,
      followsOwner: false,
      expiresAt: null,
      allowedNetworks: [],
      rateLimitPolicyId: null,
      projectIds: [],
    },
  };
  const path = `/api/v1/projects/${projectId}`;
  const request = { principal, projectId, method: 'GET', path: () => path, address: '192.0.2.1' };
  const first = await check(request);
  if (first?.refusal !== undefined || (first === undefined) !== (rules === null)) throw new Error('not as prepared');
  return request;
}

/** At the rate of the rules, and so of a batch, requests are admitted. */
function repeating(request: CountedRequest): Batch {
  return (count) => {
    for (let index = 0; index < count; index += 1) void check(request);
  };
}
