/** The order that freshness rests on: sequences without gaps, in the order of commits. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { setTimeout as wait } from 'node:timers/promises';
import type { Database } from '../../src/db/database.ts';
import { migrate } from '../../src/db/migrate.ts';
import { findChangesAfter, getHead, insertChange } from '../../src/modules/freshness/change-feed-store.ts';
import { feedLength } from '../../src/modules/freshness/subject.ts';
import { onEachDatabase } from '../harness.ts';
import { type OpenDatabases, openDatabases } from './databases.ts';

onEachDatabase('the change feed', (kind) => {
  let databases: OpenDatabases;
  let database: Database;

  before(async () => {
    databases = await openDatabases(kind);
    database = databases.open();
    await migrate(database);
  });
  after(() => databases.drop());

  test('is empty at first', async () => {
    assert.equal(await getHead(database.reader), 0);
    assert.deepEqual(await findChangesAfter(database.reader, 0), []);
  });

  test('50 transactions at once, some of them rolled back, leave sequences without a gap, in the order of commits', async () => {
    const committed: number[] = [];
    const work = Array.from({ length: 50 }, async (_, index) => {
      const rolledBack = index % 5 === 0;
      const sequence = database.transaction(async (trx) => {
        await wait(Math.random() * 5);
        const taken = await insertChange(trx, [`user:${index}`]);
        await wait(Math.random() * 5);
        if (rolledBack) throw new Error('rolled back');
        return taken;
      });
      if (rolledBack) await assert.rejects(sequence, /rolled back/);
      else committed.push(await sequence);
    });
    await Promise.all(work);
    const expected = Array.from({ length: 40 }, (_, index) => index + 1);
    assert.deepEqual(
      [...committed].sort((a, b) => a - b),
      expected,
    );
    assert.deepEqual(
      (await findChangesAfter(database.reader, 0)).map(({ sequence }) => sequence),
      expected,
    );
    assert.equal(await getHead(database.reader), 40);
  });

  test('a reader never sees a sequence while a lower one is still to come', async () => {
    const start = await getHead(database.reader);
    let writing = true;
    const read = async () => {
      while (writing) {
        const sequences = (await findChangesAfter(database.reader, start)).map(({ sequence }) => sequence);
        assert.deepEqual(
          sequences,
          Array.from({ length: sequences.length }, (_, index) => start + index + 1),
        );
        await wait(1);
      }
    };
    const reading = read();
    const writes = Array.from({ length: 40 }, (_, index) =>
      database.transaction(async (trx) => {
        const sequence = await insertChange(trx, [`project:${index}`]);
        await wait(Math.random() * 4);
        return sequence;
      }),
    );
    await Promise.all(writes).finally(() => {
      writing = false;
    });
    await reading;
  });

  test('its length is bounded: old changes go, in steps, and the newest stay', async () => {
    const head = feedLength + 1999;
    await database.transaction((trx) => trx.updateTable('changeFeedHead').set({ sequence: head }).execute());
    const sequence = await database.transaction((trx) => insertChange(trx, ['user:new']));
    assert.equal(sequence, head + 1);
    const left = await findChangesAfter(database.reader, 0);
    assert.deepEqual(left, [{ sequence, subjects: ['user:new'] }]);
  });
});
