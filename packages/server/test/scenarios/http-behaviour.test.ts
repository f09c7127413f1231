/** What the service answers as a web server, whatever is asked of it. */
import assert from 'node:assert/strict';
import { connect } from 'node:net';
import { describe, it } from 'node:test';
import { setTimeout } from 'node:timers/promises';
import { sql } from 'kysely';
import { createDatabase, onEachDatabase, type Reply, sharedApp, TestApp } from '../harness.ts';
import { openBreakableLink } from './breakable-link.ts';
import { rawRequest } from './raw-request.ts';

function assertProblem({ status, headers, body }: Pick<Reply, 'status' | 'headers' | 'body'>, code: string): void {
  assert.equal(headers.get('content-type'), 'application/problem+json; charset=utf-8');
  assert.equal(body.error.code, code);
  assert.equal(body.status, status);
  assert.equal(body.error.traceId, headers.get('x-trace-id'));
}

onEachDatabase('the web server', (kind) => {
  const open = sharedApp(kind);

  describe('paths and methods', () => {
    it('answers 404 as a problem to a path that it does not have', async () => {
      const app = await open();
      for (const path of ['/nothing', '/api', '/api/v1/nothing', '/api/v1/users/me/', '//api/v1/users/me', '/API/v1']) {
        const reply = await app.call('GET', path);
        assert.equal(reply.status, 404, path);
        assertProblem(reply, 'NOT_FOUND');
      }
    });

    it('answers 400 as a problem to a path that cannot be read, and does not repeat it', async () => {
      const app = await open();
      for (const path of ['/api/%zz', '/api/v1/projects/%E0%A4%A', `/api/v1/projects/${'a'.repeat(101)}`]) {
        const reply = await app.call('GET', path);
        assert.equal(reply.status, 400, path);
        assertProblem(reply, 'VALIDATION_FAILED');
        assert.ok(!reply.text.includes(path));
        assert.equal(reply.headers.get('x-content-type-options'), 'nosniff');
      }
    });

    it('answers 405 to a method that a path does not answer, with those that it does', async () => {
      const app = await open();
      for (const [method, path, allow] of [
        ['DELETE', '/api/v1/users/me', 'GET, HEAD, PATCH'],
        ['PUT', '/api/v1/organizations/acme/members', 'POST, GET, HEAD'],
        ['GET', '/api/v1/auth/login', 'POST'],
        ['OPTIONS', '/api/v1/scopes', 'GET, HEAD'],
      ] as const) {
        const reply = await app.call(method, path);
        assert.equal(reply.status, 405, path);
        assert.equal(reply.headers.get('allow'), allow);
        assertProblem(reply, 'METHOD_NOT_ALLOWED');
      }
    });

    it('answers HEAD as GET, without the body and under the same rules', async () => {
      const app = await open();
      const { authorization } = await app.admin();
      const path = `/api/v1/projects/${app.projectId}`;
      const got = await app.call('GET', path, { authorization });
      const head = await app.call('HEAD', path, { authorization });
      assert.deepEqual([head.status, head.text], [200, '']);
      assert.equal(head.headers.get('etag'), got.headers.get('etag'));
      assert.equal(head.headers.get('content-length'), got.headers.get('content-length'));
      assert.equal((await app.call('HEAD', path)).status, 401);
    });

    it('answers a request that is no HTTP as a problem', async () => {
      const { url } = await open();
      const reply = await rawRequest(url, 'BREW /api/v1/users/me', []);
      assert.equal(reply.status, 400);
      assert.equal(reply.body.error.code, 'VALIDATION_FAILED');
      const headers = new Map(reply.headers);
      assert.equal(headers.get('x-trace-id'), reply.body.error.traceId);
      assert.equal(headers.get('connection'), 'close');
    });

    it('ends the connection of a request that is no HTTP, even of a client that goes on sending', async () => {
      const { url } = await open();
      const socket = connect({ port: Number(new URL(url).port), host: '127.0.0.1', allowHalfOpen: true });
      const sending = setInterval(() => socket.write('more'), 100);
      // A write to a connection that the server has ended fails: that, too, is an end.
      const ended = new Promise((resolve) => socket.on('error', () => undefined).once('close', () => resolve('ended')));
      socket.resume().write('BREW / HTTP/1.1\r\n\r\n');
      const outcome = await Promise.race([ended, setTimeout(10_000, 'kept', { ref: false })]);
      clearInterval(sending);
      socket.destroy();
      assert.equal(outcome, 'ended');
    });
  });

  describe('the trace id', () => {
    const given = '4bf92f3577b34da6a3ce929d0e0e4736';

    it('is the one that the caller sent, in the reply, in the error and in the log', async () => {
      const app = await open();
      const reply = await app.call('GET', '/api/v1/users/me', {
        headers: { traceparent: `00-${given}-00f067aa0ba902b7-01` },
      });
      assert.equal(reply.headers.get('x-trace-id'), given);
      assert.equal(reply.body.error.traceId, given);
      assert.ok(app.logs.some((line) => JSON.parse(line).traceId === given));
    });

    it('is a new one where the caller sent none, or nothing that is one', async () => {
      const app = await open();
      const span = '00f067aa0ba902b7-01';
      const seen = new Set<string>();
      const sent = [undefined, 'x', `00-${'0'.repeat(32)}-${span}`, `00-${given.toUpperCase()}-${span}`, `00-${given}`];
      for (const traceparent of sent) {
        const headers: Record<string, string> = traceparent === undefined ? {} : { traceparent };
        const reply = await app.call('GET', '/healthz', { headers });
        const traceId = reply.headers.get('x-trace-id') ?? '';
        assert.match(traceId, /^[0-9a-f]{32}$/);
        assert.notEqual(traceId, given);
        seen.add(traceId);
      }
      assert.equal(seen.size, sent.length);
    });
  });

  describe('pages', () => {
    it('serves the API reference without a script, under a policy that lets nothing else in', async () => {
      const app = await open();
      const page = await app.call('GET', '/api/docs');
      assert.equal(page.status, 200);
      assert.equal(page.headers.get('content-type'), 'text/html; charset=utf-8');
      assert.match(page.headers.get('content-security-policy') ?? '', /default-src 'none'.*frame-ancestors 'none'/);
      assert.doesNotMatch(page.text, /<script|javascript:|\son\w+=|style=/);
      assert.match(page.text, /mintApiKey/);
    });

    it('serves its OpenAPI document to anyone', async () => {
      const app = await open();
      const { status, headers, body } = await app.call('GET', '/api/openapi.json');
      assert.deepEqual([status, headers.get('content-type')], [200, 'application/json; charset=utf-8']);
      assert.match(body.openapi, /^3\.1\./);
    });
  });

  describe('health', () => {
    it('says that it is alive and ready, to anyone, and lets nobody cache that', async () => {
      const app = await open();
      for (const [path, body] of [
        ['/healthz', { status: 'ok' }],
        ['/readyz', { status: 'ready' }],
      ] as const) {
        const reply = await app.call('GET', path);
        assert.equal(reply.status, 200);
        assert.deepEqual(reply.body, body);
        assert.equal(reply.headers.get('cache-control'), 'no-store');
      }
    });

    if (kind === 'postgres') {
      it('is alive but not ready while the database is gone, refuses with 503 and recovers by itself', async () => {
        const database = await createDatabase('postgres');
        const link = await openBreakableLink(database.databaseUrl ?? '');
        const app = await TestApp.start('postgres', { database: { ...database, databaseUrl: link.url } });
        try {
          const admin = await app.admin();
          const { authorization } = await app.pat(admin, ['org.read']);
          const status = async (path: string) => (await app.call('GET', path, { authorization })).status;
          assert.equal(await status('/readyz'), 200);

          const underWay = sql`select pg_sleep(30)`.execute(app.app.database.people);
          await link.cut();
          await assert.rejects(underWay, 'a query that was under way rejects, and the process lives on');
          assert.deepEqual([await status('/healthz'), await status('/readyz')], [200, 503]);
          for (const headers of [{ authorization }, { authorization: admin.authorization }, { cookie: admin.cookie }]) {
            const refused = await app.call('GET', '/api/v1/users/me', { headers });
            assert.equal(refused.status, 503);
            assertProblem(refused, 'UNAVAILABLE');
            assert.match(refused.headers.get('retry-after') ?? '', /^\d+$/);
          }

          await link.mend();
          assert.deepEqual([await status('/readyz'), await status('/api/v1/users/me')], [200, 200]);
        } finally {
          await app.close();
          await link.cut();
          await database.drop();
        }
      });
    }
  });
});
