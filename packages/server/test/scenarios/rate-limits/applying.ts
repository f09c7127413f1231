import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import {
  createPolicy,
  getProject,
  itemsIn,
  limitedProject,
  newProject,
  type Start,
  setDefault,
  statusesOf,
  throttled,
} from './calls.ts';

const scopes = ['projects.read', 'projects.write', 'api-keys.read', 'org.read'];

/** Which requests a policy is applied to, and what is counted apart. */
export function applying(start: Start): void {
  describe('the default of a project', () => {
    it('limits the API keys of the project on every request, and those of another project not', async () => {
      const app = await start();
      const { projectId } = await limitedProject(app, [{ per_hour: 3 }]);
      const key = await app.apiKey(projectId, scopes);
      const elsewhere = () => app.call('GET', '/api/v1/organizations', { authorization: key.authorization });
      assert.deepEqual(await statusesOf(2, elsewhere), [200, 200]);
      assert.deepEqual(await statusesOf(2, () => getProject(app, projectId, key)), [200, 429]);
      const other = await app.apiKey(await newProject(app), scopes);
      assert.deepEqual(
        await statusesOf(5, () => app.call('GET', '/api/v1/organizations', other)),
        new Array(5).fill(200),
      );
    });

    it('limits PATs where the path names the project, and nowhere else', async () => {
      const app = await start();
      const { projectId } = await limitedProject(app, [{ per_hour: 2 }]);
      const other = await newProject(app);
      const pat = await app.pat(await app.admin(), scopes);
      assert.deepEqual(await statusesOf(3, () => getProject(app, projectId, pat)), [200, 200, 429]);
      assert.deepEqual(await statusesOf(3, () => getProject(app, other, pat)), [200, 200, 200]);
      assert.deepEqual(await statusesOf(3, () => app.call('GET', '/api/v1/organizations', pat)), [200, 200, 200]);
    });

    it('never limits a session: whoever is signed in can mend a policy that refuses everything else', async () => {
      const app = await start();
      const { projectId } = await limitedProject(app, [{ per_day: 1, per: 'project' }]);
      const admin = await app.admin();
      const key = await app.apiKey(projectId, scopes);
      assert.deepEqual(await statusesOf(2, () => getProject(app, projectId, key)), [200, 429]);
      for (const caller of [{ authorization: admin.authorization }, { headers: { cookie: admin.cookie } }]) {
        for (let sent = 0; sent < 3; sent += 1) {
          const reply = await app.call('GET', `/api/v1/projects/${projectId}`, caller);
          assert.deepEqual([reply.status, reply.headers.get('ratelimit')], [200, null]);
        }
      }
      await setDefault(app, projectId, null);
      assert.equal((await getProject(app, projectId, key)).status, 200);
    });

    it('does not apply while it is disabled', async () => {
      const app = await start();
      const { projectId } = await limitedProject(app, [{ per_day: 1 }], { enabled: false });
      const key = await app.apiKey(projectId, scopes);
      assert.deepEqual(await statusesOf(3, () => getProject(app, projectId, key)), [200, 200, 200]);
    });

    it('counts neither what is refused before it, nor what names another tenant’s project', async () => {
      const app = await start();
      const { projectId } = await limitedProject(app, [{ per_hour: 2 }]);
      const pat = await app.pat(await app.admin(), ['projects.read']);
      const rename = { ...pat, headers: { 'if-match': '*' }, body: { name: 'x' } };
      for (let sent = 0; sent < 5; sent += 1) {
        assert.equal((await app.call('PATCH', `/api/v1/projects/${projectId}`, rename)).status, 403);
        assert.equal((await app.call('GET', `/api/v1/projects/${projectId}/api-keys?limit=x`, pat)).status, 403);
      }
      assert.deepEqual(await statusesOf(3, () => getProject(app, projectId, pat)), [200, 200, 429]);
    });
  });

  describe('the policy of a token', () => {
    it('limits it on every request, beside the default; either refuses, and what it refuses is charged to none', async () => {
      const app = await start();
      const { projectId } = await limitedProject(app, [{ per_hour: 3 }], { name: 'of the project' });
      const own = await createPolicy(app, projectId, [{ per_hour: 4 }], { name: 'of the token' });
      const pat = await app.pat(await app.admin(), scopes, { rateLimitPolicyId: own.id });
      const [first] = [await getProject(app, projectId, pat)];
      assert.deepEqual(itemsIn(first, 'ratelimit'), {
        'of the token': { r: 3, t: 900 },
        'of the project': { r: 2, t: 1200 },
      });
      assert.deepEqual(await statusesOf(3, () => getProject(app, projectId, pat)), [200, 200, 429]);
      const refused = await getProject(app, projectId, pat);
      const { policies } = throttled(refused);
      assert.deepEqual(
        policies.map(({ source, name }) => [source, name]),
        [['project', 'of the project']],
      );
      assert.equal(itemsIn(refused, 'ratelimit')['of the token']?.r, 1);
      const elsewhere = () => app.call('GET', '/api/v1/organizations', { authorization: pat.authorization });
      const last = await elsewhere();
      assert.deepEqual([last.status, Object.keys(itemsIn(last, 'ratelimit'))], [200, ['of the token']]);
      assert.equal(throttled(await elsewhere()).policies[0]?.source, 'token');
    });

    it('that is the default as well is applied once', async () => {
      const app = await start();
      const { projectId, policy } = await limitedProject(app, [{ per_hour: 2 }]);
      const key = await app.apiKey(projectId, scopes, { rateLimitPolicyId: policy.id });
      const reply = await getProject(app, projectId, key);
      assert.deepEqual(itemsIn(reply, 'ratelimit'), { limits: { r: 1, t: 1800 } });
      assert.deepEqual(await statusesOf(2, () => getProject(app, projectId, key)), [200, 429]);
    });

    it('of the same name as the default is told apart from it', async () => {
      const app = await start();
      const { projectId } = await limitedProject(app, [{ per_hour: 3 }]);
      const own = await createPolicy(app, projectId, [{ per_hour: 5 }]);
      const key = await app.apiKey(projectId, scopes, { rateLimitPolicyId: own.id });
      const reply = await getProject(app, projectId, key);
      assert.deepEqual(itemsIn(reply, 'ratelimit-policy'), {
        'limits@token': { q: 5, w: 3600 },
        'limits@project': { q: 3, w: 3600 },
      });
    });
  });

  counting(start);
}

