import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { createPolicy, getProject, itemsIn, limitedProject, type Start, statusesOf, throttled } from './calls.ts';

const grantable = ['projects.read', 'projects.write'];

/** What a client learns of its limits. */
export function answers(start: Start): void {
  describe('the headers', () => {
    it('are on every answer that a rule touched, errors of the same request included', async () => {
      const app = await start();
      const { projectId } = await limitedProject(app, [{ per_hour: 4 }]);
      const key = await app.apiKey(projectId, grantable);
      const path = `/api/v1/projects/${projectId}`;
      const body = { name: 'x' };
      const replies = [
        await app.call('GET', path, key),
        await app.call('PATCH', path, { ...key, body }),
        await app.call('PATCH', path, { ...key, body, headers: { 'if-match': '"v99"' } }),
        await app.call('GET', `${path}/rate-limit-policies/01J00000000000000000000000`, key),
        await app.call('GET', path, key),
      ];
      assert.deepEqual(
        replies.map(({ status }) => status),
        [200, 428, 412, 404, 429],
      );
      assert.deepEqual(
        replies.map((reply) => itemsIn(reply, 'ratelimit').limits?.r),
        [3, 2, 1, 0, 0],
      );
      for (const reply of replies) assert.deepEqual(itemsIn(reply, 'ratelimit-policy'), { limits: { q: 4, w: 3600 } });
    });

    it('are on no answer that no rule touched', async () => {
      const app = await start();
      const { authorization } = await app.pat(await app.admin(), grantable);
      const reply = await app.call('GET', '/api/v1/organizations', { authorization });
      assert.deepEqual(
        [reply.status, reply.headers.get('ratelimit'), reply.headers.get('ratelimit-policy')],
        [200, null, null],
      );
    });

    it('carry no character of a policy’s name that a header may not', async () => {
      const app = await start();
      const { projectId } = await limitedProject(app, [{ per_hour: 4 }], { name: 'a"b\\c; Set-Cookie: x=ü' });
      const reply = await getProject(app, projectId, await app.apiKey(projectId, grantable));
      assert.equal(reply.status, 200, reply.text);
      assert.deepEqual(Object.keys(itemsIn(reply, 'ratelimit')), ['a_b_c_ Set-Cookie: x_u']);
      assert.deepEqual(reply.headers.getSetCookie(), []);
    });
  });

  describe('a request over the limit', () => {
    it('is told which limit it was and when to come again; who waits that long is admitted', async () => {
      const app = await start();
      const { projectId, policy } = await limitedProject(app, [{ per_minute: 7, burst: 2 }], { name: 'slow' });
      const key = await app.apiKey(projectId, grantable);
      for (let round = 0; round < 3; round += 1) {
        while ((await getProject(app, projectId, key)).status === 200);
        const { seconds, policies } = throttled(await getProject(app, projectId, key));
        assert.ok(seconds <= 9);
        assert.deepEqual(policies, [
          { id: policy.id, name: 'slow', source: 'project', rule: 1, rate: 'per_minute', count: 7, burst: 2 },
        ]);
        app.clock.advance(seconds * 1000);
        assert.equal((await getProject(app, projectId, key)).status, 200);
      }
    });

    it('is logged with the limits that refused it, and one that was served without any', async () => {
      const app = await start();
      const { projectId, policy } = await limitedProject(app, [{ per_hour: 1 }]);
      const key = await app.apiKey(projectId, grantable);
      await statusesOf(2, () => getProject(app, projectId, key));
      const logged = app.logs.map((line) => JSON.parse(line)).filter(({ credentialId }) => credentialId === key.id);
      assert.deepEqual(
        logged.map(({ status, throttledBy }) => [status, throttledBy?.map(({ id }: { id: string }) => id)]),
        [
          [200, undefined],
          [429, [policy.id]],
        ],
      );
    });

    it('has changed nothing and left no event', async () => {
      const app = await start();
      const { projectId } = await limitedProject(app, [{ per_hour: 1 }]);
      const key = await app.apiKey(projectId, grantable);
      await getProject(app, projectId, key);
      const renaming = { ...key, headers: { 'if-match': '*' }, body: { name: 'never' } };
      throttled(await app.call('PATCH', `/api/v1/projects/${projectId}`, renaming));
      const { body } = await getProject(app, projectId, await app.admin());
      assert.notEqual(body.name, 'never');
      const events = await app.app.database.reader
        .selectFrom('auditEvents')
        .select('action')
        .where('actorCredentialId', '=', key.id)
        .execute();
      assert.deepEqual(events, []);
    });
  });

  asking(start);
}

