/** People’s sessions: what opens one, what it may do from where, and what ends it at once. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { onEachDatabase, sharedApp, type TestApp } from '../harness.ts';
import { rawRequest } from './raw-request.ts';

const me = '/api/v1/users/me';

onEachDatabase('a session', (kind) => {
  const open = sharedApp(kind);

  describe('by cookie', () => {
    const rename = (app: TestApp, cookie: string, headers: Readonly<Record<string, string>>) =>
      app.call('PATCH', me, { headers: { cookie, ...headers }, body: { name: 'Ada' } });

    it('reads without saying where it comes from', async () => {
      const app = await open();
      const { cookie, userId } = await app.admin();
      const reply = await app.call('GET', me, { headers: { cookie } });
      assert.deepEqual([reply.status, reply.body.id], [200, userId]);
    });

    it('changes something from a page of the service', async () => {
      const app = await open();
      const { cookie } = await app.admin();
      assert.equal((await rename(app, cookie, { origin: app.config.publicUrl })).status, 200);
      const reply = await rawRequest(app.url, `PATCH ${me}`, [
        `Cookie: ${cookie}`,
        'Sec-Fetch-Site: same-origin',
        'Content-Type: application/json',
        'Content-Length: 2',
        '',
        '{}',
      ]);
      assert.equal(reply.status, 200);
    });

    it('changes nothing from a page of another site, nor from one that does not say', async () => {
      const app = await open();
      const { cookie } = await app.admin();
      const near = new URL(app.config.publicUrl);
      for (const headers of [
        { origin: 'https://evil.example' },
        { origin: `${app.config.publicUrl}.evil.example` },
        { origin: `http://${near.hostname}:1` },
        { origin: 'null' },
        { 'sec-fetch-site': 'cross-site' },
        { 'sec-fetch-site': 'same-site' },
        {},
      ]) {
        const reply = await rename(app, cookie, headers);
        assert.equal(reply.status, 403, JSON.stringify(headers));
        assert.equal(reply.body.error.code, 'FORBIDDEN');
      }
    });

    it('is told by its cookie alone: a made-up, cut or resigned one is refused', async () => {
      const app = await open();
      const { cookie } = await app.admin();
      const [name = '', value = ''] = cookie.split('=', 2);
      for (const bad of ['x', value.slice(0, -4), `${value.split('.')[0]}.${'A'.repeat(43)}%3D`, '']) {
        const reply = await app.call('GET', me, { headers: { cookie: `${name}=${bad}` } });
        assert.equal(reply.status, 401, bad);
      }
    });

    it('has a cookie that scripts cannot read and other sites cannot send with a form', async () => {
      const app = await open();
      const { email, password } = await app.person('acme', 'MEMBER');
      const reply = await app.call('POST', '/api/v1/auth/login', { body: { email, password } });
      for (const cookie of reply.headers.getSetCookie()) {
        assert.match(cookie, /; HttpOnly/i);
        assert.match(cookie, /; SameSite=Lax/i);
      }
    });
  });

  describe('when signed out', () => {
    it('is over at once, and its access JWT with it', async () => {
      const app = await open();
      const { authorization, cookie } = await app.person('acme', 'MEMBER');
      const signOut = (origin: string) =>
        app.call('POST', '/api/auth/sign-out', { headers: { cookie, origin }, body: {} });
      assert.equal((await signOut('https://evil.example')).status, 403);
      assert.equal((await app.call('GET', me, { authorization })).status, 200);

      assert.equal((await signOut(app.config.publicUrl)).status, 200);
      const byJwt = await app.call('GET', me, { authorization });
      assert.deepEqual([byJwt.status, byJwt.body.error.code], [401, 'UNAUTHENTICATED']);
      assert.equal((await app.call('GET', me, { headers: { cookie } })).status, 401);
    });
  });

  describe('of a user who is disabled', () => {
    it('is refused on the next request, with their PATs; enabled again, the PATs work and the session does not', async () => {
      const app = await open();
      const admin = await app.admin();
      const person = await app.person('acme', 'MEMBER');
      const pat = await app.pat(person, ['org.read']);
      const byKeyOfTheProject = await app.apiKey(app.projectId, ['org.read']);
      const codeFor = async (authorization: string) => {
        const reply = await app.call('GET', '/api/v1/organizations', { authorization });
        return reply.status === 200 ? 'served' : reply.body.error.code;
      };
      const set = (verb: string) =>
        app.call('POST', `/api/v1/admin/users/${person.userId}/${verb}`, { authorization: admin.authorization });
      assert.deepEqual([await codeFor(person.authorization), await codeFor(pat.authorization)], ['served', 'served']);

      assert.equal((await set('disable')).status, 200);
      assert.equal(await codeFor(person.authorization), 'UNAUTHENTICATED');
      assert.equal(await codeFor(pat.authorization), 'OWNER_DISABLED');
      assert.equal(await codeFor(byKeyOfTheProject.authorization), 'served');
      const { email, password } = person;
      const rightPassword = await app.call('POST', '/api/v1/auth/login', { body: { email, password } });
      assert.deepEqual([rightPassword.status, rightPassword.body.error.code], [401, 'OWNER_DISABLED']);
      const wrong = await app.call('POST', '/api/v1/auth/login', { body: { email, password: 'not that one at all' } });
      assert.deepEqual([wrong.status, wrong.body.error.code], [401, 'UNAUTHENTICATED']);

      assert.equal((await set('enable')).status, 200);
      assert.equal(await codeFor(pat.authorization), 'served');
      assert.equal(await codeFor(person.authorization), 'UNAUTHENTICATED');
      assert.equal(await codeFor((await app.signIn(email, password)).authorization), 'served');
    });
  });

  describe('is opened', () => {
    it('by none of the endpoints of better-auth that are not on the list, by whatever path', async () => {
      const app = await open();
      const { cookie } = await app.admin();
      const closed = [
        ...[
          'sign-up/email',
          'update-user',
          'forget-password',
          'request-password-reset',
          'reset-password',
          'set-password',
        ],
        ...['delete-user', 'change-email', 'send-verification-email', 'verify-email', 'sign-in/social', 'link-social'],
        ...[
          'unlink-account',
          'list-accounts',
          'refresh-token',
          'get-access-token',
          'verify-jwt',
          'sign-jwt',
          'ok',
          'error',
        ],
        ...['nothing', 'sign-out/../sign-up/email', '/sign-up/email', '%73ign-up/email', 'sign-up/email/', ''],
      ];
      for (const path of closed) {
        const headers = [`Cookie: ${cookie}`, `Origin: ${app.config.publicUrl}`];
        const json = ['Content-Type: application/json', 'Content-Length: 2', '', '{}'];
        const got = await rawRequest(app.url, `GET /api/auth/${path}`, headers);
        const posted = await rawRequest(app.url, `POST /api/auth/${path}`, [...headers, ...json]);
        for (const { status, body } of [got, posted]) {
          assert.deepEqual([status, body?.error?.code], [404, 'NOT_FOUND'], path);
        }
      }
    });

    it('alike refused for a wrong password and for an e-mail that nobody has', async () => {
      const app = await open();
      const { email } = await app.admin();
      const attempt = async (as: string) => {
        const body = { email: as, password: 'certainly not it' };
        const reply = await app.call('POST', '/api/v1/auth/login', { body });
        return { status: reply.status, body: { ...reply.body, error: { ...reply.body.error, traceId: '' } } };
      };
      const wrong = await attempt(email);
      assert.deepEqual([wrong.status, wrong.body.error.code], [401, 'UNAUTHENTICATED']);
      assert.deepEqual(await attempt('nobody@example.com'), wrong);
    });
  });
});

onEachDatabase('signing in', (kind) => {
  const attempts = 3;
  const open = sharedApp(kind, { config: { signInAttemptsPerMinute: attempts } });

  it('is limited by address: the attempt too many is told when to try again, and no header makes it another’s', async () => {
    const app = await open();
    const attempt = (headers: Readonly<Record<string, string>>) =>
      app.call('POST', '/api/v1/auth/login', {
        headers,
        body: { email: app.config.adminEmail, password: 'certainly not it' },
      });
    for (let count = 1; count <= attempts; count += 1) assert.equal((await attempt({})).status, 401);
    for (const headers of [{}, { 'x-forwarded-for': '203.0.113.9' }, { 'x-keywright-address': '203.0.113.9' }]) {
      const reply = await attempt(headers);
      assert.deepEqual([reply.status, reply.body.error.code], [429, 'RATE_LIMITED']);
      const seconds = Number(reply.headers.get('retry-after'));
      assert.ok(seconds >= 1 && seconds <= 60, `Retry-After: ${seconds}`);
    }
    const direct = await app.call('POST', '/api/auth/sign-in/email', {
      headers: { origin: app.config.publicUrl, 'x-keywright-address': '203.0.113.9' },
      body: { email: app.config.adminEmail, password: 'certainly not it' },
    });
    assert.equal(direct.status, 429);
    assert.ok(Number(direct.headers.get('retry-after')) >= 1);
  });
});
