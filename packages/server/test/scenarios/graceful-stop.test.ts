/** SIGTERM: requests in flight get their replies, what is noted is written, and the exit code says that all went well. */
import assert from 'node:assert/strict';
import { connect } from 'node:net';
import { after, test } from 'node:test';
import { createDatabase, onEachDatabase } from '../harness.ts';
import { environmentAt, type Place, ServerProcess } from '../server-process.ts';

onEachDatabase('a graceful stop', (kind) => {
  const drops: (() => Promise<void>)[] = [];
  const servers: ServerProcess[] = [];
  after(async () => {
    for (const server of servers) await server.stop('SIGKILL');
    for (const drop of drops) await drop();
  });

  async function newPlace(): Promise<Place> {
    const place = await createDatabase(kind);
    drops.push(place.drop);
    return place;
  }

  async function start(place: Place, more: Readonly<Record<string, string>> = {}): Promise<ServerProcess> {
    const server = await ServerProcess.start({ ...environmentAt(place), ...more });
    servers.push(server);
    assert.notEqual(server.url, '', server.stderr);
    return server;
  }

  /** Slow enough that requests are still in flight when the signal comes. */
  const slow = {
    KEYWRIGHT_ARGON2_MEMORY_KIB: '65536',
    KEYWRIGHT_ARGON2_PASSES: '4',
    KEYWRIGHT_ARGON2_CONCURRENCY: '1',
    KEYWRIGHT_SHUTDOWN_SECONDS: '50',
  };

  for (const signal of ['SIGTERM', 'SIGINT'] as const) {
    test(`${signal}: requests in flight are answered, their changes are kept, and the exit code is 0`, async () => {
      const place = await newPlace();
      const server = await start(place, slow);
      const { authorization, projectId } = await server.admin();
      const path = `/api/v1/projects/${projectId}/api-keys`;
      const mint = () => server.call('POST', path, { authorization, body: { name: 'slow', scopes: ['keys.read'] } });
      const inFlight = Array.from({ length: 6 }, mint);
      await Promise.race(inFlight);
      server.signal(signal);
      const replies = await Promise.all(inFlight);
      assert.deepEqual(new Set(replies.map(({ status }) => status)), new Set([201]));
      assert.deepEqual(await server.exited, { code: 0, signal: null });
      assert.match(server.stdout, /"msg":"stopped"/);

      const again = await start(place, slow);
      const admin = await again.admin();
      const { body } = await again.call('GET', path, admin);
      assert.deepEqual(
        body.data.map(({ id }: { id: string }) => id).sort(),
        replies.map((reply) => reply.body.id).sort(),
      );
      await again.stop();
    });
  }

  test('no new request is taken once it stops', async () => {
    const server = await start(await newPlace(), slow);
    const { authorization, projectId } = await server.admin();
    const path = `/api/v1/projects/${projectId}/api-keys`;
    const mint = () => server.call('POST', path, { authorization, body: { name: 'slow', scopes: ['keys.read'] } });
    const inFlight = Array.from({ length: 6 }, mint);
    await Promise.race(inFlight);
    server.signal('SIGTERM');
    while (!server.stdout.includes('"msg":"stopping')) await new Promise((resolve) => setTimeout(resolve, 5));
    const late = await server.call('GET', '/healthz').then(
      ({ status }) => status,
      () => 'refused',
    );
    assert.ok(late === 503 || late === 'refused', String(late));
    await Promise.all(inFlight);
    assert.equal((await server.exited).code, 0);
  });

  test('uses that were noted in the last moment are written', async () => {
    const place = await newPlace();
    const server = await start(place);
    const { authorization, projectId } = await server.admin();
    const path = `/api/v1/projects/${projectId}/api-keys`;
    const body = { name: 'used', scopes: ['api-keys.read'] };
    const minted = await server.call('POST', path, { authorization, body });
    const use = await server.call('GET', path, { authorization: `ApiKey ${minted.body.secret}` });
    assert.equal(use.status, 200);
    assert.equal((await server.stop()).code, 0);

    const again = await start(place);
    const listed = await again.call('GET', path, await again.admin());
    assert.notEqual(listed.body.data[0].lastUsedAt, null);
    await again.stop();
  });

  test('connections that idle do not hold it up', async () => {
    const server = await start(await newPlace(), { KEYWRIGHT_SHUTDOWN_SECONDS: '50' });
    const { port, hostname } = new URL(server.url);
    const idle = connect(Number(port), hostname);
    idle.on('error', () => undefined);
    idle.write('GET /healthz HTTP/1.1\r\nHost: x\r\n\r\n');
    await new Promise((resolve) => idle.once('data', resolve));
    const closed = new Promise((resolve) => idle.once('close', resolve));
    assert.deepEqual(await server.stop(), { code: 0, signal: null });
    await closed;
  });

  test('a request that never ends is cut off when the time for stopping is over, and the exit code tells', async () => {
    const server = await start(await newPlace(), { KEYWRIGHT_SHUTDOWN_SECONDS: '1' });
    const { port, hostname } = new URL(server.url);
    const stuck = connect(Number(port), hostname);
    stuck.on('error', () => undefined);
    stuck.write('POST /api/v1/auth/login HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n');
    stuck.write('Content-Length: 100\r\nExpect: 100-continue\r\n\r\n');
    await new Promise((resolve) => stuck.once('data', resolve));
    assert.deepEqual(await server.stop(), { code: 1, signal: null });
    stuck.destroy();
  });
});