function asking(start: Start): void {
  describe('GET /api/v1/rate-limit', () => {
    it('is free: it is never counted and never refused, and shows how each limit stands', async () => {
      const app = await start();
      const { projectId, policy } = await limitedProject(app, [
        { per_hour: 2, methods: ['GET'], path_patterns: ['/api/v1/*'] },
        { per_day: 10, per: 'project' },
        { per_day: 20, per: 'address' },
      ]);
      const key = await app.apiKey(projectId, grantable);
      const ask = () => app.call('GET', '/api/v1/rate-limit', { authorization: key.authorization });
      assert.deepEqual(await statusesOf(3, () => getProject(app, projectId, key)), [200, 200, 429]);
      for (let sent = 0; sent < 5; sent += 1) {
        const reply = await ask();
        assert.deepEqual([reply.status, reply.headers.get('ratelimit')], [200, null]);
        const { token_id, project_id, rules } = reply.body;
        assert.deepEqual([token_id, project_id], [key.id, projectId]);
        assert.deepEqual(
          rules.map((rule: { rule: number; source: string; policy_id: string; per: string }) => [
            rule.rule,
            rule.source,
            rule.policy_id,
            rule.per,
          ]),
          [
            [1, 'project', policy.id, 'token'],
            [2, 'project', policy.id, 'project'],
            [3, 'project', policy.id, 'address'],
          ],
        );
        const standing = rules.map(({ limits }: { limits: { remaining: number }[] }) => limits[0]?.remaining);
        assert.deepEqual(standing, [0, 8, 18]);
        const { limits, ...rule } = rules[0];
        assert.deepEqual([rule.methods, rule.path_patterns], [['GET'], ['/api/v1/*']]);
        assert.ok(limits[0].reset_seconds > 1700 && limits[0].reset_seconds <= 1800);
      }
    });

    it('shows a PAT its own policy, and the default of a project that it asks for and reaches', async () => {
      const app = await start();
      const { projectId } = await limitedProject(app, [{ per_hour: 5 }]);
      const own = await createPolicy(app, app.projectId, [{ per_hour: 7 }]);
      const pat = await app.pat(await app.admin(), grantable, { rateLimitPolicyId: own.id, projectIds: [projectId] });
      const ask = (query: string) =>
        app.call('GET', `/api/v1/rate-limit${query}`, { authorization: pat.authorization });
      const sourcesOf = ({ body }: { body: { rules: { source: string }[] } }) => body.rules.map(({ source }) => source);
      assert.deepEqual(sourcesOf(await ask('')), ['token']);
      assert.deepEqual(sourcesOf(await ask(`?project_id=${projectId}`)), ['token', 'project']);
      const { projectId: foreign } = await app.tenant(`foreign-${projectId.slice(-6).toLowerCase()}`);
      for (const id of [app.projectId, foreign, '01J00000000000000000000000']) {
        const reply = await ask(`?project_id=${id}`);
        assert.deepEqual([reply.status, reply.body.error.code], [404, 'NOT_FOUND']);
      }
    });

    it('is an empty list for a session', async () => {
      const app = await start();
      const { projectId } = await limitedProject(app, [{ per_hour: 5 }]);
      const { authorization } = await app.admin();
      const { body } = await app.call('GET', `/api/v1/rate-limit?project_id=${projectId}`, { authorization });
      assert.deepEqual(body, { token_id: null, project_id: projectId, rules: [] });
    });
  });

  effective(start);
}

