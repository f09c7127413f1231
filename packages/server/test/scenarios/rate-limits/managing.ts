import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { refused } from '../../acceptance/002/calls.ts';
import type { TestApp } from '../../harness.ts';
import { createPolicy, newProject, policiesPath, type Start, setDefault } from './calls.ts';

/** What a refused body is told: path and code of each fault. */
async function faultsOf(app: TestApp, body: object): Promise<readonly string[]> {
  const { authorization } = await app.admin();
  const reply = await app.call('POST', policiesPath(app.projectId), { authorization, body });
  const { fields } = refused(reply, 400, 'VALIDATION_FAILED');
  return (fields as { path: string; code: string }[]).map(({ path, code }) => `${path} ${code}`);
}

/** Policies as things: made, listed, changed, deleted. */
export function managing(start: Start): void {
  describe('policies', () => {
    it('are shown as they were written, with what was left out', async () => {
      const app = await start();
      const projectId = await newProject(app);
      const rules = [
        { per_minute: 5, burst: 2, path_patterns: ['/a/{b}/*'], methods: ['POST', 'GET'] },
        { per_day: 1 },
      ];
      const created = await createPolicy(app, projectId, rules, { name: '  spaced  ' });
      assert.deepEqual(
        { ...created, id: '', created_at: '', updated_at: '' },
        {
          id: '',
          project_id: projectId,
          name: 'spaced',
          enabled: true,
          is_default: false,
          live_tokens: 0,
          rules: rules.map((rule) => ({ ...rule, per: 'token' })),
          created_at: '',
          updated_at: '',
        },
      );
      const { authorization } = await app.admin();
      const one = await app.call('GET', `${policiesPath(projectId)}/${created.id}`, { authorization });
      const { body: listed } = await app.call('GET', policiesPath(projectId), { authorization });
      assert.deepEqual(one.body, created);
      assert.deepEqual(listed, { data: [created], nextCursor: null });
    });

    it('that mean nothing are refused, each fault by its place', async () => {
      const app = await start();
      const rule = { per_minute: 1 };
      assert.deepEqual(await faultsOf(app, { name: 'x', rules: [] }), ['rules TOO_FEW']);
      assert.deepEqual(await faultsOf(app, { name: 'x', rules: new Array(21).fill(rule) }), ['rules TOO_MANY']);
      assert.deepEqual(await faultsOf(app, { name: ' ', rules: [rule] }), ['name REQUIRED']);
      assert.deepEqual(await faultsOf(app, { name: 'x'.repeat(129), rules: [rule] }), ['name TOO_LONG']);
      assert.deepEqual(await faultsOf(app, { name: 'x', rules: [{ burst: 5 }] }), ['rules[0] REQUIRED']);
      for (const [bad, fault] of [
        [{ per_minute: 0 }, 'rules[1].per_minute TOO_SMALL'],
        [{ per_minute: -1 }, 'rules[1].per_minute TOO_SMALL'],
        [{ per_minute: 1.5 }, 'rules[1].per_minute WRONG_TYPE'],
        [{ per_minute: '1' }, 'rules[1].per_minute WRONG_TYPE'],
        [{ per_day: 1_000_001 }, 'rules[1].per_day TOO_LARGE'],
        [{ per_day: 1, burst: 0 }, 'rules[1].burst TOO_SMALL'],
        [{ per_day: 1, per_week: 1 }, 'rules[1].per_week UNKNOWN_FIELD'],
        [{ per_day: 1, per: 'planet' }, 'rules[1].per UNKNOWN_VALUE'],
        [{ per_day: 1, methods: ['get'] }, 'rules[1].methods[0] UNKNOWN_VALUE'],
        [{ per_day: 1, methods: [] }, 'rules[1].methods TOO_FEW'],
        [{ per_day: 1, path_patterns: [] }, 'rules[1].path_patterns TOO_FEW'],
        [{ per_day: 1, path_patterns: ['/a/*/b'] }, 'rules[1].path_patterns[0] BAD_PATTERN'],
        [{ per_day: 1, path_patterns: ['/a', `/${'x'.repeat(200)}`] }, 'rules[1].path_patterns[1] TOO_LONG'],
      ] as const) {
        assert.deepEqual(await faultsOf(app, { name: 'x', rules: [rule, bad] }), [fault]);
      }
    });

    it('are at most a hundred in a project', async () => {
      const app = await start();
      const projectId = await newProject(app);
      for (let made = 0; made < 100; made += 1) await createPolicy(app, projectId, [{ per_day: 1 }]);
      const { authorization } = await app.admin();
      const body = { name: 'one more', rules: [{ per_day: 1 }] };
      refused(await app.call('POST', policiesPath(projectId), { authorization, body }), 409, 'CONFLICT');
      const page = await app.call('GET', `${policiesPath(projectId)}?limit=60`, { authorization });
      const rest = await app.call('GET', `${policiesPath(projectId)}?limit=60&cursor=${page.body.nextCursor}`, {
        authorization,
      });
      assert.deepEqual([page.body.data.length, rest.body.data.length, rest.body.nextCursor], [60, 40, null]);
    });

    it('a change leaves what it does not name, and counts the version up', async () => {
      const app = await start();
      const projectId = await newProject(app);
      const created = await createPolicy(app, projectId, [{ per_day: 5, burst: 2 }]);
      const { authorization } = await app.admin();
      const path = `${policiesPath(projectId)}/${created.id}`;
      const headers = { 'if-match': '"v1"' };
      const changed = await app.call('PATCH', path, { authorization, headers, body: { enabled: false } });
      const { enabled, updated_at, ...rest } = changed.body;
      const { enabled: _, updated_at: __, ...before } = created;
      assert.deepEqual([changed.status, enabled, changed.headers.get('etag')], [200, false, '"v2"']);
      assert.ok(updated_at >= created.updated_at);
      assert.deepEqual(rest, before);
      const stale = await app.call('PATCH', path, { authorization, headers, body: { name: 'late' } });
      refused(stale, 412, 'PRECONDITION_FAILED');
    });
  });

  defaults(start);
  deleting(start);
}

