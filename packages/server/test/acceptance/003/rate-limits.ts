/** Rate-limit policies: document 003, “Configuring Rate Limits”, and what “Usage in CI/CD Pipelines” says of the headers. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { parseList } from 'structured-headers';
import type { TestApp } from '../../harness.ts';
import { refused } from '../002/calls.ts';
import { create, getProject, type Start } from './calls.ts';

const policiesPath = (projectId: string) => `/api/v1/projects/${projectId}/rate-limit-policies`;

/** The payload, as the document prints it. */
const documented = `{
  "name": "strict-ci",
  "enabled": true,
  "rules": [
    {
      "per_minute": 60,
      "burst": 10,
      "path_patterns": ["/api/v1/projects/{project_id}/execute/*"],
      "methods": ["POST"]
    }
  ]
}`;

let projects = 0;
async function newProject(app: TestApp): Promise<string> {
  projects += 1;
  return app.project('acme', `rate-limited-${projects}`);
}

async function createPolicy(app: TestApp, projectId: string, body: unknown) {
  const { authorization } = await app.admin();
  const created = await app.call('POST', policiesPath(projectId), { authorization, body });
  assert.equal(created.status, 201, created.text);
  return created.body;
}

async function setDefault(app: TestApp, projectId: string, policy_id: string): Promise<void> {
  const { authorization } = await app.admin();
  const path = `${policiesPath(projectId)}/default`;
  const set = await app.call('PUT', path, { authorization, body: { policy_id } });
  assert.deepEqual([set.status, set.body], [200, { project_id: projectId, policy_id }]);
}

/** Ten at once and one a minute, for everything at a project: slow enough for a slow machine. */
const strict = { name: 'strict-ci', rules: [{ per_hour: 60, burst: 10 }] };

export function configuringRateLimits(start: Start): void {
  describe('configuring rate limits', () => {
    it('a policy is created for a project with the document’s payload as printed, and says back what it was given', async () => {
      const app = await start();
      const projectId = await newProject(app);
      const policy = await createPolicy(app, projectId, documented);
      const { name, enabled, rules } = JSON.parse(documented);
      assert.deepEqual([policy.project_id, policy.name, policy.enabled], [projectId, name, enabled]);
      assert.deepEqual(policy.rules, [{ ...rules[0], per: 'token' }]);
    });

    it('a policy belongs to its project: another project’s does not have it', async () => {
      const app = await start();
      const [mine, other] = [await newProject(app), await newProject(app)];
      const policy = await createPolicy(app, mine, documented);
      const { authorization } = await app.admin();
      refused(await app.call('GET', `${policiesPath(other)}/${policy.id}`, { authorization }), 404, 'NOT_FOUND');
      assert.deepEqual((await app.call('GET', policiesPath(other), { authorization })).body.data, []);
    });

    it('a policy can be assigned to an individual token, and then limits that token alone', async () => {
      const app = await start();
      const projectId = await newProject(app);
      const policy = await createPolicy(app, projectId, strict);
      const owner = await app.admin();
      const scopes = ['read:projects'];
      const limited = await create(app, owner, { scopes, rate_limit_policy_id: policy.id });
      const free = await create(app, owner, { scopes });
      assert.deepEqual([limited.reply.rate_limit_policy_id, free.reply.rate_limit_policy_id], [policy.id, null]);
      for (let sent = 0; sent < 10; sent += 1) assert.equal((await getProject(app, projectId, limited)).status, 200);
      assert.equal((await getProject(app, projectId, limited)).status, 429);
      for (let sent = 0; sent < 12; sent += 1) assert.equal((await getProject(app, projectId, free)).status, 200);
    });

    it('a policy consists of one or more rules: none is refused', async () => {
      const app = await start();
      const { authorization } = await app.admin();
      for (const body of [{ name: 'x', rules: [] }, { name: 'x' }, { name: 'x', rules: [{}] }]) {
        const reply = await app.call('POST', policiesPath(app.projectId), { authorization, body });
        refused(reply, 400, 'VALIDATION_FAILED');
      }
    });

    it('one that is not enabled limits nothing', async () => {
      const app = await start();
      const projectId = await newProject(app);
      const policy = await createPolicy(app, projectId, { ...strict, enabled: false });
      await setDefault(app, projectId, policy.id);
      const token = await create(app, await app.admin(), { scopes: ['read:projects'] });
      for (let sent = 0; sent < 12; sent += 1) assert.equal((await getProject(app, projectId, token)).status, 200);
    });
  });

  managing(start);
  thresholds(start);
}

