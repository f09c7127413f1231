/** What a guard asks, and what it makes of the answer: every guard, and a stand-in that keeps what it was asked. */
import assert from 'node:assert/strict';
import { request as httpRequest } from 'node:http';
import { afterEach, it } from 'node:test';
import { key, onEachGuard } from './on-each-guard.ts';
import { answering, principal, refusing } from './stand-in-gate.ts';

onEachGuard((stage) => {
  afterEach(() => assert.deepEqual(stage.faults, []));

  it('leaves out a header of the gate’s that no server could send on', async () => {
    const headers = { 'retry-after': '7', ratelimit: '"p";r=\u00e4' };
    for (const behave of [answering(200, principal, headers), refusing(429, 'RATE_LIMITED', headers)]) {
      stage.gate.behave = behave;
      const response = await stage.call();
      assert.equal(response.headers.get('ratelimit'), null);
    }
  });

  it('asks about the request as it was received, with the caller’s credential, address, agent and trace alone', async () => {
    const traceparent = `00-${'1f'.repeat(16)}-${'2e'.repeat(8)}-01`;
    const sent = { 'x-api-key': 'k', 'user-agent': 'caller/1.0', traceparent, cookie: 'session=1', 'x-other': 'no' };
    stage.gate.behave = answering(200, { ...principal, projectId: 'p-1' });
    const response = await stage.call('/named?project=p%2D1&q=%2f..%2f', { ...sent, 'x-forwarded-for': '203.0.113.9' });
    assert.equal(response.status, 200);
    const [asked] = stage.gate.asked;
    assert.deepEqual([asked?.method, asked?.url], ['POST', '/keywright/gate/guard']);
    assert.deepEqual(asked?.body, {
      method: 'GET',
      path: '/named?project=p%2D1&q=%2f..%2f',
      all: ['keys.write'],
      projectId: 'p-1',
    });
    const { host, connection, 'content-length': length, ...headers } = asked?.headers ?? {};
    const byFetch = ['accept-encoding', 'accept-language', 'sec-fetch-mode'];
    assert.deepEqual(Object.fromEntries(Object.entries(headers).filter(([name]) => !byFetch.includes(name))), {
      accept: 'application/json',
      'content-type': 'application/json',
      authorization: key,
      'x-api-key': 'k',
      'user-agent': 'caller/1.0',
      traceparent,
      'x-forwarded-for': '127.0.0.1',
    });
  });

  it('asks about every request, over connections that stay open', async () => {
    for (let i = 0; i < 10; i += 1) await (await stage.call()).text();
    assert.equal(stage.gate.asked.length, 10);
    // A second one, where the first is not given back before the next question.
    assert.ok(new Set(stage.gate.asked.map(({ fromPort }) => fromPort)).size <= 2);
  });

  it('sends what is absent as absent', async () => {
    await stage.api.call('GET', '/either', { headers: { 'user-agent': '' } });
    const [asked] = stage.gate.asked;
    assert.deepEqual(asked?.body, { method: 'GET', path: '/either', any: ['projects.read', 'keys.write'] });
    const { authorization, traceparent, 'user-agent': agent } = asked?.headers ?? {};
    assert.deepEqual([authorization, traceparent, agent], [undefined, undefined, '']);
  });

  it('gives handlers the principal, and callers the limits', async () => {
    const limits = { RateLimit: '"p";r=1;t=9', 'RateLimit-Policy': '"p";q=2;w=10' };
    stage.gate.behave = answering(200, principal, { ...limits, 'x-internal': 'no' });
    for (const path of ['/anybody', '/either']) {
      const response = await stage.call(path);
      assert.deepEqual(await response.json(), { principal, bytes: 0 });
      const { headers } = response;
      assert.equal(headers.get('ratelimit'), limits.RateLimit);
      assert.equal(headers.get('ratelimit-policy'), limits['RateLimit-Policy']);
      assert.equal(headers.get('x-internal'), null);
    }
  });

  for (const [status, code, path = '/projects/p1/things'] of [
    [400, 'MULTIPLE_CREDENTIALS'],
    [400, 'AMBIGUOUS_PATH'],
    [401, 'UNAUTHENTICATED'],
    [403, 'INSUFFICIENT_SCOPE'],
    [404, 'NOT_FOUND'],
    [404, 'NOT_FOUND', '/organizations/acme/projects'],
    [429, 'RATE_LIMITED'],
    [431, 'HEADERS_TOO_LARGE'],
    [503, 'OVERLOADED'],
  ] as const) {
    it(`passes ${status} ${code} on from ${path}, with the headers that are for the caller and no other`, async () => {
      const forCaller = { 'www-authenticate': 'Bearer realm="keywright"', 'retry-after': '7', ratelimit: '"p";r=0' };
      stage.gate.behave = refusing(status, code, {
        ...forCaller,
        'set-cookie': 'a=b',
        'x-internal': 'no',
        server: 'gate',
      });
      const before = stage.api.seen();
      const response = await stage.call(path);
      assert.equal(response.status, status);
      const { error } = (await response.json()) as { error: unknown };
      const details = { required: ['keys.write'] };
      assert.deepEqual(error, { code, message: `Said of ${code}.`, details, traceId: 'ab'.repeat(16) });
      for (const [name, value] of Object.entries(forCaller)) assert.equal(response.headers.get(name), value);
      assert.equal(response.headers.get('cache-control'), 'no-store');
      assert.match(response.headers.get('content-type') ?? '', /^application\/problem\+json/);
      for (const name of ['set-cookie', 'x-internal', 'server']) assert.equal(response.headers.get(name), null);
      assert.equal(stage.api.seen(), before);
    });
  }

  for (const [kind, path, field] of [
    ['a project', '/named?project', 'projectId'],
    ['an organization', '/within?organization', 'organization'],
  ] as const) {
    it(`asks about ${kind} that cannot exist where the caller names none, or a name that is none`, async () => {
      stage.gate.behave = refusing(404, 'NOT_FOUND');
      for (const name of ['', 'x'.repeat(65), 'a%20b', '%00', '%F0%9F%94%91']) await stage.call(`${path}=${name}`);
      assert.deepEqual(
        stage.gate.asked.map(({ body }) => (body as Record<string, unknown>)[field]),
        Array(5).fill('-'),
      );
    });
  }

  it('asks about the organization that is named, by its slug or by its id, and about no project', async () => {
    for (const organization of ['acme', principal.organizationId ?? '']) {
      const path = `/organizations/${organization}/projects`;
      assert.equal((await stage.call(path)).status, 200);
      assert.deepEqual(stage.gate.asked.at(-1)?.body, { method: 'GET', path, all: ['projects.write'], organization });
    }
  });

  it('refuses a path that is too long to be asked about, which is the caller’s doing and no fault', async () => {
    const response = await stage.call(`/anybody?${'x'.repeat(8_200)}`);
    assert.equal(response.status, 400);
    const { error } = (await response.json()) as { error: { code: string } };
    assert.equal(error.code, 'VALIDATION_FAILED');
    assert.deepEqual([stage.gate.asked.length, stage.faults.length], [0, 0]);
  });

  it('makes of a credential header that is repeated nothing that could be valid', async () => {
    if (stage.api.port === undefined) return assertMerged(await mergedByHeaders());
    const { port } = stage.api;
    const repeated = ['authorization', key, 'Authorization', 'Bearer other', 'x-api-key', 'one', 'X-API-Key', 'two'];
    const headers = ['host', 'localhost', ...repeated];
    await new Promise<void>((resolve, reject) => {
      const request = httpRequest({ port, path: '/anybody', headers }, (response) =>
        response.resume().on('end', resolve),
      );
      request.on('error', reject).end();
    });
    assertMerged(stage.gate.asked[0]?.headers ?? {});
  });

  async function mergedByHeaders() {
    await stage.call('/anybody', { authorization: `${key}, Bearer other`, 'x-api-key': 'one, two' });
    return stage.gate.asked[0]?.headers ?? {};
  }

  function assertMerged(headers: Readonly<Record<string, unknown>>): void {
    assert.deepEqual([headers.authorization, headers['x-api-key']], [`${key}, Bearer other`, 'one, two']);
  }
});
