// For bench/gate.bench.ts: the service in a process of its own, with the audit log, last use, counts and one rate-limit policy
// on. Prints the address of its gate, an API key and the headers by which nginx asks, as one line of JSON once it listens.

import { TestApp } from '../packages/server/test/harness.ts';

const app = await TestApp.start('sqlite', { config: { trustedProxies: ['127.0.0.1'], logLevel: 'info' } });
const keys = `/api/v1/projects/${app.projectId}/keys`;
const admin = await app.admin();
const policies = `/api/v1/projects/${app.projectId}/rate-limit-policies`;
const rules = [{ per_second: 1_000_000, path_patterns: ['/api/v1/projects/{project_id}/keys'], methods: ['GET'] }];
const { body } = await app.call('POST', policies, { ...admin, body: { name: 'bench', enabled: true, rules } });
await app.call('PUT', `${policies}/default`, { ...admin, body: { policy_id: body.id } });
const { authorization } = await app.apiKey(app.projectId, ['keys.read']);
const headers = {
  'X-Forwarded-For': '203.0.113.7',
  'X-Forwarded-Method': 'GET',
  'X-Forwarded-Uri': keys,
  'X-Forwarded-Host': 'api.example.com',
};
const first = await app.call('GET', '/gate/nginx', { authorization, headers });
if (first.status !== 204 || first.headers.get('ratelimit') === null)
  throw new Error(`not as prepared: ${first.status}`);
console.log(JSON.stringify({ url: `${app.url}/gate/nginx`, authorization, headers }));
process.once('SIGTERM', () => void app.close());
