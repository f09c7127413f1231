/** `keywright-server audit`: what an operator does with the log from the machine, beside the running service or without it. */
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { setTimeout as wait } from 'node:timers/promises';
import { verifyChain } from '../../src/modules/audit/index.ts';
import { sampleEvent } from '../../src/modules/audit/sample-event.fixture.ts';
import { keysPath } from '../acceptance/002/calls.ts';
import { createDatabase, onEachDatabase, TestApp } from '../harness.ts';
import { runCommand } from '../operator-command.ts';
import { environmentAt, type Place, ServerProcess } from '../server-process.ts';
import { instanceLog, readLog } from './audit/calls.ts';

const dayMs = 86_400_000;

/** Writes events that are so many days old, as the service would have written them then. */
async function writeAged(app: TestApp, days: number, count: number): Promise<void> {
  const at = app.clock.now() - days * dayMs;
  const events = Array.from({ length: count }, () => sampleEvent({ at }));
  await app.app.database.transaction((trx) => app.app.audit.append(trx, at, events));
}

onEachDatabase('keywright-server audit', (kind) => {
  let place: Place & { drop(): Promise<void> };
  let app: TestApp;
  before(async () => {
    place = await createDatabase(kind);
    app = await TestApp.start(kind, { database: place });
  });
  after(async () => {
    await app?.close();
    await place?.drop();
  });
  const run = (...args: readonly string[]) => runCommand(place, ['audit', ...args]);
  const endOfLog = async () => (await verifyChain(app.app.database.reader, app.app.audit.keys)).end;

  describe('verify', () => {
    it('says beside the running service that the log is as it was written, with its end and the key; exit code 0', async () => {
      await app.apiKey(app.projectId, ['keys.read']);
      const { code, stdout, stderr } = await run('verify');
      const { sequence, hash } = await endOfLog();
      const [key] = app.app.audit.keys.signing;
      assert.equal(
        stdout,
        `The audit log is as it was written: ${sequence} events.\nEnd: ${sequence} ${hash}\nSigned by: ${key.id}\n`,
      );
      assert.deepEqual([code, stderr], [0, '']);
    });

    it('names the first event that somebody changed; exit code 1', async () => {
      const setStatus = (sequence: number, status: number) =>
        app.app.database.transaction((trx) =>
          trx.updateTable('auditEvents').set({ status }).where('sequence', '=', sequence).execute(),
        );
      const [second] = (await readLog(app, instanceLog, await app.admin())).filter(({ id }) => id === '2');
      await setStatus(2, 599);
      const { code, stdout } = await run('verify');
      await setStatus(2, second?.status ?? 0);
      assert.deepEqual(
        [code, stdout],
        [1, 'Event 2: Event changed: its hash is not that of its content and its place.\n'],
      );
      assert.equal((await run('verify')).code, 0);
    });

    it('refuses a database on which the service never ran, and says what to do', async () => {
      const empty = await createDatabase(kind);
      try {
        for (const args of [['verify'], ['export'], ['prune', '--keep-days', '1']]) {
          const { code, stdout, stderr } = await runCommand(empty, ['audit', ...args]);
          assert.deepEqual([code, stdout], [1, '']);
          assert.match(stderr, /This database is empty: start the service on it once\./);
        }
      } finally {
        await empty.drop();
      }
    });

    it('takes the log of a new instance for what it is, and one that was emptied for emptied', async () => {
      const own = await createDatabase(kind);
      const service = await TestApp.start(kind, { database: own });
      try {
        const fresh = await runCommand(own, ['audit', 'verify']);
        assert.deepEqual(
          [fresh.code, fresh.stdout.split('\n')[0]],
          [0, 'The audit log is as it was written: 0 events.'],
        );
        await service.admin();
        await service.app.database.transaction(async (trx) => {
          for (const table of ['auditEvents', 'auditCheckpoints', 'auditViews'] as const) {
            await trx.deleteFrom(table).execute();
          }
          const empty = { sequence: 0, hash: '', checkpointSequence: 0, checkpointAt: 0, mac: '' };
          await trx.updateTable('auditHead').set(empty).execute();
        });
        const emptied = await runCommand(own, ['audit', 'verify']);
        assert.deepEqual(
          [emptied.code, emptied.stdout],
          [1, 'Event 0: The end of the log is not one that this instance wrote.\n'],
        );
      } finally {
        await service.close();
        await own.drop();
      }
    });

    it('finds nothing in a log to which the service is writing', async () => {
      const key = await app.apiKey(app.projectId, ['api-keys.read']);
      let isRunning = true;
      const using = (async () => {
        while (isRunning) await app.call('GET', keysPath(app.projectId), key);
      })();
      const { code, stdout } = await run('verify');
      isRunning = false;
      await using;
      assert.equal(code, 0, stdout);
    });
  });

  describe('export', () => {
    it('writes every event with its hash, the oldest first, or those of a time', async () => {
      const { code, stdout } = await run('export');
      const events = stdout
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line));
      const { sequence, hash } = await endOfLog();
      assert.equal(code, 0);
      assert.deepEqual(
        events.map((event) => event.sequence),
        Array.from({ length: sequence }, (_, index) => index + 1),
      );
      assert.equal(events.at(-1).hash, hash);
      const [third, fifth] = [events[2], events[4]];
      const instant = (at: number) => new Date(at).toISOString();
      const part = await run('export', '--from', instant(third.at), '--to', instant(fifth.at));
      const asked = events.filter(({ at }) => at >= third.at && at < fifth.at);
      assert.deepEqual(
        part.stdout
          .trim()
          .split('\n')
          .filter(Boolean)
          .map((line) => JSON.parse(line)),
        asked,
      );
    });

    it('ends quietly when whoever reads it has enough', async () => {
      await writeAged(app, 0, 1000);
      await writeAged(app, 0, 1000);
      const { code, stderr } = await runCommand(place, ['audit', 'export'], { lines: 1 });
      assert.deepEqual([code, stderr], [0, '']);
    });
  });

  describe('prune', () => {
    it('removes what is older, at a checkpoint, notes it, and what stays verifies; beside the running service', async () => {
      const own = await createDatabase(kind);
      const service = await TestApp.start(kind, { database: own });
      try {
        for (const days of [40, 30, 20, 10]) await writeAged(service, days, 10);
        const admin = await service.admin();
        const audit = (...args: readonly string[]) => runCommand(own, ['audit', ...args]);
        const nothing = await audit('prune', '--keep-days', '1000');
        assert.deepEqual([nothing.code, nothing.stdout], [0, '0 events were removed.\n']);
        const before = new Date(service.clock.now() - 15 * dayMs).toISOString();
        const pruned = await audit('prune', '--before', before);
        assert.deepEqual([pruned.code, pruned.stdout], [0, '30 events were removed.\n']);
        const again = await audit('prune', '--keep-days', '15');
        assert.deepEqual([again.code, again.stdout], [0, '0 events were removed.\n']);
        const events = await readLog(service, instanceLog, admin);
        assert.equal(events.at(-1)?.id, '31');
        const [note, ...others] = events.filter(({ action }) => action === 'audit-log.prune');
        assert.deepEqual([note?.actor.kind, note?.userAgent], ['operator', 'keywright-server audit prune']);
        assert.deepEqual(
          [note?.target, note?.details],
          [
            { kind: 'audit-log', id: '30' },
            { through: 30, events: 30 },
          ],
        );
        assert.deepEqual(others, []);
        await service.apiKey(service.projectId, ['keys.read']);
        const verified = await audit('verify');
        assert.equal(verified.code, 0, verified.stdout);
        assert.match(verified.stdout, /\nPruned through: 30\n/);
        const shown = await service.call('GET', `${instanceLog}/verification`, admin);
        assert.deepEqual([shown.body.verified, shown.body.prunedThrough], [true, 30]);
      } finally {
        await service.close();
        await own.drop();
      }
    });

    it('wants to know what to remove, in a form that cannot be mistaken', async () => {
      for (const { args, says } of [
        { args: [], says: /--before or --keep-days/ },
        { args: ['--before', '2026-01-01T00:00:00Z', '--keep-days', '3'], says: /cannot be used with/ },
        { args: ['--before', '2026-01-01'], says: /a date, a time and a zone/ },
        { args: ['--before', '2026-02-31T00:00:00Z'], says: /a date, a time and a zone/ },
        { args: ['--before', 'yesterday'], says: /a date, a time and a zone/ },
        { args: ['--keep-days', '0'], says: /a whole number of days/ },
        { args: ['--keep-days', '1.5'], says: /a whole number of days/ },
      ]) {
        const { code, stdout, stderr } = await run('prune', ...args);
        assert.deepEqual([code, stdout], [1, ''], args.join(' '));
        assert.match(stderr, says);
      }
    });
  });

  it('explains itself', async () => {
    for (const { args, says } of [
      { args: ['--help'], says: [/verify/, /export/, /prune/] },
      { args: ['verify', '--help'], says: [/Exits with 0/, /Note the printed end/] },
      { args: ['export', '--help'], says: [/--from <instant>/, /--to <instant>/] },
      { args: ['prune', '--help'], says: [/--before <instant>/, /--keep-days <days>/] },
    ]) {
      const { code, stdout } = await run(...args);
      assert.equal(code, 0);
      for (const text of says) assert.match(stdout, text);
    }
  });

  it('is not needed where the setting says how many days are kept: the service prunes from its start on', async () => {
    const days = 5;
    const own = await createDatabase(kind);
    try {
      const first = await TestApp.start(kind, { database: own });
      for (const age of [30, 20, 6, 2]) await writeAged(first, age, 10);
      await first.app.close();
      const server = await ServerProcess.start({ ...environmentAt(own), KEYWRIGHT_AUDIT_RETENTION_DAYS: String(days) });
      assert.notEqual(server.url, '', server.stderr);
      const { authorization } = await server.admin();
      const deadline = Date.now() + 15_000;
      let oldest = '';
      while (oldest !== '31' && Date.now() < deadline) {
        await wait(100);
        const { body } = await server.call('GET', `${instanceLog}?limit=200`, { authorization });
        oldest = body.data.at(-1)?.id;
      }
      assert.equal(oldest, '31');
      await server.stop();
      const verified = await runCommand(own, ['audit', 'verify']);
      assert.equal(verified.code, 0, verified.stdout);
    } finally {
      await own.drop();
    }
  });
});
