/** The audit log as NDJSON and CSV: whole, as filtered as a listing, as fast as it is taken, and harmless in a spreadsheet. */
import assert from 'node:assert/strict';
import { connect, type Socket } from 'node:net';
import { describe, it } from 'node:test';
import { setTimeout as wait } from 'node:timers/promises';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { parse } from 'csv-parse/sync';
import { sampleEvent } from '../../src/modules/audit/sample-event.fixture.ts';
import { keysPath } from '../acceptance/002/calls.ts';
import { onEachDatabase, sharedApp, type TestApp } from '../harness.ts';
import { ask, instanceLog, myLog, organizationLog, projectLog, readLog, readOnce, type Start } from './audit/calls.ts';

const manyEvents = 100_000;
const exportOf = (path: string) => `${path}/export`;
const linesOf = (text: string) =>
  text
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line));

/** What lives on the heap once all that is garbage is gone, in bytes. */
function liveBytes(): number {
  setFlagsFromString('--expose-gc');
  runInNewContext('gc')();
  const { heapUsed, arrayBuffers } = process.memoryUsage();
  return heapUsed + arrayBuffers;
}

/** Counts how often events are read, or lets it fail. Undone by calling what it returns. */
function watchReading(app: TestApp, onRead: () => void): () => void {
  const { reader } = app.app.database;
  const selectFrom = reader.selectFrom.bind(reader);
  reader.selectFrom = ((table: never) => {
    if (table === ('auditEvents' as never)) onRead();
    return selectFrom(table);
  }) as typeof reader.selectFrom;
  return () => {
    reader.selectFrom = selectFrom;
  };
}

/** Asks for an export over a connection of its own, and reads nothing of it. */
function askAndStall(app: TestApp, authorization: string): Socket {
  const { hostname, port } = new URL(app.url);
  const socket = connect(Number(port), hostname).on('error', () => undefined);
  socket.pause();
  socket.write(
    `GET ${exportOf(instanceLog)} HTTP/1.1\r\nHost: x\r\nConnection: close\r\nAuthorization: ${authorization}\r\n\r\n`,
  );
  return socket;
}

function contents(start: Start): void {
  it('holds what the listing holds, in its order, for each log and each filter, as NDJSON and as CSV', async () => {
    const app = await start();
    const person = await app.person('acme', 'OWNER');
    const key = await app.apiKey(app.projectId, ['api-keys.read'], {}, person);
    for (let use = 0; use < 3; use += 1) await app.call('GET', keysPath(app.projectId), key);
    await readOnce(app, 3, { kind: 'use', targetId: key.id });
    const admin = await app.admin();
    for (const { path, by } of [
      { path: organizationLog('acme'), by: person },
      { path: projectLog(app.projectId), by: person },
      { path: myLog, by: person },
      { path: instanceLog, by: admin },
    ]) {
      for (const query of [{}, { kind: 'use' }, { targetId: key.id, status: '200' }, { action: 'nothing.like-this' }]) {
        const to = new Date(app.clock.now()).toISOString();
        const listed = await readLog(app, path, by, { ...query, to });
        const ndjson = await ask(app, exportOf(path), by, { ...query, to });
        assert.equal(ndjson.headers.get('content-type'), 'application/x-ndjson; charset=utf-8');
        assert.equal(ndjson.headers.get('content-disposition'), 'attachment; filename="audit-log.ndjson"');
        assert.deepEqual(linesOf(ndjson.text), listed);
        const csv = await ask(app, exportOf(path), by, { ...query, to, format: 'csv' });
        assert.equal(csv.headers.get('content-type'), 'text/csv; charset=utf-8');
        const records: Record<string, string>[] = parse(csv.text, { columns: true });
        const cells = listed.map(({ actor, target, details, ...event }) => ({
          ...event,
          actorKind: actor.kind,
          actorUserId: actor.userId,
          actorCredentialId: actor.credentialId,
          targetKind: target.kind,
          targetId: target.id,
          details: JSON.stringify(details),
        }));
        const asText = cells.map((row) =>
          Object.fromEntries(Object.entries(row).map(([name, value]) => [name, String(value ?? '')])),
        );
        assert.deepEqual(
          records.map((record) => ({ ...record })),
          asText,
        );
      }
    }
  });

  it('as CSV begins no cell like a formula, whatever callers send, and keeps their commas, quotes and lines', async () => {
    const app = await start();
    const key = await app.apiKey(app.projectId, ['api-keys.read']);
    const agents = ['=HYPERLINK("http://x","y")', '+1', '-1', '@SUM(A1)', '\tx', 'plain, "quoted"'];
    await app.app.database.transaction((trx) =>
      app.app.audit.append(
        trx,
        app.clock.now(),
        agents.map((userAgent) => sampleEvent({ at: app.clock.now(), userAgent, targetId: key.id })),
      ),
    );
    const { text } = await ask(app, exportOf(instanceLog), await app.admin(), {
      kind: 'use',
      targetId: key.id,
      format: 'csv',
    });
    const records: { userAgent: string }[] = parse(text, { columns: true });
    const expected = agents.map((agent) => (agent.startsWith('plain') ? agent : `'${agent}`));
    assert.deepEqual(
      records.map(({ userAgent }) => userAgent),
      expected.toReversed(),
    );
    for (const record of records)
      for (const cell of Object.values(record)) assert.doesNotMatch(String(cell), /^[=+\-@\t\r]/);
  });
}

