/**
 * Bugs that the documented systems are known to have (PLATFORMS.md), one test each: none of them is here.
 *
 * Not yet: a request that no gate rule matched and was allowed. It comes with the gate.
 */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { loadPlatform } from '../../src/platform.ts';
import {
  answerOf,
  callHarmlessly,
  effective,
  forge,
  join,
  keysPath,
  missingId,
  patsPath,
  present,
  refused,
} from '../acceptance/002/calls.ts';
import { allOperations } from '../acceptance/002/subjects.ts';
import { onEachDatabase, sharedApp, type TestApp } from '../harness.ts';

/** How many Argon2 verifications the service makes while `work` runs. */
async function countVerifications(app: TestApp, work: () => Promise<unknown>): Promise<number> {
  const { argon2 } = app.app.people;
  const verify = argon2.verify.bind(argon2);
  let count = 0;
  argon2.verify = (...given) => {
    count += 1;
    return verify(...given);
  };
  try {
    await work();
  } finally {
    argon2.verify = verify;
  }
  return count;
}

/** A new project whose default rate-limit policy has these rules. */
async function limitedProject(app: TestApp, slug: string, rules: readonly object[]): Promise<string> {
  const projectId = await app.project('acme', slug);
  const { authorization } = await app.admin();
  const path = `/api/v1/projects/${projectId}/rate-limit-policies`;
  const created = await app.call('POST', path, { authorization, body: { name: 'strict', rules } });
  const body = { policy_id: created.body.id };
  assert.equal((await app.call('PUT', `${path}/default`, { authorization, body })).status, 200);
  return projectId;
}

onEachDatabase('Known bugs of translately', (kind) => {
  const start = sharedApp(kind);

  describe('keys of another tenant’s project', () => {
    it('can be neither listed nor minted, by a person, a PAT or an API key, and answer as a project that does not exist', async () => {
      const app = await start();
      const { projectId: foreign } = await app.tenant('not-theirs');
      await app.apiKey(foreign, ['keys.read']);
      const person = await app.person('acme', 'OWNER');
      const scopes = ['api-keys.read', 'api-keys.write', 'keys.read'];
      const pat = await app.pat(person, scopes);
      const key = await app.apiKey(app.projectId, scopes, {}, person);
      for (const { authorization } of [person, pat, key]) {
        for (const request of [{ method: 'GET' }, { method: 'POST', body: { name: 'x', scopes: ['keys.read'] } }]) {
          const { method, ...options } = request;
          const ask = (id: string) => app.call(method, keysPath(id), { authorization, ...options });
          const [theirs, missing] = [await ask(foreign), await ask(missingId)];
          refused(theirs, 404, 'NOT_FOUND');
          assert.deepEqual(answerOf(theirs), answerOf(missing));
        }
      }
      const { authorization } = await app.admin();
      assert.equal((await app.call('GET', keysPath(foreign), { authorization })).body.data.length, 1);
    });

    it('no operation on a project of another tenant tells it from one that does not exist', async () => {
      const app = await start();
      const { projectId: foreign } = await app.tenant('not-theirs-either');
      const { authorization } = await app.person('acme', 'OWNER');
      const onProjects = allOperations.filter(({ path }) => path.includes('{projectId}'));
      assert.ok(onProjects.length >= 7);
      for (const operation of onProjects) {
        const ask = (projectId: string) => callHarmlessly(app, operation, authorization, { projectId });
        const [theirs, missing] = [await ask(foreign), await ask(missingId)];
        assert.deepEqual(answerOf(theirs), answerOf(missing), operation.id);
      }
    });
  });

  describe('an unknown prefix', () => {
    it('costs the one Argon2 verification that a wrong secret costs, and is answered alike', async () => {
      const app = await start();
      for (const credential of ['api-key', 'pat'] as const) {
        const isPat = credential === 'pat';
        const minted = isPat
          ? await app.pat(await app.admin(), ['keys.read'])
          : await app.apiKey(app.projectId, ['keys.read']);
        const scheme = isPat ? 'Bearer' : 'ApiKey';
        const [unknown, wrong] = [await forge(app, credential), await forge(app, credential, minted.prefix)];
        const answers: unknown[] = [];
        for (const token of [unknown, wrong]) {
          const count = await countVerifications(app, async () => {
            answers.push(answerOf(await present(app, `${scheme} ${token}`)));
          });
          assert.equal(count, 1);
        }
        assert.deepEqual(answers[0], answers[1]);
      }
    });

    it('a token that this instance never made costs no Argon2 verification, whatever its prefix', async () => {
      const app = await start();
      const { secret } = await app.pat(await app.admin(), ['keys.read']);
      const count = await countVerifications(app, async () => {
        for (const token of [
          `${secret.slice(0, -1)}${secret.endsWith('0') ? '1' : '0'}`,
          `tr_pat_aaaaaaaa.${'0'.repeat(43)}`,
        ]) {
          refused(await present(app, `Bearer ${token}`), 401, 'UNAUTHENTICATED');
        }
      });
      assert.equal(count, 0);
    });
  });

  describe('the scopes of a PAT', () => {
    it('are its owner’s in the organization of the target, and no union over all of them', async () => {
      const app = await start();
      const { organizationId, projectId } = await app.tenant('no-union');
      const person = await app.person('acme', 'MEMBER');
      await join(app, 'no-union', person, 'OWNER');
      const { authorization } = await app.pat(person, ['api-keys.write', 'keys.read']);
      const body = { name: 'x', scopes: ['keys.read'] };
      refused(await app.call('POST', keysPath(app.projectId), { authorization, body }), 403, 'INSUFFICIENT_SCOPE');
      assert.equal((await app.call('POST', keysPath(projectId), { authorization, body })).status, 201);
      const { [organizationId]: there, ...elsewhere } = await effective(app, authorization);
      assert.ok(there?.includes('api-keys.write'));
      for (const scopes of Object.values(elsewhere)) assert.deepEqual(scopes, ['api-keys.read', 'keys.read']);
      assert.equal(Object.keys(elsewhere).length, 1);
    });
  });
});

