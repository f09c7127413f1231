/** What the gate promises beyond who is let through: by whom it may be asked, freshness, lock-out, what is taken down. */
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { startEchoUpstream, type Upstream } from '../gate/echo-upstream.ts';
import { type ProxyName, type RunningProxy, skipWithout, startProxy } from '../gate/start-proxy.ts';
import { type CallOptions, onEachDatabase, sharedApp, TestApp } from '../harness.ts';
import { rawRequest } from './raw-request.ts';

const config = { trustedProxies: ['127.0.0.1'], lockoutFailures: 10 };
const keysOf = (projectId: string) => `/api/v1/projects/${projectId}/keys`;

/** Asks as Traefik does, about a request from an address. */
function ask(app: TestApp, path: string, { authorization, headers }: CallOptions = {}, from = '203.0.113.7') {
  const told = { 'x-forwarded-for': from, 'x-forwarded-method': 'GET', 'x-forwarded-uri': path };
  return app.call('GET', '/gate/forward', {
    ...(authorization === undefined ? {} : { authorization }),
    headers: { ...told, ...headers },
  });
}

const guarded = (app: TestApp, body: object, authorization?: string) =>
  app.call('POST', '/gate/guard', {
    ...(authorization === undefined ? {} : { authorization }),
    headers: { 'x-forwarded-for': '203.0.113.7' },
    body,
  });

describe('who may ask the gate', () => {
  const open = sharedApp('sqlite');
  const behindProxy = sharedApp('sqlite', { config });
  const untrusted = [403, 'UNTRUSTED_PROXY'];
  const refusal = async (asked: ReturnType<TestApp['call']>) => {
    const { status, body } = await asked;
    return [status, body.error.code];
  };

  it('nobody where no proxy is trusted, whatever is sent', async () => {
    const app = await open();
    const { authorization } = await app.apiKey(app.projectId, ['keys.read']);
    assert.deepEqual(await refusal(ask(app, keysOf(app.projectId), { authorization })), untrusted);
    assert.deepEqual(await refusal(guarded(app, { method: 'GET', path: '/', all: [] }, authorization)), untrusted);
    for (const door of ['/gate/nginx', '/gate/envoy/healthz']) {
      assert.deepEqual(await refusal(app.call('GET', door)), untrusted, door);
    }
    const { headers } = await app.call('GET', '/gate/nginx');
    assert.equal(headers.get('x-gate-status'), '403');
    assert.match(headers.get('x-gate-problem') ?? '', /"UNTRUSTED_PROXY"/);
  });

  it('a trusted proxy only where it says whose request it is, and which', async () => {
    const app = await behindProxy();
    const { authorization } = await app.apiKey(app.projectId, ['keys.read']);
    const told = { 'x-forwarded-method': 'GET', 'x-forwarded-uri': keysOf(app.projectId) };
    const refused = (headers: Record<string, string>) =>
      refusal(app.call('GET', '/gate/forward', { authorization, headers }));
    assert.deepEqual(await refused(told), untrusted);
    assert.deepEqual(await refused({ 'x-forwarded-for': '203.0.113.7' }), untrusted);
    assert.equal((await ask(app, keysOf(app.projectId), { authorization })).status, 200);
  });

  it('a proxy that lets a client’s own X-Forwarded-Uri through beside its own is refused', async () => {
    const app = await behindProxy();
    const { status, body } = await rawRequest(app.url, 'GET /gate/forward', [
      'X-Forwarded-For: 203.0.113.7',
      'X-Forwarded-Method: GET',
      'X-Forwarded-Uri: /healthz',
      'X-Forwarded-Uri: /healthz',
    ]);
    assert.deepEqual([status, body.error.code], untrusted);
  });
});