function effective(start: Start): void {
  describe('effective limits', () => {
    it('show the rules of token and default with how they stand for that token, and take nothing', async () => {
      const app = await start();
      const { projectId, policy } = await limitedProject(app, [{ per_hour: 5 }, { per_hour: 9, per: 'address' }]);
      const own = await createPolicy(app, projectId, [{ per_hour: 7, per: 'project' }], { name: 'own' });
      const key = await app.apiKey(projectId, grantable, { rateLimitPolicyId: own.id });
      await getProject(app, projectId, key);
      const { authorization } = await app.admin();
      const path = `/api/v1/projects/${projectId}/rate-limit-policies/effective`;
      for (let look = 0; look < 2; look += 1) {
        const { body } = await app.call('GET', `${path}?token_id=${key.id}`, { authorization });
        assert.deepEqual([body.project_id, body.token_id, body.withheld_policies], [projectId, key.id, 0]);
        const told = body.rules.map((rule: { source: string; policy_id: string; limits: { remaining: number }[] }) => [
          rule.source,
          rule.policy_id,
          rule.limits[0]?.remaining,
        ]);
        assert.deepEqual(told, [
          ['token', own.id, 6],
          ['project', policy.id, 4],
          ['project', policy.id, null],
        ]);
      }
      const { body } = await app.call('GET', path, { authorization });
      assert.deepEqual([body.token_id, body.rules.length, body.rules[0].limits[0].remaining], [null, 2, null]);
    });

    it('of a token that does not reach the project are those of a token that does not exist', async () => {
      const app = await start();
      const { projectId } = await limitedProject(app, [{ per_hour: 5 }]);
      const { projectId: foreign } = await app.tenant(`away-${projectId.slice(-6).toLowerCase()}`);
      const admin = await app.admin();
      const stranger = await app.person(`away-${projectId.slice(-6).toLowerCase()}`, 'OWNER');
      const unreaching = [
        (await app.apiKey(app.projectId, grantable)).id,
        (await app.apiKey(foreign, grantable)).id,
        (await app.pat(admin, grantable, { projectIds: [app.projectId] })).id,
        (await app.pat(stranger, grantable)).id,
        '01J00000000000000000000000',
      ];
      const look = (id: string) =>
        app.call('GET', `/api/v1/projects/${projectId}/rate-limit-policies/effective?token_id=${id}`, admin);
      for (const id of unreaching) {
        const reply = await look(id);
        assert.deepEqual([reply.status, reply.body.error.code], [404, 'NOT_FOUND'], id);
      }
      for (const more of [{}, { projectIds: [projectId] }]) {
        assert.equal((await look((await app.pat(admin, grantable, more)).id)).status, 200);
      }
    });

    it('keep back a policy of a project whose policies the caller may not read, and say that there is one', async () => {
      const app = await start();
      const { projectId } = await limitedProject(app, [{ per_hour: 5 }]);
      const slug = `hidden-${projectId.slice(-6).toLowerCase()}`;
      const { projectId: hidden } = await app.tenant(slug);
      const secret = await createPolicy(app, hidden, [{ per_hour: 7 }], { name: 'of another tenant' });
      const pat = await app.pat(await app.admin(), grantable, { rateLimitPolicyId: secret.id });
      const path = `/api/v1/projects/${projectId}/rate-limit-policies/effective?token_id=${pat.id}`;
      const colleague = await app.person('acme', 'OWNER');
      const theirs = await app.call('GET', path, colleague);
      assert.deepEqual([theirs.status, theirs.body.withheld_policies, theirs.body.rules.length], [200, 1, 1]);
      assert.ok(!theirs.text.includes('of another tenant') && !theirs.text.includes(secret.id));
      const own = await app.call('GET', path, await app.admin());
      assert.deepEqual([own.body.withheld_policies, own.body.rules.length], [0, 2]);
    });

    it('keep back from a PAT that is bound to projects the policies of others', async () => {
      const app = await start();
      const { projectId } = await limitedProject(app, [{ per_hour: 5 }]);
      const elsewhere = await createPolicy(app, app.projectId, [{ per_hour: 7 }]);
      const { id } = await app.pat(await app.admin(), grantable, { rateLimitPolicyId: elsewhere.id });
      const colleague = await app.person('acme', 'OWNER');
      const path = `/api/v1/projects/${projectId}/rate-limit-policies/effective?token_id=${id}`;
      for (const [projectIds, withheld] of [
        [[projectId], 1],
        [[projectId, app.projectId], 0],
      ] as const) {
        const bound = await app.pat(colleague, grantable, { projectIds });
        const { body } = await app.call('GET', path, { authorization: bound.authorization });
        assert.deepEqual([body.withheld_policies, body.rules.length], [withheld, 2 - withheld]);
      }
    });
  });
}
