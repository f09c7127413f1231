/** Every guard, before the real Keywright: what callers meet whose requests a guarded API asks about. */
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { type Minted, sharedApp, type TestApp } from '../../../server/test/harness.ts';
import { createClient } from '../../src/index.ts';
import { aboutOrganizations } from './about-organizations.ts';
import { callsOf } from './calls-of.ts';
import { frameworks } from './frameworks.ts';
import type { CallInit, GuardedApi } from './guarded-api.ts';
import { refuseUnhandledRejections } from './unhandled-rejections.ts';

/** The applications under test ask from the loopback. */
const config = { trustedProxies: ['127.0.0.1'] };
const open = sharedApp('sqlite', { config });
refuseUnhandledRejections();

for (const framework of frameworks) {
  describe(`an API with the guard for ${framework.name}`, { concurrency: false }, () => {
    const faults: Error[] = [];
    let app: TestApp;
    let api: GuardedApi;
    let key: Minted;
    let things = '';
    let organizationId = '';

    before(async () => {
      app = await open();
      api = await framework.start({ baseUrl: app.url, onFault: (fault) => faults.push(fault) });
      key = await app.apiKey(app.projectId, ['keys.write']);
      things = `/projects/${app.projectId}/things`;
      organizationId = app.firstRun?.organization.id ?? '';
    });
    after(async () => {
      await api.close();
      assert.deepEqual(faults, []);
    });

    const { get, refused, passed } = callsOf(() => api);
    /** A slug that no other suite of this file takes. */
    const own = (slug: string) => `${slug}-${framework.name.toLowerCase().replaceAll(/[^a-z0-9]+/g, '-')}`;

    it('challenges who presents no credential, and who presents a bad one', async () => {
      const none = await refused(() => get(things), 401, 'UNAUTHENTICATED');
      assert.equal(none.headers.get('www-authenticate'), 'Bearer realm="keywright"');
      const bad = { ...key, authorization: `${key.authorization.slice(0, -1)}!` };
      const wrong = await refused(() => get(things, bad), 401, 'UNAUTHENTICATED');
      assert.equal(wrong.headers.get('www-authenticate'), 'Bearer realm="keywright", error="invalid_token"');
    });

    it('knows an API key by its project, its organization and its scopes, however it is presented', async () => {
      const principal = {
        kind: 'api-key',
        userId: null,
        credentialId: key.id,
        organizationId,
        projectId: app.projectId,
        projectIds: [app.projectId],
        scopes: ['keys.read', 'keys.write'],
      };
      assert.deepEqual(await passed(get(things, key)), { principal, bytes: 0 });
      assert.deepEqual((await passed(get('/anybody', undefined, { 'x-api-key': key.secret }))).principal, principal);
    });

    it('knows a PAT by its owner, and the rights of the owner in that project’s organization', async () => {
      const owner = await app.person('acme', 'MEMBER');
      const pat = await app.pat(owner, ['keys.write']);
      const { principal } = await passed(get(things, pat));
      assert.deepEqual(principal, {
        kind: 'pat',
        userId: owner.userId,
        credentialId: pat.id,
        organizationId,
        projectId: app.projectId,
        projectIds: null,
        scopes: ['keys.read', 'keys.write'],
      });
      const nowhere = (await passed(get('/anybody', pat))).principal;
      assert.deepEqual([nowhere.organizationId, nowhere.projectId], [null, null]);
    });

    it('knows a person by the access JWT of their session', async () => {
      const admin = await app.admin();
      const { principal } = await passed(get(things, undefined, { authorization: admin.authorization }));
      assert.deepEqual([principal.kind, principal.userId, principal.credentialId], ['session', admin.userId, null]);
    });

    it('takes no session cookie: those of its own requests are not Keywright’s', async () => {
      const { cookie } = await app.admin();
      await refused(() => get(things, undefined, { cookie }), 401, 'UNAUTHENTICATED');
    });

    it('says which scopes are missing', async () => {
      const reader = await app.apiKey(app.projectId, ['keys.read']);
      const response = await refused(() => get(things, reader), 403, 'INSUFFICIENT_SCOPE');
      assert.deepEqual(response.error.details, { required: ['keys.write'], missing: ['keys.write'] });
      assert.match(response.headers.get('www-authenticate') ?? '', /insufficient_scope/);
    });

    it('takes any one scope where any will do', async () => {
      assert.deepEqual((await passed(get('/either', key))).principal.credentialId, key.id);
      const neither = await app.apiKey(app.projectId, ['keys.read']);
      const response = await refused(() => get('/either', neither), 403, 'INSUFFICIENT_SCOPE');
      assert.deepEqual(response.error.details, {
        required: ['projects.read', 'keys.write'],
        missing: ['projects.read', 'keys.write'],
      });
    });

    it('keeps a key to its own project', async () => {
      const other = await app.project('acme', own('other'));
      await refused(() => get(`/projects/${other}/things`, key), 403, 'WRONG_PROJECT');
    });

    it('answers a project of strangers, one that does not exist and none at all alike', async () => {
      const { projectId } = await app.tenant(own('strangers'));
      const bodies = [];
      for (const project of [projectId, '01J00000000000000000000000', '', 'x'.repeat(65), '-', '%00']) {
        const response = await refused(() => get(`/named?project=${project}`, key), 404, 'NOT_FOUND');
        const { traceId, ...error } = response.error;
        bodies.push(error);
      }
      assert.deepEqual(new Set(bodies.map((body) => JSON.stringify(body))).size, 1);
      await refused(() => get('/named?project='), 401, 'UNAUTHENTICATED');
    });

    aboutOrganizations({ app: () => app, get, refused, passed, own });

    it('refuses a revoked credential on the next request', async () => {
      const admin = await app.admin();
      const doomed = await app.apiKey(app.projectId, ['keys.write']);
      await passed(get(things, doomed));
      const path = `/api/v1/projects/${app.projectId}/api-keys/${doomed.id}`;
      assert.equal((await app.call('DELETE', path, admin)).status, 204);
      await refused(() => get(things, doomed), 401, 'CREDENTIAL_REVOKED');
    });

    it('refuses two credentials, and one in the URL', async () => {
      await refused(() => get(things, key, { 'x-api-key': key.secret }), 400, 'MULTIPLE_CREDENTIALS');
      await refused(() => get(`${things}?access_token=${key.secret}`, key), 400, 'MULTIPLE_CREDENTIALS');
      await refused(() => get(`${things}?access_token=${key.secret}`), 401, 'UNAUTHENTICATED');
    });

    it('refuses a credential header that is repeated', async () => {
      const twice = { authorization: `${key.authorization}, ${key.authorization}` };
      await refused(() => get(things, undefined, twice), 401, 'UNAUTHENTICATED');
    });

    it('refuses a path that servers read in different ways', async () => {
      const { projectId } = app;
      const ambiguous = [`${projectId};x`, `${projectId}%2fx`, `${projectId}%5cx`, '..;', `%252f${projectId}`];
      for (const segment of ambiguous) {
        const { error } = await refused(() => get(`/projects/${segment}/things`, key), 400, 'AMBIGUOUS_PATH');
        assert.match(error.traceId, /^[0-9a-f]{32}$/);
      }
      assert.deepEqual(faults, []);
    });

    it('tells callers their limits, and when to come again', async () => {
      const projectId = await app.project('acme', own('limited'));
      const client = createClient({ baseUrl: app.url, token: (await app.admin()).accessToken });
      const body = {
        name: 'two',
        enabled: true,
        rules: [{ per_hour: 2, path_patterns: ['/projects/{project_id}/things'] }],
      };
      const policy = await client.createRateLimitPolicy({ params: { projectId }, body });
      await client.setDefaultRateLimitPolicy({ params: { projectId }, body: { policy_id: policy.id } });
      const limited = await app.apiKey(projectId, ['keys.write']);
      const path = `/projects/${projectId}/things`;
      const told = [await get(path, limited), await get(path, limited)];
      assert.deepEqual(
        told.map(({ status }) => status),
        [200, 200],
      );
      const throttled = await refused(() => get(path, limited), 429, 'RATE_LIMITED');
      assert.match(throttled.headers.get('retry-after') ?? '', /^\d+$/);
      assert.deepEqual(
        [...told, throttled].map(({ headers }) => /;r=(\d+)/.exec(headers.get('ratelimit') ?? '')?.[1]),
        ['1', '0', '0'],
      );
      for (const { headers } of [...told, throttled]) assert.match(headers.get('ratelimit-policy') ?? '', /q=2/);
      assert.equal((await get(`/named?project=${projectId}`, limited)).headers.get('ratelimit'), null);
    });

    it('judges callers by the address that they come from, and not by one that they write', async () => {
      const forwarded = { 'x-forwarded-for': '203.0.113.9', forwarded: 'for=203.0.113.9', 'x-real-ip': '203.0.113.9' };
      const elsewhere = await app.apiKey(app.projectId, ['keys.write'], { allowedNetworks: ['203.0.113.0/24'] });
      await refused(() => get(things, elsewhere, forwarded), 403, 'NETWORK_REFUSED');
      const here = await app.apiKey(app.projectId, ['keys.write'], { allowedNetworks: ['127.0.0.1/32'] });
      await passed(get(things, here, forwarded));
    });

    it('guards HEAD and OPTIONS like any method', async () => {
      const call = (method: string, init: CallInit) => api.call(method, things, init);
      const { authorization } = key;
      for (const method of ['HEAD', 'OPTIONS']) {
        assert.equal((await call(method, {})).status, 401);
        assert.equal((await call(method, { headers: { authorization } })).status, 200);
      }
      const head = await call('HEAD', {});
      assert.deepEqual([await head.text(), head.headers.get('www-authenticate')], ['', 'Bearer realm="keywright"']);
    });

    it('reads a body whole once its caller is let through, and answers a refused one that is still sending', async () => {
      const body = 'x'.repeat(20_000_000);
      const headers = { 'content-type': 'text/plain' };
      await refused(() => api.call('POST', things, { headers, body }), 401, 'UNAUTHENTICATED');
      const { authorization } = key;
      const { bytes } = await passed(api.call('POST', things, { headers: { ...headers, authorization }, body }));
      assert.equal(bytes, body.length);
    });
  });
}
