import assert from 'node:assert/strict';
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { after, describe, it } from 'node:test';
import { inspect } from 'node:util';
import { type Operation, operations } from '@keywright/contract';
import { sharedApp } from '../../server/test/harness.ts';
import { createClient, KeywrightError } from '../src/index.ts';
import { routes } from '../src/routes.generated.ts';

const open = sharedApp('sqlite');

async function signedIn() {
  const app = await open();
  const { accessToken } = await app.admin();
  return { app, client: createClient({ baseUrl: app.url, token: accessToken }) };
}

async function refusal(work: Promise<unknown>): Promise<KeywrightError> {
  const error: unknown = await work.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  assert.ok(error instanceof KeywrightError, `no KeywrightError: ${error}`);
  return error;
}

/** Something that is not Keywright, and answers everything alike. */
const stranger = (status: number, body: string, headers: Record<string, string> = {}): Promise<string> =>
  answering((response) => response.writeHead(status, headers).end(body));

async function answering(answer: (response: ServerResponse) => void): Promise<string> {
  const server = createServer((_request, response) => answer(response));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  after(() => server.close());
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

describe('the client', () => {
  it('has a method for every operation, sent as the contract declares it', () => {
    const declared = Object.values<Operation>(operations).map(({ id, method, path }) => [id, method, path]);
    assert.deepEqual(
      Object.entries(routes).map(([id, { method, path }]) => [id, method, path]),
      declared,
    );
    const client = createClient({ baseUrl: '' });
    assert.deepEqual(Object.keys(client), Object.keys(operations));
  });

  it('mints, lists page by page, reads and revokes', async () => {
    const { client } = await signedIn();
    const minted = await client.mintPat({ body: { name: 'first', scopes: ['keys.read'] } });
    await client.mintPat({ body: { name: 'second', scopes: ['keys.read'] } });
    const first = await client.listPats({ query: { limit: 1 } });
    assert.deepEqual([first.data.length, first.data[0]?.name], [1, 'second']);
    const second = await client.listPats({ query: { limit: 1, cursor: first.nextCursor ?? '' } });
    assert.equal(second.data[0]?.id, minted.id);
    assert.equal(await client.revokePat({ params: { patId: minted.id } }), undefined);
    assert.notEqual((await client.getPat({ params: { patId: minted.id } })).revokedAt, null);
  });

  it('gives the ETag with what it read, and refuses a change of what was changed meanwhile', async () => {
    const { app, client } = await signedIn();
    const params = { projectId: app.projectId };
    const read = await client.getProject({ params });
    assert.match(read.etag, /^"v\d+"$/);
    const renamed = await client.updateProject({ params, body: { name: 'Renamed' }, ifMatch: read.etag });
    assert.equal(renamed.name, 'Renamed');
    assert.notEqual(renamed.etag, read.etag);
    const stale = await refusal(client.updateProject({ params, body: { name: 'Lost' }, ifMatch: read.etag }));
    assert.equal(stale.code, 'PRECONDITION_FAILED');
  });

  it('repeats a rotation under its key and gets the same secret', async () => {
    const { client } = await signedIn();
    const { id } = await client.mintPat({ body: { name: 'rotated', scopes: ['keys.read'] } });
    const request = { params: { patId: id }, body: {}, idempotencyKey: 'a key of some length' };
    const once = await client.rotatePat(request);
    assert.equal((await client.rotatePat(request)).secret, once.secret);
  });

  it('acts as a PAT, and for an API key presents it under its own scheme', async () => {
    const { app } = await signedIn();
    const pat = await app.pat(await app.admin(), ['keys.read']);
    const asPat = createClient({ baseUrl: app.url, token: pat.secret });
    assert.equal((await asPat.getMe()).email, app.config.adminEmail);
    const key = await app.apiKey(app.projectId, ['api-keys.read']);
    const asKey = createClient({ baseUrl: `${app.url}/`, token: async () => ({ apiKey: key.secret }) });
    const { data } = await asKey.listApiKeys({ params: { projectId: app.projectId } });
    assert.deepEqual(
      data.map(({ id }) => id),
      [key.id],
    );
  });

  it('asks about a token by a form, as the standard has it', async () => {
    const { app } = await signedIn();
    const { secret: token, id } = await app.pat(await app.admin(), ['keys.read']);
    const client = createClient({ baseUrl: app.url, token });
    const checked = await client.checkToken({ body: { token, project_id: app.projectId, path: '/a b?c=d&e' } });
    assert.deepEqual([checked.active, checked.scope, checked.jti], [true, 'keys.read', id]);
  });

  it('hands over a reply of any length as it comes', async () => {
    const { client } = await signedIn();
    const response = await client.getMyAuditExport({ query: { format: 'csv' } });
    assert.match(response.headers.get('content-type') ?? '', /^text\/csv/);
    assert.match(await response.text(), /pat\.mint/);
  });

  it('tells a refusal by its code, with its details, fields and trace id', async () => {
    const { app, client } = await signedIn();
    const unknown = await refusal(client.mintPat({ body: { name: 'x', scopes: ['moon.read'] } }));
    assert.deepEqual([unknown.code, unknown.status, unknown.details.token], ['UNKNOWN_SCOPE', 400, 'moon.read']);
    assert.match(unknown.message, /moon\.read/);
    assert.match(unknown.traceId ?? '', /^[0-9a-f]{32}$/);
    assert.deepEqual(unknown.fields, []);
    const invalid = await refusal(client.mintPat({ body: { name: '', scopes: ['keys.read'] } }));
    assert.deepEqual(
      invalid.fields.map(({ path, code }) => [path, code]),
      [['name', 'TOO_SHORT']],
    );
    const nobody = await refusal(createClient({ baseUrl: app.url }).getMe());
    assert.deepEqual([nobody.code, nobody.status], ['UNAUTHENTICATED', 401]);
  });

  it('encodes path parameters, and does not send one that would lead elsewhere', async () => {
    const { client } = await signedIn();
    const missing = await refusal(client.getPat({ params: { patId: '../x?y#z%2f' } }));
    assert.equal(missing.code, 'NOT_FOUND');
    for (const patId of ['', '.', '..']) await assert.rejects(client.revokePat({ params: { patId } }), TypeError);
  });

  it('says in how many seconds to try again', async () => {
    const body = JSON.stringify({ error: { code: 'RATE_LIMITED', message: 'Slower.', details: {}, traceId: 'a' } });
    const baseUrl = await stranger(429, body, { 'retry-after': '17' });
    const slow = await refusal(createClient({ baseUrl }).getMe());
    assert.deepEqual([slow.code, slow.retryAfterSeconds], ['RATE_LIMITED', 17]);
    for (const told of ['-5', '', '1e9', 'Fri, 31 Dec 2027 23:59:59 GMT', '99999999999']) {
      const away = await stranger(429, body, { 'retry-after': told });
      assert.equal((await refusal(createClient({ baseUrl: away }).getMe())).retryAfterSeconds, undefined, told);
    }
  });

  it('takes an answer that breaks off for none, since what was asked for may have been done', async () => {
    const baseUrl = await answering((response) => {
      response.writeHead(200, { 'content-type': 'application/json', 'content-length': '500' });
      response.write('{"id":', () => response.destroy());
    });
    const broken = await refusal(createClient({ baseUrl }).getMe());
    assert.deepEqual([broken.code, broken.status], ['NETWORK', 0]);
  });

  it('reads no more of an answer than any of Keywright’s can have', async () => {
    let written = 0;
    const endless = (status: number) =>
      answering((response) => {
        response.writeHead(status, { 'content-type': 'application/json' });
        const more = (error?: Error | null) => {
          if (error || response.destroyed) return;
          written += 1;
          response.write('x'.repeat(1_048_576), more);
        };
        more();
      });
    for (const status of [200, 500]) {
      const error = await refusal(createClient({ baseUrl: await endless(status) }).getMe());
      assert.deepEqual([error.code, error.status], ['UNREADABLE', status]);
    }
    assert.ok(written < 200, `${written} MiB`);
  });

  it('repeats no token that cannot be sent, and sends one that ends with its line', async () => {
    const { app } = await signedIn();
    for (const token of ['sesame\nopen', 'sesame\u{1f511}', { apiKey: 'sesame\0' }]) {
      const error: unknown = await createClient({ baseUrl: app.url, token })
        .getMe()
        .catch((reason: unknown) => reason);
      assert.ok(error instanceof TypeError);
      assert.doesNotMatch(inspect(error, { depth: 9 }).split('\n    at ')[0] ?? '', /sesame/);
      assert.equal(error.cause, undefined);
    }
    const pat = await app.pat(await app.admin(), ['keys.read']);
    await createClient({ baseUrl: app.url, token: `${pat.secret}\n` }).getMe();
  });

  it('tells no answer, a stranger’s refusal and a stranger’s page apart from Keywright’s', async () => {
    const page = '<html>Bad gateway</html>';
    const gateway = await refusal(createClient({ baseUrl: await stranger(502, page) }).getMe());
    assert.deepEqual([gateway.code, gateway.status], ['UNREADABLE', 502]);
    const portal = await refusal(createClient({ baseUrl: await stranger(200, page) }).getMe());
    assert.equal(portal.code, 'UNREADABLE');
    const away = await refusal(createClient({ baseUrl: 'http://127.0.0.1:1' }).getMe());
    assert.deepEqual([away.code, away.status], ['NETWORK', 0]);
  });

  it('stops when its signal is aborted, with the reason that was given', async () => {
    const { client } = await signedIn();
    const reason = new Error('left the page');
    await assert.rejects(client.listPats({ signal: AbortSignal.abort(reason) }), reason);
    const controller = new AbortController();
    const baseUrl = await answering((response) => {
      response.writeHead(200, { 'content-type': 'application/json' });
      response.write('{', () => setTimeout(() => controller.abort(reason), 50));
    });
    await assert.rejects(createClient({ baseUrl }).listPats({ signal: controller.signal }), reason);
  });
});