describe('what a guard asks', () => {
  const open = sharedApp('sqlite', { config });

  it('is answered with who it is, in the project or anywhere', async () => {
    const app = await open();
    const key = await app.apiKey(app.projectId, ['keys.write']);
    const about = { method: 'POST', path: '/keys?dry=1', all: ['keys.write'], projectId: app.projectId };
    const { status, body } = await guarded(app, about, key.authorization);
    assert.deepEqual(
      [status, body.kind, body.projectId, body.scopes],
      [200, 'api-key', app.projectId, ['keys.read', 'keys.write']],
    );
    const anywhere = await guarded(
      app,
      { method: 'GET', path: '/', any: ['org.write', 'keys.read'] },
      key.authorization,
    );
    assert.deepEqual([anywhere.status, anywhere.body.credentialId], [200, key.id]);
  });

  it('is refused in precise words where it cannot be meant', async () => {
    const app = await open();
    const { authorization } = await app.apiKey(app.projectId, ['keys.read']);
    const about = { method: 'GET', path: '/' };
    const cases: readonly [object, string][] = [
      [about, 'VALIDATION_FAILED'],
      [{ ...about, all: [], any: ['keys.read'] }, 'VALIDATION_FAILED'],
      [{ ...about, any: [] }, 'VALIDATION_FAILED'],
      [{ ...about, all: ['keys.reed'] }, 'UNKNOWN_SCOPE'],
      [{ ...about, all: [], more: 1 }, 'VALIDATION_FAILED'],
      [{ ...about, path: '/a//b', all: [] }, 'AMBIGUOUS_PATH'],
    ];
    for (const [body, code] of cases) {
      const reply = await guarded(app, body, authorization);
      assert.deepEqual([reply.status, reply.body.error.code], [400, code], JSON.stringify(body));
    }
    const form = await app.call('POST', '/gate/guard', {
      authorization,
      headers: { 'x-forwarded-for': '203.0.113.7', 'content-type': 'text/plain' },
      body: '{}',
    });
    assert.equal(form.status, 415);
  });
});

onEachDatabase('the gate', (kind) => {
  const open = sharedApp(kind, { config });

  it('takes each request down as a use of its credential: as it was sent, by whom and in which project', async () => {
    const app = await open();
    const key = await app.apiKey(app.projectId, ['keys.read']);
    const path = `${keysOf(app.projectId)}/${key.secret}`;
    await ask(app, `${path}?secret=${key.secret}`, {
      authorization: key.authorization,
      headers: { 'user-agent': 'ci/1' },
    });
    await ask(app, keysOf(app.projectId), {
      authorization: key.authorization,
      headers: { 'x-forwarded-method': 'DELETE' },
    });
    await app.app.recorders.flush();
    const { authorization } = await app.admin();
    const log = await app.call('GET', `/api/v1/projects/${app.projectId}/audit-log?targetId=${key.id}`, {
      authorization,
    });
    const uses = log.body.data.filter(({ action }: { action: string }) => action === 'credential.use');
    const told = uses.map(({ method, status, address }: Record<string, unknown>) => [method, status, address]);
    assert.deepEqual(told, [
      ['DELETE', 403, '203.0.113.7'],
      ['GET', 200, '203.0.113.7'],
    ]);
    assert.equal(uses[0].path, keysOf(app.projectId));
    assert.ok(uses[1].path.startsWith(`${keysOf(app.projectId)}/`) && !uses[1].path.includes(key.secret), uses[1].path);
    assert.ok(app.logs.every((line) => !line.includes(key.secret)));
    const shown = await app.call('GET', `/api/v1/projects/${app.projectId}/api-keys/${key.id}`, { authorization });
    assert.equal(shown.body.lastUsedAddress, '203.0.113.7');
  });

  it('takes down what the client got, also where nginx is told so in its own way', async () => {
    const app = await open();
    const key = await app.apiKey(app.projectId, ['keys.read', 'projects.read']);
    const told = async (path: string) => {
      const headers = { 'x-forwarded-for': '203.0.113.7', 'x-forwarded-method': 'GET', 'x-forwarded-uri': path };
      return (await app.call('GET', '/gate/nginx', { authorization: key.authorization, headers })).status;
    };
    assert.deepEqual(
      [await told(keysOf(app.projectId)), await told('/api/v1/organizations/none/projects')],
      [204, 403],
    );
    await app.app.recorders.flush();
    const { authorization } = await app.admin();
    const { body } = await app.call('GET', `/api/v1/admin/audit-log?targetId=${key.id}&action=credential.use`, {
      authorization,
    });
    assert.deepEqual(
      body.data.map(({ status }: { status: number }) => status),
      [404, 200],
    );
  });

  it('counts bad tokens of every door as one count of their address: the eleventh is refused, other addresses go on', async () => {
    const app = await open();
    const good = await app.apiKey(app.projectId, ['keys.read']);
    const path = keysOf(app.projectId);
    const from = (address: string, authorization: string) => ask(app, path, { authorization }, address);
    const bad = `ApiKey ${good.secret.slice(0, -3)}abc`;
    for (let attempt = 0; attempt < 5; attempt += 1) {
      assert.equal((await from('198.51.100.9', bad)).status, 401);
      const direct = { authorization: bad, headers: { 'x-forwarded-for': '198.51.100.9' } };
      assert.equal((await app.call('GET', '/api/v1/tokens/current', direct)).status, 401);
    }
    const blocked = await from('198.51.100.9', good.authorization);
    assert.deepEqual([blocked.status, blocked.body.error.code], [429, 'ADDRESS_BLOCKED']);
    assert.match(blocked.headers.get('retry-after') ?? '', /^\d+$/);
    assert.equal((await from('198.51.100.10', good.authorization)).status, 200);
  });

  it('holds on the next request that a member was removed, and that a project was archived', async () => {
    const app = await open();
    const projectId = await app.project('acme', `gate-${kind}`);
    const member = await app.person('acme', 'MEMBER');
    const { authorization } = await app.pat(member, ['keys.write']);
    const path = keysOf(projectId);
    const write = () => ask(app, path, { authorization, headers: { 'x-forwarded-method': 'POST' } });
    assert.equal((await write()).status, 200);
    const admin = await app.admin();
    await app.call('POST', `/api/v1/projects/${projectId}/archive`, { authorization: admin.authorization });
    assert.deepEqual([(await write()).status, (await ask(app, path, { authorization })).status], [403, 200]);
    await app.call('DELETE', `/api/v1/organizations/acme/members/${member.userId}`, {
      authorization: admin.authorization,
    });
    assert.equal((await ask(app, path, { authorization })).status, 403);
  });
});