function managing(start: Start): void {
  describe('managing policies via API', () => {
    it('1 to 4: create, set the default, view, inspect the effective limits, without and with a token', async () => {
      const app = await start();
      const projectId = await newProject(app);
      const policy = await createPolicy(app, projectId, documented);
      await setDefault(app, projectId, policy.id);

      const owner = await app.admin();
      const { authorization } = owner;
      const viewed = await app.call('GET', policiesPath(projectId), { authorization });
      assert.deepEqual(viewed.body.data, [{ ...policy, is_default: true }]);

      const token = await create(app, owner, { scopes: ['execute'], project_ids: [projectId] });
      const limit = { rate: 'per_minute', count: 60, burst: 10, window_seconds: 10 };
      for (const [query, token_id, standing] of [
        ['', null, { remaining: null, reset_seconds: null }],
        [`?token_id=${token.id}`, token.id, { remaining: 10, reset_seconds: 0 }],
      ] as const) {
        const { status, body } = await app.call('GET', `${policiesPath(projectId)}/effective${query}`, {
          authorization,
        });
        assert.equal(status, 200);
        const rule = {
          source: 'project',
          policy_id: policy.id,
          policy_name: 'strict-ci',
          rule: 1,
          per: 'token',
          path_patterns: ['/api/v1/projects/{project_id}/execute/*'],
          methods: ['POST'],
          limits: [{ ...limit, ...standing }],
        };
        assert.deepEqual(body, { project_id: projectId, token_id, rules: [rule], withheld_policies: 0 });
      }
    });

    it('is for those who may: who may only read projects sees policies and changes none', async () => {
      const app = await start();
      const projectId = await newProject(app);
      await createPolicy(app, projectId, documented);
      const { authorization } = await app.person('acme', 'viewer');
      assert.equal((await app.call('GET', policiesPath(projectId), { authorization })).body.data.length, 1);
      const body = documented;
      refused(await app.call('POST', policiesPath(projectId), { authorization, body }), 403, 'INSUFFICIENT_SCOPE');
      const none = { authorization, body: { policy_id: null } };
      refused(await app.call('PUT', `${policiesPath(projectId)}/default`, none), 403, 'INSUFFICIENT_SCOPE');
    });
  });
}

function thresholds(start: Start): void {
  describe('requests that exceed the thresholds', () => {
    it('return 429 with a Retry-After that is true: a second earlier is too early, then the client may retry', async () => {
      const app = await start();
      const projectId = await newProject(app);
      const rules = [{ per_minute: 6, burst: 2, path_patterns: ['/api/v1/projects/{project_id}'], methods: ['GET'] }];
      const policy = await createPolicy(app, projectId, { name: 'slow', enabled: true, rules });
      await setDefault(app, projectId, policy.id);
      const token = await create(app, await app.admin(), { scopes: ['read:projects'] });
      for (let sent = 0; sent < 2; sent += 1) assert.equal((await getProject(app, projectId, token)).status, 200);
      const reply = await getProject(app, projectId, token);
      refused(reply, 429, 'RATE_LIMITED');
      assert.equal(reply.headers.get('retry-after'), '10');
      app.clock.advance(8000);
      const early = await getProject(app, projectId, token);
      assert.equal(early.status, 429);
      app.clock.advance(Number(early.headers.get('retry-after')) * 1000);
      assert.equal((await getProject(app, projectId, token)).status, 200);
    });
  });
}

export function monitoring(start: Start): void {
  describe('monitoring the rate limit headers', () => {
    it('each answer under a policy says how much is left and when there is more', async () => {
      const app = await start();
      const projectId = await newProject(app);
      const policy = await createPolicy(app, projectId, strict);
      await setDefault(app, projectId, policy.id);
      const token = await create(app, await app.admin(), { scopes: ['read:projects'] });
      for (let left = 9; left >= 7; left -= 1) {
        const { headers } = await getProject(app, projectId, token);
        const read = (name: string) =>
          parseList(headers.get(name) ?? '').map(([item, parameters]) => [item, Object.fromEntries(parameters)]);
        assert.deepEqual(read('ratelimit-policy'), [['strict-ci', { q: 10, w: 600 }]]);
        const [[item, { r, t }] = ['', {}]] = read('ratelimit') as [string, Record<string, number>][];
        assert.deepEqual([item, r], ['strict-ci', left]);
        assert.ok(Number(t) > 50 && Number(t) <= 60);
      }
    });
  });
}