for (const platform of ['translately', 'tolgee', 'api-testing', 'pontoon', 'part-db', 'starter']) {
  onEachDatabase(`The audit log that every user could read, on ${platform}`, (kind) => {
    const start = sharedApp(kind, { platform });
    const catalogue = loadPlatform(platform);
    const mayRead = (role: string) => catalogue.roleScopes(role).has(catalogue.scopeOf('audit.read'));

    it('is read by nobody in a role that does not grant it, neither the organization’s, a project’s nor the instance’s', async () => {
      const app = await start();
      const logs = ['/api/v1/organizations/acme/audit-log', `/api/v1/projects/${app.projectId}/audit-log`];
      assert.ok(catalogue.roles.some((role) => !mayRead(role)) && catalogue.roles.some(mayRead));
      for (const role of catalogue.roles) {
        const person = await app.person('acme', role);
        for (const path of logs.flatMap((log) => [log, `${log}/export`])) {
          const reply = await app.call('GET', path, { authorization: person.authorization });
          if (mayRead(role)) assert.equal(reply.status, 200, `${role} ${path}`);
          else refused(reply, 403, 'INSUFFICIENT_SCOPE');
        }
        for (const path of ['', '/export', '/verification']) {
          refused(await app.call('GET', `/api/v1/admin/audit-log${path}`, person), 403, 'FORBIDDEN');
        }
      }
    });
  });
}

onEachDatabase('Known bugs of api-testing', (kind) => {
  const start = sharedApp(kind, { platform: 'api-testing' });

  it('listings honour project_ids: of projects, those of the token alone', async () => {
    const app = await start();
    const second = await app.project('acme', 'second');
    const third = await app.project('acme', 'third');
    const list = async (projectIds: readonly string[]) => {
      const { authorization } = await app.pat(await app.admin(), ['read:projects'], { projectIds });
      const { body } = await app.call('GET', '/api/v1/organizations/acme/projects', { authorization });
      return body.data.map(({ id }: { id: string }) => id);
    };
    assert.deepEqual(await list([second]), [second]);
    assert.deepEqual(await list([]), [third, second, app.projectId]);
  });

  it('a page of a restricted listing is as full as any other: what is left out does not count', async () => {
    const app = await start();
    const mine = await app.project('acme', 'among-many');
    for (let index = 0; index < 3; index += 1) await app.project('acme', `above-${index}`);
    const { authorization } = await app.pat(await app.admin(), ['read:projects'], { projectIds: [mine] });
    const { body } = await app.call('GET', '/api/v1/organizations/acme/projects?limit=1', { authorization });
    assert.deepEqual([body.data.length, body.data[0].id, body.nextCursor], [1, mine, null]);
  });

  it('a rate-limit pattern with {project_id}, as documented, means the path of every project', async () => {
    const app = await start();
    const path_patterns = ['/api/v1/projects/{project_id}/api-keys/*', '/api/v1/projects/{project_id}'];
    const projectId = await limitedProject(app, 'placeholders', [{ per_hour: 2, path_patterns, methods: ['GET'] }]);
    const { authorization } = await app.pat(await app.admin(), ['admin']);
    const get = async (path: string) =>
      (await app.call('GET', `/api/v1/projects/${projectId}${path}`, { authorization })).status;
    assert.deepEqual([await get(''), await get(`/api-keys/${missingId}`), await get('')], [200, 404, 429]);
    assert.equal(await get(`/api-keys/${missingId}`), 429);
    assert.equal(await get('/api-keys'), 200, 'what no pattern means is not counted');
  });

  it('a limiter checks and counts in one step: of many requests at once, exactly the burst is admitted', async () => {
    const app = await start();
    const projectId = await limitedProject(app, 'one-step', [{ per_hour: 60, burst: 10 }]);
    const { authorization } = await app.pat(await app.admin(), ['read:projects']);
    const replies = await Promise.all(
      Array.from({ length: 50 }, () => app.call('GET', `/api/v1/projects/${projectId}`, { authorization })),
    );
    const statuses = replies.map(({ status }) => status).sort();
    assert.deepEqual(statuses, [...new Array(10).fill(200), ...new Array(40).fill(429)]);
  });

  it('a rotated secret has no 300 s of grace, nor any that a call asks for: it ends at once, by either door', async () => {
    const app = await start();
    const owner = await app.admin();
    const { authorization } = owner;
    for (const { method, path, body } of [
      { method: 'PATCH', path: (id: string) => `/api/v1/tokens/${id}`, body: { action: 'rotate' } },
      {
        method: 'PATCH',
        path: (id: string) => `/api/v1/tokens/${id}`,
        body: { action: 'rotate', grace_period_seconds: 300 },
      },
      { method: 'POST', path: (id: string) => `${patsPath}/${id}/rotate`, body: {} },
      { method: 'POST', path: (id: string) => `${patsPath}/${id}/rotate`, body: { gracePeriodSeconds: 300 } },
    ]) {
      const pat = await app.pat(owner, ['execute']);
      assert.equal((await present(app, pat.authorization)).status, 200);
      const rotated = await app.call(method, path(pat.id), { authorization, body });
      assert.equal(rotated.status, 200, rotated.text);
      refused(await present(app, pat.authorization), 401, 'CREDENTIAL_REVOKED');
    }
  });
});