function throughProxy(name: ProxyName, revocations: number): void {
  describe(`behind ${name}`, { skip: skipWithout(name) }, () => {
    let app: TestApp;
    let upstream: Upstream;
    let proxy: RunningProxy;
    let isAway = false;
    before(async () => {
      app = await TestApp.start('sqlite', { config });
      upstream = await startEchoUpstream();
      proxy = await startProxy(name, { keywrightPort: Number(new URL(app.url).port), apiPort: upstream.port });
    });
    after(async () => {
      await proxy?.stop();
      await upstream?.stop();
      if (!isAway) await app?.close();
    });
    const send = async (authorization: string, headers: Record<string, string> = {}) => {
      const response = await fetch(`${proxy.url}${keysOf(app.projectId)}`, { headers: { authorization, ...headers } });
      return { response, text: await response.text() };
    };

    it(`a revoked key is refused on the next request, ${revocations} times in a row`, async () => {
      const { authorization } = await app.admin();
      for (let round = 0; round < revocations; round += 1) {
        const key = await app.apiKey(app.projectId, ['keys.read']);
        assert.equal((await send(key.authorization)).response.status, 200);
        const revoke = `/api/v1/projects/${app.projectId}/api-keys/${key.id}`;
        assert.equal((await app.call('DELETE', revoke, { authorization })).status, 204);
        const { response, text } = await send(key.authorization);
        assert.deepEqual([response.status, JSON.parse(text).error.code], [401, 'CREDENTIAL_REVOKED'], `round ${round}`);
      }
    });

    it('the client’s address is that of its connection, whatever it says itself; the API does not see the credential', async () => {
      const key = await app.apiKey(app.projectId, ['keys.read']);
      upstream.reached.length = 0;
      const { response } = await send(key.authorization, { 'x-forwarded-for': '198.51.100.77', cookie: 'own=1' });
      assert.equal(response.status, 200);
      const [reached] = upstream.reached;
      assert.deepEqual([reached?.headers.authorization, reached?.headers.cookie], [undefined, 'own=1']);
      await app.app.recorders.flush();
      const { authorization } = await app.admin();
      const shown = await app.call('GET', `/api/v1/projects/${app.projectId}/api-keys/${key.id}`, { authorization });
      assert.equal(shown.body.lastUsedAddress, '127.0.0.1');
    });

    it('a client’s own X-Forwarded-Method and -Uri change nothing', async () => {
      const key = await app.apiKey(app.projectId, ['keys.read']);
      const { response } = await send('', {
        authorization: key.authorization,
        'x-forwarded-method': 'POST',
        'x-forwarded-uri': '/api/v1/secrets',
        'x-forwarded-host': 'elsewhere',
      });
      assert.equal(response.status, 200);
    });

    it('while Keywright is away nothing is let through: 503, and when to try again', async () => {
      const key = await app.apiKey(app.projectId, ['keys.read']);
      await app.close();
      isAway = true;
      upstream.reached.length = 0;
      const { response, text } = await send(key.authorization);
      assert.deepEqual([response.status, JSON.parse(text).error.code], [503, 'UNAVAILABLE']);
      assert.equal(response.headers.get('retry-after'), '2');
      assert.equal(upstream.reached.length, 0);
    });
  });
}

throughProxy('nginx', 1000);
throughProxy('caddy', 100);
