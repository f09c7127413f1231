// The service in a process of its own for bench/traffic.bench.ts. With the argument `silent` nothing is taken down of uses: no
// audit event, no last use, no count. Prints its address, a path and an API key as one line of JSON once it listens.

import type { Recorders } from '../packages/server/src/recorders.ts';
import { TestApp } from '../packages/server/test/harness.ts';

const isSilent = process.argv[2] === 'silent';

const silence = (recorders: Recorders): Recorders => ({
  ...recorders,
  noteLastUsed: () => undefined,
  noteUse: () => undefined,
});

const app = await TestApp.start('sqlite', isSilent ? { withRecorders: silence } : {});
const path = `/api/v1/projects/${app.projectId}`;
if (!isSilent) {
  const { authorization } = await app.admin();
  const policies = `${path}/rate-limit-policies`;
  const rules = [{ per_second: 1_000_000, path_patterns: ['/api/v1/projects/{project_id}'], methods: ['GET'] }];
  const { body } = await app.call('POST', policies, { authorization, body: { name: 'bench', enabled: true, rules } });
  await app.call('PUT', `${policies}/default`, { authorization, body: { policy_id: body.id } });
}
const { authorization } = await app.apiKey(app.projectId, ['projects.read']);
console.log(JSON.stringify({ url: `${app.url}${path}`, authorization }));
process.once('SIGTERM', () => void app.close());