function streaming(start: Start): void {
  describe(`of ${manyEvents.toLocaleString('en')} events`, () => {
    let filled: Promise<void> | undefined;
    async function open(): Promise<TestApp> {
      const app = await start();
      filled ??= (async () => {
        for (let written = 0; written < manyEvents; written += 1000) {
          const events = Array.from({ length: 1000 }, () =>
            sampleEvent({ at: app.clock.now(), userAgent: 'x'.repeat(200) }),
          );
          await app.app.database.transaction((trx) => app.app.audit.append(trx, app.clock.now(), events));
        }
      })();
      await filled;
      return app;
    }

    it('is sent whole, and memory stays flat', async () => {
      const app = await open();
      const { authorization } = await app.admin();
      const response = await fetch(`${app.url}${exportOf(instanceLog)}?kind=use`, { headers: { authorization } });
      const before = liveBytes();
      let [lines, bytes, sampledAt, most] = [0, 0, 0, 0];
      for await (const chunk of response.body ?? []) {
        lines += chunk.filter((byte: number) => byte === 10).length;
        bytes += chunk.length;
        if (bytes - sampledAt < 5_000_000) continue;
        sampledAt = bytes;
        most = Math.max(most, liveBytes() - before);
      }
      assert.ok(lines >= manyEvents, `${lines} lines`);
      assert.ok(bytes > 50_000_000, `${bytes} bytes`);
      assert.ok(most < 16_000_000, `${most} bytes more`);
    });

    it('is read from the database no faster than it is taken, and no further once the caller has gone', async () => {
      const app = await open();
      const { authorization } = await app.admin();
      let reads = 0;
      const stopWatching = watchReading(app, () => {
        reads += 1;
      });
      try {
        const socket = askAndStall(app, authorization);
        const settled = async () => {
          for (let seen = -1; seen !== reads; await wait(300)) seen = reads;
          return reads;
        };
        while (reads === 0) await wait(10);
        const stalled = await settled();
        assert.ok(stalled > 0 && stalled < manyEvents / 500 / 2, `${stalled} reads`);
        socket.once('data', () => socket.resetAndDestroy());
        socket.resume();
        const gone = await settled();
        assert.ok(gone <= stalled + 20, `${gone - stalled} reads more`);
      } finally {
        stopWatching();
      }
    });

    it('that fails on the way is cut off, so that nobody takes it for whole', async () => {
      const app = await open();
      const { authorization } = await app.admin();
      let reads = 0;
      const stopWatching = watchReading(app, () => {
        reads += 1;
        if (reads > 3) throw new Error('the database is gone');
      });
      try {
        const response = await fetch(`${app.url}${exportOf(instanceLog)}`, { headers: { authorization } });
        assert.equal(response.status, 200);
        await assert.rejects(response.text());
      } finally {
        stopWatching();
      }
      assert.equal((await ask(app, instanceLog, await app.admin())).status, 200);
    });
  });
}

onEachDatabase('an export of the audit log', (kind) => {
  const start = sharedApp(kind);
  contents(start);
  streaming(start);
});
