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
    const { nextId } = app.app.people;
    const onFault = (error: unknown) => void faults.push(error);
    const uses = new UseRecorder({ database: observing, clock, nextId, mailOn: false, onFault });
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
    const second = new UseRecorder({
      database: app.app.database,
      clock,
      nextId: app.app.people.nextId,
      mailOn: false,
      onFault: () => undefined,
    });
    second.note(id, '192.0.2.1');
    clock.advance(60_000);
    uses.note(id, '192.0.2.2');
    await uses.flush();
    await second.flush();
    assert.equal((await rowOf(id)).lastUsedAddress, '192.0.2.2');
  });

  const addressesOf = async (id: string) =>
    app.app.database.reader
      .selectFrom('credentialAddresses')
      .select(['address', 'network', 'firstUsedAt', 'lastUsedAt'])
      .where('credentialId', '=', id)
      .orderBy('lastUsedAt')
      .orderBy('address')
      .execute();

  test('a use within the minute waits for its end and is then written with its own time and address', async () => {
    const { state, uses, id } = await start();
    uses.note(id, '192.0.2.1');
    await uses.flush();
    clock.advance(20_000);
    const at = clock.now();
    uses.note(id, '192.0.2.2');
    await uses.flush();
    assert.equal((await rowOf(id)).lastUsedAddress, '192.0.2.1');
    assert.equal(state.transactions, 1);
    clock.advance(40_000);
    await uses.flush();
    const { lastUsedAt, lastUsedAddress } = await rowOf(id);
    assert.ok(lastUsedAt !== null && lastUsedAt >= at && lastUsedAt < at + 5000, 'the time of the use');
    assert.equal(lastUsedAddress, '192.0.2.2');
    assert.equal(state.transactions, 2);
  });

  test('a stop writes what waits for the end of its minute', async () => {
    const { uses, id } = await start();
    uses.note(id, '192.0.2.1');
    await uses.flush();
    clock.advance(1);
    uses.note(id, '192.0.2.2');
    await uses.drain();
    assert.equal((await rowOf(id)).lastUsedAddress, '192.0.2.2');
  });

  test('of many addresses within a minute the five used last are kept, each with its first and last time', async () => {
    const { uses, id } = await start();
    const noted: { readonly address: string; readonly from: number; readonly to: number }[] = [];
    for (const last of [1, 2, 3, 4, 5, 6, 7, 8, 9, 6]) {
      const [address, from] = [`192.0.2.${last}`, clock.now()];
      uses.note(id, address);
      noted.push({ address, from, to: clock.now() });
      clock.advance(1000);
    }
    await uses.flush();
    const found = await addressesOf(id);
    assert.deepEqual(
      found.map(({ address }) => address),
      ['192.0.2.5', '192.0.2.7', '192.0.2.8', '192.0.2.9', '192.0.2.6'],
    );
    const six = found.at(-1);
    const [first, latest] = noted.filter(({ address }) => address === six?.address);
    assert.ok(six !== undefined && first !== undefined && latest !== undefined);
    assert.ok(six.firstUsedAt >= first.from && six.firstUsedAt <= first.to);
    assert.ok(six.lastUsedAt >= latest.from && six.lastUsedAt <= latest.to);
    assert.equal(six.network, '192.0.2.0/24');
  });

  test('of a credential the twenty addresses used last are kept, however many there were', async () => {
    const { uses, id } = await start();
    for (let last = 1; last <= 30; last += 1) {
      uses.note(id, `2001:db8::${last}`);
      await uses.drain();
      clock.advance(1000);
    }
    const found = await addressesOf(id);
    assert.equal(found.length, 20);
    assert.equal(found.at(0)?.address, '2001:db8::11');
    assert.equal(found.at(-1)?.address, '2001:db8::30');
  });

  test('an address that is used again keeps its first time; one written late does not move its last time back', async () => {
    const { uses, id } = await start();
    const late = await start();
    late.uses.note(id, '192.0.2.1');
    const first = clock.now();
    uses.note(id, '192.0.2.1');
    await uses.flush();
    clock.advance(120_000);
    uses.note(id, '192.0.2.1');
    await uses.flush();
    await late.uses.drain();
    const [row] = await addressesOf(id);
    assert.ok(row !== undefined && row.firstUsedAt <= first + 100);
    assert.ok(row.lastUsedAt >= first + 120_000);
  });

  test('what a write that failed had taken is joined by what came since, and nothing is lost', async () => {
    const { state, uses, id } = await start();
    state.fails = true;
    uses.note(id, '192.0.2.1');
    const failing = uses.flush();
    clock.advance(1000);
    uses.note(id, '192.0.2.2');
    await failing;
    state.fails = false;
    await uses.flush();
    assert.deepEqual(
      (await addressesOf(id)).map(({ address }) => address),
      ['192.0.2.1', '192.0.2.2'],
    );
    assert.equal((await rowOf(id)).lastUsedAddress, '192.0.2.2');
  });

  test('uses of credentials that are gone from the database harm no other', async () => {
    const { uses, faults, id } = await start();
    uses.note('01ARZ3NDEKTSV4RRFFQ69G5FAV', '192.0.2.1');
    uses.note(id, '192.0.2.1');
    await uses.flush();
    assert.deepEqual(faults, []);
    assert.equal((await addressesOf(id)).length, 1);
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