function counting(start: Start): void {
  describe('what a rule counts', () => {
    it('per token each credential for itself, per project all together', async () => {
      const app = await start();
      const each = await limitedProject(app, [{ per_hour: 2, per: 'token' }]);
      const all = await limitedProject(app, [{ per_hour: 3, per: 'project' }]);
      for (const { projectId, expected } of [
        { projectId: each.projectId, expected: [200, 200, 429, 200, 200, 429] },
        { projectId: all.projectId, expected: [200, 200, 200, 429, 429, 429] },
      ]) {
        const [key, other] = [await app.apiKey(projectId, scopes), await app.apiKey(projectId, scopes)];
        const statuses = [
          ...(await statusesOf(3, () => getProject(app, projectId, key))),
          ...(await statusesOf(3, () => getProject(app, projectId, other))),
        ];
        assert.deepEqual(statuses, expected);
      }
    });

    it('every rule that means a request, and every rate of it: each for itself', async () => {
      const app = await start();
      const rules = [
        { per_second: 100, per_hour: 4, burst: 2 },
        { per_hour: 3, methods: ['GET'] },
      ];
      const { projectId } = await limitedProject(app, rules);
      const key = await app.apiKey(projectId, scopes);
      const reply = await getProject(app, projectId, key);
      assert.deepEqual(itemsIn(reply, 'ratelimit-policy'), {
        'limits/1/second': { q: 2, w: 1 },
        'limits/1/hour': { q: 4, w: 3600 },
        'limits/2/hour': { q: 3, w: 3600 },
      });
      const rest = itemsIn(reply, 'ratelimit');
      assert.deepEqual(
        Object.values(rest).map(({ r }) => r),
        [1, 3, 2],
      );
      app.clock.advance(1000);
      await getProject(app, projectId, key);
      app.clock.advance(1000);
      await getProject(app, projectId, key);
      app.clock.advance(1000);
      const { policies } = throttled(await getProject(app, projectId, key));
      assert.deepEqual(
        policies.map(({ rule, rate }) => [rule, rate]),
        [[2, 'per_hour']],
      );
    });

    it('only the methods that it means, and HEAD as GET', async () => {
      const app = await start();
      const { projectId } = await limitedProject(app, [{ per_hour: 3, methods: ['GET'] }]);
      const key = await app.apiKey(projectId, scopes);
      assert.deepEqual(await statusesOf(2, () => getProject(app, projectId, key, 'HEAD')), [200, 200]);
      const renaming = { ...key, headers: { 'if-match': '*' }, body: { name: 'renamed' } };
      for (let sent = 0; sent < 3; sent += 1) {
        const renamed = await app.call('PATCH', `/api/v1/projects/${projectId}`, renaming);
        assert.deepEqual([renamed.status, renamed.headers.get('ratelimit')], [200, null]);
      }
      assert.deepEqual(await statusesOf(2, () => getProject(app, projectId, key)), [200, 429]);
    });

    it('only the paths that it means; no way of writing a path evades it', async () => {
      const app = await start();
      const rules = [{ per_hour: 3, path_patterns: ['/api/v1/projects/{project_id}/api-keys', '/api/v1/none/*'] }];
      const { projectId } = await limitedProject(app, rules);
      const key = await app.apiKey(projectId, scopes);
      const elsewhere = await getProject(app, projectId, key);
      assert.deepEqual([elsewhere.status, elsewhere.headers.get('ratelimit-policy')], [200, null]);
      const [first, ...rest] = projectId;
      const spellings = [
        `/api/v1/projects/${projectId}/api-keys`,
        `/api/v1/projects/%${first?.charCodeAt(0).toString(16)}${rest.join('')}/api-keys?limit=1`,
        `/api/v1/%70rojects/${projectId}/api%2Dkeys`,
      ];
      const remaining: unknown[] = [];
      for (const path of spellings) {
        const reply = await app.call('GET', path, { authorization: key.authorization });
        if (reply.status === 200) remaining.push(itemsIn(reply, 'ratelimit').limits?.r);
        else assert.equal(reply.status, 404, path);
      }
      assert.ok(remaining.length >= 2);
      assert.deepEqual(remaining, [2, 1, 0].slice(0, remaining.length));
      for (const path of [`/api/v1/projects/${projectId}//api-keys`, `/api/v1/projects/${projectId}/API-keys`]) {
        const reply = await app.call('GET', path, { authorization: key.authorization });
        assert.equal(reply.status, 404, 'what is not served cannot be limited');
      }
    });

    it('organizations by their id, also where the path names the slug', async () => {
      const app = await start();
      const organization = await app.call('GET', '/api/v1/organizations/acme', {
        authorization: (await app.admin()).authorization,
      });
      const { id } = organization.body;
      const own = await createPolicy(app, app.projectId, [
        { per_hour: 2, path_patterns: [`/api/v1/organizations/${id}`] },
      ]);
      const pat = await app.pat(await app.admin(), scopes, { rateLimitPolicyId: own.id });
      const get = (name: string) => () =>
        app.call('GET', `/api/v1/organizations/${name}`, { authorization: pat.authorization });
      assert.deepEqual(await statusesOf(1, get('acme')), [200]);
      assert.deepEqual(await statusesOf(2, get(id)), [200, 429]);
      assert.deepEqual(await statusesOf(1, get('acme')), [429]);
    });
  });
}
