/** The doors of the gate as a web server: bodies, methods, many questions at once, connections that end. */
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { connect } from 'node:net';
import { buffer } from 'node:stream/consumers';
import { describe, it } from 'node:test';
import { sharedApp, TestApp } from '../harness.ts';
import { rawRequest } from './raw-request.ts';

const config = { trustedProxies: ['127.0.0.1'] };
const forwarded = { 'x-forwarded-for': '203.0.113.7' };
const keysOf = (projectId: string) => `/api/v1/projects/${projectId}/keys`;
const linesOf = (headers: Readonly<Record<string, string>>) =>
  Object.entries(headers).map(([name, value]) => `${name}: ${value}`);

describe('the doors of the gate', () => {
  const open = sharedApp('sqlite', { config });
  const ask = async (app: TestApp, body: string | object, headers: Record<string, string> = {}) => {
    const reply = await app.call('POST', '/gate/guard', { headers: { ...forwarded, ...headers }, body });
    return [reply.status, reply.body.error.code];
  };

  it('refuse a guard’s question that is no JSON, is longer than 64 KiB, or is not said to be JSON', async () => {
    const app = await open();
    const long = { method: 'GET', path: `/${'a'.repeat(70_000)}`, all: [] };
    assert.deepEqual(await ask(app, long), [413, 'PAYLOAD_TOO_LARGE']);
    assert.deepEqual(await ask(app, '{"method":'), [400, 'VALIDATION_FAILED']);
    assert.deepEqual(await ask(app, ''), [400, 'VALIDATION_FAILED']);
    assert.deepEqual(await ask(app, '[]'), [400, 'VALIDATION_FAILED']);
    assert.deepEqual(await ask(app, '{"__proto__":{"all":[]},"method":"GET","path":"/"}'), [400, 'VALIDATION_FAILED']);
    const form = { 'content-type': 'application/x-www-form-urlencoded' };
    assert.deepEqual(await ask(app, 'method=GET', form), [415, 'UNSUPPORTED_MEDIA_TYPE']);
  });

  it('take a guard’s question in many pieces, and are not hurt by one that breaks off', async () => {
    const app = await open();
    const { port } = new URL(app.url);
    const { start, body } = guardQuestion();
    const broken = connect(Number(port), '127.0.0.1');
    broken.write(start + body.slice(0, 10));
    await once(broken, 'connect');
    broken.resetAndDestroy();
    const slow = connect(Number(port), '127.0.0.1');
    for (const piece of [start, ...body]) {
      slow.write(piece);
      await new Promise((resolve) => setTimeout(resolve, 1));
    }
    const [answer] = await once(slow, 'data');
    slow.destroy();
    assert.match(String(answer), /^HTTP\/1\.1 401 /);
    assert.ok(!app.logs.some((line) => line.includes('"fault"')));
  });

  it('answer their own methods alone; HEAD as GET, without a body', async () => {
    const app = await open();
    const about = { ...forwarded, 'x-forwarded-method': 'GET', 'x-forwarded-uri': keysOf(app.projectId) };
    for (const [method, path] of [
      ['POST', '/gate/nginx'],
      ['DELETE', '/gate/forward'],
      ['GET', '/gate/guard'],
      ['GET', '/gate/traefik'],
      ['GET', '/gate/'],
      ['GET', '/gate/envoy'],
    ] as const) {
      assert.equal((await rawRequest(app.url, `${method} ${path}`, linesOf(about))).status, 404, `${method} ${path}`);
    }
    const head = await rawRequest(app.url, 'HEAD /gate/forward', linesOf(about));
    assert.deepEqual([head.status, head.body], [401, undefined]);
    assert.equal((await rawRequest(app.url, 'GET /gate/forward?x=1', linesOf(about))).status, 401);
  });

  it('leave the body of a question where it is: the next on the connection is read as it was sent', async () => {
    const app = await open();
    const about = [...linesOf(forwarded), 'X-Forwarded-Method: POST', `X-Forwarded-Uri: ${keysOf(app.projectId)}`];
    const body = 'GET /healthz HTTP/1.1\r\nHost: x\r\n\r\n';
    for (const door of ['GET /gate/nginx', 'GET /gate/forward', `POST /gate/envoy${keysOf(app.projectId)}`]) {
      for (const framed of [
        [`Content-Length: ${body.length}`, '', body],
        ['Transfer-Encoding: chunked', '', `${body.length.toString(16)}\r\n${body}\r\n0\r\n\r\n`],
      ]) {
        const socket = connect(Number(new URL(app.url).port), '127.0.0.1');
        const received = buffer(socket);
        const [length = '', , text = ''] = framed;
        socket.write([`${door} HTTP/1.1`, 'Host: x', ...about, length, '', text].join('\r\n'));
        socket.write(['GET /healthz HTTP/1.1', 'Host: x', 'Connection: close', '', ''].join('\r\n'));
        const statuses = String(await received).match(/HTTP\/1\.1 \d+/g);
        assert.deepEqual(statuses, ['HTTP/1.1 401', 'HTTP/1.1 200'], `${door} ${length}`);
      }
    }
  });

  it('give each of many that ask at once its own answer, whatever the others are', async () => {
    const app = await open();
    const good = await app.apiKey(app.projectId, ['keys.read']);
    const revoked = await app.apiKey(app.projectId, ['keys.read']);
    const { authorization: admin } = await app.admin();
    await app.call('DELETE', `/api/v1/projects/${app.projectId}/api-keys/${revoked.id}`, { authorization: admin });
    const kinds = [
      { authorization: good.authorization, status: 200 },
      { authorization: revoked.authorization, status: 401 },
      { authorization: 'ApiKey nonsense', status: 401 },
      { authorization: undefined, status: 401 },
    ];
    const asked = Array.from({ length: 200 }, async (_, index) => {
      const kind = kinds[index % kinds.length] ?? { authorization: undefined, status: 401 };
      const traceId = index.toString(16).padStart(32, '1');
      const reply = await app.call('GET', '/gate/forward', {
        ...(kind.authorization === undefined ? {} : { authorization: kind.authorization }),
        headers: {
          ...forwarded,
          'x-forwarded-method': 'GET',
          'x-forwarded-uri': keysOf(app.projectId),
          traceparent: `00-${traceId}-2222222222222222-01`,
        },
      });
      assert.deepEqual([reply.status, reply.headers.get('x-trace-id')], [kind.status, traceId]);
      assert.equal(reply.headers.get('x-auth-credential'), kind.status === 200 ? good.id : null);
    });
    await Promise.all(asked);
  });

  it('answer what they were asked before a stop, and end its connection, though it would be kept alive', async () => {
    const app = await TestApp.start('sqlite', { config });
    const { server } = app.app.server;
    const { start, body } = guardQuestion();
    const socket = connect(Number(new URL(app.url).port), '127.0.0.1');
    try {
      socket.write(start + body.slice(0, 10));
      await once(server, 'request');
      const closed = app.close();
      while (server.listening) await new Promise((resolve) => setTimeout(resolve, 5));
      socket.write(body.slice(10));
      const [answer] = await once(socket, 'data');
      assert.match(String(answer), /^HTTP\/1\.1 401 .*\r\nconnection: close\r\n/s);
      await closed;
    } finally {
      socket.destroy();
    }
  });
});

/** A guard’s question, in the parts in which it may come. */
function guardQuestion() {
  const body = JSON.stringify({ method: 'GET', path: '/', all: [] });
  const head = ['POST /gate/guard HTTP/1.1', 'Host: x', ...linesOf(forwarded), 'Content-Type: application/json'];
  return { start: [...head, `Content-Length: ${body.length}`, '', ''].join('\r\n'), body };
}