function defaults(start: Start): void {
  describe('the default', () => {
    it('is one policy of the project or none, and listings say which', async () => {
      const app = await start();
      const projectId = await newProject(app);
      const [one, other] = [
        await createPolicy(app, projectId, [{ per_day: 100 }]),
        await createPolicy(app, projectId, [{ per_day: 100 }]),
      ];
      const { authorization } = await app.admin();
      const isDefault = async () => {
        const { body } = await app.call('GET', policiesPath(projectId), { authorization });
        return body.data.map((policy: { is_default: boolean }) => policy.is_default);
      };
      for (const [policyId, expected] of [
        [one.id, [false, true]],
        [one.id, [false, true]],
        [other.id, [true, false]],
        [null, [false, false]],
      ] as const) {
        await setDefault(app, projectId, policyId);
        assert.deepEqual(await isDefault(), expected);
      }
    });

    it('changes no other policy: who is editing one is not refused for it', async () => {
      const app = await start();
      const projectId = await newProject(app);
      const [one, other] = [
        await createPolicy(app, projectId, [{ per_day: 100 }]),
        await createPolicy(app, projectId, [{ per_day: 100 }]),
      ];
      await setDefault(app, projectId, one.id);
      await setDefault(app, projectId, one.id);
      const { authorization } = await app.admin();
      const etags = [one, other].map(async ({ id }) => {
        const { headers } = await app.call('GET', `${policiesPath(projectId)}/${id}`, { authorization });
        return headers.get('etag');
      });
      assert.deepEqual(await Promise.all(etags), ['"v2"', '"v1"']);
    });

    it('cannot be what is no policy of the project; what was the default stays it', async () => {
      const app = await start();
      const projectId = await newProject(app);
      const policy = await createPolicy(app, projectId, [{ per_day: 100 }]);
      await setDefault(app, projectId, policy.id);
      const { projectId: foreign } = await app.tenant(`others-${projectId.slice(-6).toLowerCase()}`);
      const { authorization } = await app.admin();
      for (const id of [
        (await createPolicy(app, app.projectId, [{ per_day: 1 }])).id,
        (await createPolicy(app, foreign, [{ per_day: 1 }])).id,
        '01J00000000000000000000000',
      ]) {
        const body = { policy_id: id };
        const reply = await app.call('PUT', `${policiesPath(projectId)}/default`, { authorization, body });
        const { fields } = refused(reply, 400, 'VALIDATION_FAILED');
        assert.deepEqual(fields, [
          { path: 'policy_id', code: 'UNKNOWN_POLICY', message: 'is no rate-limit policy of this project.' },
        ]);
      }
      const { body } = await app.call('GET', `${policiesPath(projectId)}/${policy.id}`, { authorization });
      assert.equal(body.is_default, true);
    });

    it('set by many at once is one policy', async () => {
      const app = await start();
      const projectId = await newProject(app);
      const made = await Promise.all(
        Array.from({ length: 6 }, () => createPolicy(app, projectId, [{ per_day: 1_000_000 }])),
      );
      await Promise.all(made.map(({ id }) => setDefault(app, projectId, id)));
      const { authorization } = await app.admin();
      const { body } = await app.call('GET', policiesPath(projectId), { authorization });
      assert.equal(body.data.filter((policy: { is_default: boolean }) => policy.is_default).length, 1);
    });
  });
}

