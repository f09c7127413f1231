import assert from 'node:assert/strict';
import { DatabaseSync } from 'node:sqlite';
import { after, before, describe, test } from 'node:test';
import { openDatabases } from '../../../test/conformance/databases.ts';
import type { Database } from '../../db/database.ts';
import { migrate } from '../../db/migrate.ts';
import { keysOf, secretsOf } from './audit-keys.fixture.ts';
import { createAppend, sealEmptyLog } from './chain-store.ts';
import { findChainAfter } from './event-store.ts';
import { type EventWriter, startWriter } from './record-writer.ts';
import { sampleEvent } from './sample-event.fixture.ts';
import { verifyChain } from './verify-chain.ts';

const now = Date.UTC(2026, 0, 1);

describe('the thread that writes events to SQLite', () => {
  let databases: Awaited<ReturnType<typeof openDatabases>>;
  let database: Database;
  let writer: EventWriter;
  const keys = keysOf(1);
  before(async () => {
    databases = await openDatabases('sqlite');
    database = databases.open();
    await migrate(database);
    await database.transaction((trx) => sealEmptyLog(trx, keys));
    writer = startWriter(database, { file: databases.file, secrets: secretsOf(1) });
  });
  after(async () => {
    await writer.close();
    await databases.drop();
  });

  const batch = (name: string, length: number) =>
    Array.from({ length }, (_, index) => sampleEvent({ at: now, traceId: `${name}-${index}` }));
  const tracesAfter = async (sequence: number) =>
    (await findChainAfter(database.reader, sequence, 10_000)).map(({ traceId }) => traceId);
  const verified = async () => {
    const { fault, end } = await verifyChain(database.reader, keys);
    assert.equal(fault, null);
    return end.sequence;
  };

  test('a chain written by it and by changes in turn is one chain, with checkpoints signed by the same keys', async () => {
    const append = createAppend(keys);
    await writer.write(now, batch('first', 1500));
    await database.transaction((trx) => append(trx, now, batch('change', 1)));
    await writer.write(now, batch('second', 1500));
    assert.equal(await verified(), 3001);
    const traces = await tracesAfter(0);
    assert.deepEqual([traces[0], traces[1500], traces[1501]], ['first-0', 'change-0', 'second-0']);
    const checkpoints = await database.reader.selectFrom('auditCheckpoints').selectAll().execute();
    assert.ok(checkpoints.length >= 2);
  });

  test('it and the transactions of this thread never run at once, whichever asks first', async () => {
    const append = createAppend(keys);
    const end = await verified();
    const running = new Set<string>();
    const tracked = async (name: string) => {
      await database.transaction(async (trx) => {
        running.add(name);
        await append(trx, now, batch(name, 1));
        running.delete(name);
      });
    };
    const seen: number[] = [];
    const watched = startWriter(
      { exclusively: (work) => database.exclusively(() => work().finally(() => seen.push(running.size))) },
      { file: databases.file, secrets: secretsOf(1) },
    );
    const writing = async () => {
      for (let round = 0; round < 5; round += 1) await watched.write(now, batch(`thread${round}`, 200));
    };
    await Promise.all([writing(), ...Array.from({ length: 50 }, (_, index) => tracked(`change${index}`))]);
    await watched.close();
    assert.deepEqual(seen, [0, 0, 0, 0, 0]);
    assert.equal(await verified(), end + 1050);
  });

  test('what cannot be written is rejected with the fault, whole, and the next goes on where the chain ended', async () => {
    const end = await verified();
    const other = new DatabaseSync(databases.file);
    other.exec('alter table audit_views rename to gone');
    await assert.rejects(writer.write(now, batch('lost', 300)), /no such table: audit_views/);
    other.exec('alter table gone rename to audit_views');
    other.close();
    assert.equal(await verified(), end);
    await writer.write(now, batch('kept', 3));
    assert.deepEqual(await tracesAfter(end), ['kept-0', 'kept-1', 'kept-2']);
  });

  test('a thread that ends while it writes rejects what it was given, and the next call starts another', async () => {
    const end = await verified();
    const blocker = new DatabaseSync(databases.file);
    blocker.exec('begin immediate');
    const written = writer.write(now, batch('waiting', 5));
    const refused = assert.rejects(written, /thread that writes audit events has ended/);
    await new Promise((resolve) => setTimeout(resolve, 200));
    await writer.close();
    await refused;
    blocker.exec('rollback');
    blocker.close();
    await writer.write(now, batch('again', 2));
    assert.deepEqual(await tracesAfter(end), ['again-0', 'again-1']);
    await verified();
  });
});
