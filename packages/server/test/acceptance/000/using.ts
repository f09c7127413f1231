/** What a token can do and what it cannot: document 000, “Using a Personal Access Token”. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { TestApp } from '../../harness.ts';
import { effective, forge, present, refused, remove, roleScopes, setRole } from '../002/calls.ts';
import { allOperations, minuteMs, type Start } from '../002/subjects.ts';
import { asAdmin, usersPath } from '../administration-calls.ts';
import { deleteToken, instantIn, listTokens, mintToken, tokensPath } from '../token-calls.ts';

const projectsPath = '/api/v1/organizations/acme/projects';
const membersPath = '/api/v1/organizations/acme/members';

async function listMembers(app: TestApp, authorization: string) {
  return app.call('GET', membersPath, { authorization });
}

export function usingTokens(start: Start): void {
  describe('using a token', () => {
    it('a token in the Authorization header as Bearer opens protected endpoints, as its user', async () => {
      const app = await start();
      const person = await app.person('acme', 'Contributor');
      const { secret } = await mintToken(app, person);
      const authorization = `Bearer ${secret}`;
      const { status, body } = await app.call('GET', projectsPath, { authorization });
      assert.deepEqual([status, body.data[0].id], [200, app.projectId]);
      assert.equal((await app.call('GET', '/api/v1/users/me', { authorization })).body.id, person.userId);
    });

    it('a token is taken from no URL', async () => {
      const app = await start();
      const { secret } = await mintToken(app, await app.person('acme', 'Contributor'));
      refused(await app.call('GET', `${projectsPath}?token=${secret}`), 403, 'UNAUTHENTICATED');
    });

    it('a token can do exactly what its user’s role can, in every role, from the next request on', async () => {
      const app = await start();
      const { organizationId } = await app.tenant('every-role');
      const person = await app.person('every-role', 'Contributor');
      const { authorization } = await mintToken(app, person);
      for (const role of ['Contributor', 'Translator', 'Team-Manager', 'Project-Manager', 'Admin', 'Contributor']) {
        await setRole(app, 'every-role', person, role);
        assert.deepEqual(await effective(app, authorization), { [organizationId]: await roleScopes(app, role) }, role);
      }
    });

    it('a promotion of the user opens endpoints to a token that was there before, and a demotion closes them', async () => {
      const app = await start();
      const person = await app.person('acme', 'Translator');
      const { authorization } = await mintToken(app, person);
      const details = refused(await listMembers(app, authorization), 403, 'INSUFFICIENT_SCOPE');
      assert.deepEqual(details, { required: ['users.view'], missing: ['users.view'] });
      await setRole(app, 'acme', person, 'Team-Manager');
      assert.equal((await listMembers(app, authorization)).status, 200);
      await setRole(app, 'acme', person, 'Translator');
      refused(await listMembers(app, authorization), 403, 'INSUFFICIENT_SCOPE');
      assert.equal((await app.call('GET', projectsPath, { authorization })).status, 200);
    });

    it('the token of a user who belongs to nothing any more opens nothing', async () => {
      const app = await start();
      const person = await app.person('acme', 'Admin');
      const { authorization } = await mintToken(app, person);
      assert.equal((await app.call('GET', projectsPath, { authorization })).status, 200);
      await remove(app, 'acme', person);
      refused(await app.call('GET', projectsPath, { authorization }), 403, 'INSUFFICIENT_SCOPE');
    });

    it('what a user may do with tokens on the settings page, none of their tokens may do', async () => {
      const app = await start();
      const person = await app.person('acme', 'Admin');
      const { id, authorization } = await mintToken(app, person);
      const attempts = [
        await app.call('GET', tokensPath, { authorization }),
        await app.call('GET', `${tokensPath}/${id}`, { authorization }),
        await app.call('PATCH', `${tokensPath}/${id}`, { authorization, body: { action: 'rotate' } }),
        await app.call('DELETE', `${tokensPath}/${id}`, { authorization }),
      ];
      for (const reply of attempts) refused(reply, 403, 'CREDENTIAL_KIND_REFUSED');
      assert.equal((await listTokens(app, person))[0].revoked_at, null);
    });
  });
}

export function incorrectUsage(start: Start): void {
  describe('incorrect usage', () => {
    it('without a token every protected endpoint answers 403, and no challenge', async () => {
      const app = await start();
      const guarded = allOperations.filter(({ needs }) => needs !== 'anyone');
      assert.ok(guarded.length > 40);
      for (const operation of guarded) {
        const path = operation.path.replaceAll(/\{(\w+)\}/g, 'acme');
        const reply = await app.call(operation.method, path);
        refused(reply, 403, 'UNAUTHENTICATED');
        assert.equal(reply.headers.get('www-authenticate'), null, operation.id);
      }
    });

    it('a token that is no token, unknown, or of another’s secret answers 403 with one and the same code', async () => {
      const app = await start();
      const { secret, prefix } = await mintToken(app, await app.person('acme', 'Contributor'));
      const bad = ['rubbish', prefix, secret.slice(0, -1), `${prefix}.${'a'.repeat(43)}`];
      const sealed = [await forge(app, 'pat'), await forge(app, 'pat', prefix)];
      for (const token of [...bad, ...sealed]) {
        const reply = await present(app, `Bearer ${token}`);
        refused(reply, 403, 'UNAUTHENTICATED');
        assert.equal(reply.headers.get('www-authenticate'), null);
      }
    });

    it('ten failed attempts in a row block their address for a while: a good token waits too, from elsewhere it works', async () => {
      const app = await TestApp.start('sqlite', {
        config: { platform: 'pontoon', lockoutFailures: 10, trustedProxies: ['127.0.0.1'] },
      });
      try {
        const { secret } = await mintToken(app, await app.person('acme', 'Contributor'));
        const attempt = (address: string, token: string) =>
          app.call('GET', '/api/v1/users/me', {
            authorization: `Bearer ${token}`,
            headers: { 'x-forwarded-for': address },
          });
        for (let failed = 1; failed <= 10; failed += 1) {
          assert.equal((await attempt('192.0.2.1', 'rubbish')).status, 403);
        }
        const blocked = await attempt('192.0.2.1', secret);
        refused(blocked, 429, 'ADDRESS_BLOCKED');
        assert.equal((await attempt('192.0.2.2', secret)).status, 200);
        app.clock.advance(Number(blocked.headers.get('retry-after')) * 1000);
        assert.equal((await attempt('192.0.2.1', secret)).status, 200);
      } finally {
        await app.close();
      }
    });

    it('a revoked, an expired and a deleted token, and that of a disabled user, answer 403, each with its code', async () => {
      const app = await start();
      const person = await app.person('acme', 'Contributor');
      const { authorization } = person;
      const [revoked, deleted, live] = [
        await mintToken(app, person),
        await mintToken(app, person),
        await mintToken(app, person),
      ];
      const expired = await mintToken(app, person, { expires_at: instantIn(app, minuteMs) });
      await app.call('PATCH', `${tokensPath}/${revoked.id}`, { authorization, body: { action: 'revoke' } });
      await deleteToken(app, person, deleted.id);
      app.clock.advance(minuteMs);
      await asAdmin(app, 'POST', `${usersPath}/${person.userId}/disable`);
      const codes = new Map([
        [revoked, 'CREDENTIAL_REVOKED'],
        [deleted, 'CREDENTIAL_REVOKED'],
        [expired, 'CREDENTIAL_EXPIRED'],
        [live, 'OWNER_DISABLED'],
      ]);
      for (const [token, code] of codes) {
        const reply = await present(app, token.authorization);
        refused(reply, 403, code);
        assert.equal(reply.headers.get('www-authenticate'), null);
      }
    });

    it('a good token whose user lacks the permission answers 403, and says which is missing', async () => {
      const app = await start();
      const { authorization } = await mintToken(app, await app.person('acme', 'Contributor'));
      const body = { slug: 'not-made', name: 'x' };
      const details = refused(await app.call('POST', projectsPath, { authorization, body }), 403, 'INSUFFICIENT_SCOPE');
      assert.deepEqual(details, { required: ['project.manage'], missing: ['project.manage'] });
    });
  });
}