function deleting(start: Start): void {
  describe('deleting a policy', () => {
    it('is refused while it is the default or live tokens have it, saying which and how many', async () => {
      const app = await start();
      const projectId = await newProject(app);
      const policy = await createPolicy(app, projectId, [{ per_day: 1000 }]);
      const { authorization } = await app.admin();
      const path = `${policiesPath(projectId)}/${policy.id}`;
      const remove = () => app.call('DELETE', path, { authorization });
      const more = { rateLimitPolicyId: policy.id };
      const key = await app.apiKey(projectId, ['keys.read'], more);
      await app.pat(await app.admin(), ['keys.read'], more);
      await setDefault(app, projectId, policy.id);
      assert.equal((await app.call('GET', path, { authorization })).body.live_tokens, 2);
      const both = await remove();
      assert.deepEqual(refused(both, 409, 'CONFLICT'), { is_default: true, live_tokens: 2 });
      assert.match(both.body.detail, /default.*assigned to: 2/);
      await app.call('DELETE', `/api/v1/projects/${projectId}/api-keys/${key.id}`, { authorization });
      await setDefault(app, projectId, null);
      assert.deepEqual(refused(await remove(), 409, 'CONFLICT'), { is_default: false, live_tokens: 1 });
    });

    it('succeeds once nothing live has it, and ended tokens have none from then on', async () => {
      const app = await start();
      const projectId = await newProject(app);
      const policy = await createPolicy(app, projectId, [{ per_day: 1000 }]);
      const owner = await app.admin();
      const { authorization } = owner;
      const expiresAt = new Date(app.clock.now() + 60_000).toISOString();
      const pat = await app.pat(owner, ['keys.read'], { rateLimitPolicyId: policy.id, expiresAt });
      app.clock.advance(60_000);
      const signedIn = await app.signIn(owner.email, owner.password);
      const path = `${policiesPath(projectId)}/${policy.id}`;
      assert.equal((await app.call('DELETE', path, { authorization: signedIn.authorization })).status, 204);
      assert.equal((await app.call('GET', path, { authorization })).status, 404);
      const rotate = { authorization, body: { expiresAt: null } };
      const renewed = await app.call('POST', `/api/v1/users/me/pats/${pat.id}/rotate`, rotate);
      assert.deepEqual([renewed.status, renewed.body.rateLimitPolicyId], [200, null]);
      assert.equal(
        (await app.call('GET', '/api/v1/scopes', { authorization: `Bearer ${renewed.body.secret}` })).status,
        200,
      );
    });

    it('and assigning it at the same moment leaves no token with a policy that does not exist', async () => {
      const app = await start();
      const projectId = await newProject(app);
      const { authorization } = await app.admin();
      for (let round = 0; round < 10; round += 1) {
        const { id } = await createPolicy(app, projectId, [{ per_day: 1000 }]);
        const body = { name: 'x', scopes: ['keys.read'], rateLimitPolicyId: id };
        const keysPath = `/api/v1/projects/${projectId}/api-keys`;
        const [deleted, minted] = await Promise.all([
          app.call('DELETE', `${policiesPath(projectId)}/${id}`, { authorization }),
          app.call('POST', keysPath, { authorization, body }),
        ]);
        assert.ok(['204 400', '409 201'].includes(`${deleted.status} ${minted.status}`), minted.text);
      }
    });
  });
}
