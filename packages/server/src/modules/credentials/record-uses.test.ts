import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { setTimeout as wait } from 'node:timers/promises';
import { createDatabase, onEachDatabase, sharedApp, TestApp, TestClock } from '../../../test/harness.ts';
import type { Database } from '../../db/database.ts';
import { UseRecorder } from './record-uses.ts';

/** A database that counts transactions and fails while it is told to. */
function observed(database: Database) {
  const state = { transactions: 0, fails: false };
  const observing: Database = {
    ...database,
    async transaction(work) {
      state.transactions += 1;
      if (state.fails) throw new Error('the database is gone');
      return database.transaction(work);
    },
  };
  return { state, observing };
}

onEachDatabase('last used', (kind) => {
  const shared = sharedApp(kind);
  let app: TestApp;
  let clock: TestClock;
  before(async () => {
    app = await shared();
    clock = new TestClock();
  });

  async function start() {
    const { state, observing } = observed(app.app.database);
    const faults: unknown[] = [];
    const uses = new UseRecorder({ database: observing, clock, onFault: (error) => faults.push(error) });
    return { state, faults, uses, id: (await app.apiKey(app.projectId, ['keys.read'])).id };
  }

  const rowOf = async (id: string) =>
    app.app.database.reader
      .selectFrom('credentials')
      .select(['lastUsedAt', 'lastUsedAddress'])
      .where('id', '=', id)
      .executeTakeFirstOrThrow();

  test('a use is noted with its time and its address', async () => {
    const { uses, id } = await start();
    const at = clock.now();
    uses.note(id, '192.0.2.7');
    await uses.flush();
    const { lastUsedAt, lastUsedAddress } = await rowOf(id);
    assert.ok(lastUsedAt !== null && lastUsedAt >= at && lastUsedAt < at + 5000);
    assert.equal(lastUsedAddress, '192.0.2.7');
  });

  test('it is written within seconds, without anybody asking', async () => {
    const { uses, id } = await start();
    uses.note(id, '192.0.2.7');
    for (let attempt = 0; attempt < 200 && (await rowOf(id)).lastUsedAt === null; attempt += 1) await wait(50);
    assert.notEqual((await rowOf(id)).lastUsedAt, null);
  });

  test('at most one write per credential and minute, however busy it is; the next minute has its own', async () => {
    const { state, uses, id } = await start();
    const written: (number | null)[] = [];
    for (let step = 0; step < 12; step += 1) {
      for (let use = 0; use < 50; use += 1) uses.note(id, '192.0.2.7');
      await uses.flush();
      written.push((await rowOf(id)).lastUsedAt);
      clock.advance(15_000);
    }
    assert.equal(state.transactions, 3);
    assert.equal(new Set(written).size, 3);
  });

  test('credentials that are used in the same second share one transaction', async () => {
    const { state, uses } = await start();
    const keys = await Promise.all(Array.from({ length: 20 }, () => app.apiKey(app.projectId, ['keys.read'])));
    for (const { id } of keys) uses.note(id, '192.0.2.7');
    await uses.flush();
    assert.equal(state.transactions, 1);
    for (const { id } of keys) assert.notEqual((await rowOf(id)).lastUsedAt, null);
  });

  test('nothing is written where nothing was used', async () => {
    const { state, uses } = await start();
    await uses.flush();
    assert.equal(state.transactions, 0);
  });

  test('a database that fails loses no use: it is told of, kept, and written by the next round', async () => {
    const { state, faults, uses, id } = await start();
    state.fails = true;
    const at = clock.now();
    uses.note(id, '192.0.2.7');
    await uses.flush();
    await uses.flush();
    assert.equal(faults.length, 2);
    assert.equal((await rowOf(id)).lastUsedAt, null);
    clock.advance(10_000);
    state.fails = false;
    await uses.flush();
    const { lastUsedAt } = await rowOf(id);
    assert.ok(lastUsedAt !== null && lastUsedAt - at < 5000, 'the time of the use, not of the write');
  });

  test('a flush waits for the round that is under way: a stop loses nothing', async () => {
    const { uses, id } = await start();
    uses.note(id, '192.0.2.7');
    const underWay = uses.flush();
    await uses.flush();
    assert.notEqual((await rowOf(id)).lastUsedAt, null);
    await underWay;
  });

  test('a time of last use is never moved back', async () => {
    const { uses, id } = await start();
    const second = new UseRecorder({ database: app.app.database, clock, onFault: () => undefined });
    second.note(id, '192.0.2.1');
    clock.advance(60_000);
    uses.note(id, '192.0.2.2');
    await uses.flush();
    await second.flush();
    assert.equal((await rowOf(id)).lastUsedAddress, '192.0.2.2');
  });

  test('a graceful stop writes what is noted', async () => {
    const place = await createDatabase(kind);
    after(() => place.drop());
    const first = await TestApp.start(kind, { database: place });
    const key = await first.apiKey(first.projectId, ['api-keys.read']);
    const path = `/api/v1/projects/${first.projectId}/api-keys/${key.id}`;
    assert.equal((await first.call('GET', path, key)).body.lastUsedAt, null);
    await first.close();
    const second = await TestApp.start(kind, { database: place });
    const { body } = await second.call('GET', path, await second.admin());
    await second.close();
    assert.notEqual(body.lastUsedAt, null);
  });
});
