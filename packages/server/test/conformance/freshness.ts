/** What every implementation of the freshness port promises. */
import assert from 'node:assert/strict';
import { after, before, beforeEach, test } from 'node:test';
import { sql } from 'kysely';
import type { Database } from '../../src/db/database.ts';
import { migrate } from '../../src/db/migrate.ts';
import { type Freshness, insertChange, type SnapshotHolder, type Subject } from '../../src/modules/freshness/index.ts';
import type { DatabaseKind } from '../harness.ts';
import { type OpenDatabases, openDatabases } from './databases.ts';

/** A holder that writes down what it is told. */
export class RecordingHolder implements SnapshotHolder {
  told: (Subject | 'all')[] = [];

  evict(subject: Subject): void {
    this.told.push(subject);
  }

  evictAll(): void {
    this.told.push('all');
  }
}

export type MakeFreshness = (databases: OpenDatabases, own: Database, holder: SnapshotHolder) => Freshness;

export const commitChange = (database: Database, ...subjects: readonly Subject[]): Promise<number> =>
  database.transaction((trx) => insertChange(trx, subjects));

/** Defines the tests of one implementation. */
export function testFreshness(kind: DatabaseKind, make: MakeFreshness): void {
  let databases: OpenDatabases;
  let own: Database;
  let other: Database;
  let holder: RecordingHolder;
  let freshness: Freshness;

  before(async () => {
    databases = await openDatabases(kind);
    own = databases.open();
    other = databases.open();
    await migrate(own);
  });
  beforeEach(async () => {
    freshness?.close();
    holder = new RecordingHolder();
    freshness = make(databases, own, holder);
    await freshness.catchUp();
    holder.told = [];
  });
  after(async () => {
    freshness?.close();
    await databases.drop();
  });

  test('a change that another connection committed is applied before catching up resolves', async () => {
    await commitChange(other, 'user:1');
    await freshness.catchUp();
    assert.deepEqual(holder.told, ['user:1']);
  });

  test('a change of this process’s own connection is applied as well', async () => {
    await commitChange(own, 'project:1', 'organization:1');
    await freshness.catchUp();
    assert.deepEqual(holder.told, ['project:1', 'organization:1']);
  });

  test('changes are applied in the order of their commits, each once', async () => {
    for (let index = 0; index < 30; index += 1) await commitChange(index % 2 ? own : other, `user:${index}`);
    await freshness.catchUp();
    await freshness.catchUp();
    assert.deepEqual(
      holder.told,
      Array.from({ length: 30 }, (_, index) => `user:${index}`),
    );
  });

  test('nothing is dropped where nothing changed', async () => {
    for (let index = 0; index < 20; index += 1) await freshness.catchUp();
    assert.deepEqual(holder.told, []);
  });

  test('a commit that touches no snapshot drops nothing', async () => {
    await other.transaction((trx) => trx.updateTable('changeFeedHead').set({ id: 1 }).execute());
    await freshness.catchUp();
    assert.deepEqual(holder.told, []);
  });

  test('a change that was rolled back is none', async () => {
    const refused = other.transaction(async (trx) => {
      await insertChange(trx, ['user:1']);
      throw new Error('refused');
    });
    await assert.rejects(refused, /refused/);
    await freshness.catchUp();
    assert.deepEqual(holder.told, []);
    await commitChange(other, 'user:2');
    await freshness.catchUp();
    assert.deepEqual(holder.told, ['user:2']);
  });

  test('a feed that was cut drops everything: what was missed cannot be known', async () => {
    const missed = await commitChange(other, 'user:1');
    await other.transaction((trx) => trx.deleteFrom('changeFeed').where('sequence', '<=', missed).execute());
    await commitChange(other, 'user:2');
    await freshness.catchUp();
    assert.ok(holder.told.includes('all'));
    holder.told = [];
    await commitChange(other, 'user:3');
    await freshness.catchUp();
    assert.deepEqual(holder.told, ['user:3']);
  });

  test('a hole in the middle of the feed drops everything', async () => {
    await commitChange(other, 'user:1');
    const missed = await commitChange(other, 'user:2');
    await commitChange(other, 'user:3');
    await other.transaction((trx) => trx.deleteFrom('changeFeed').where('sequence', '=', missed).execute());
    await freshness.catchUp();
    assert.ok(holder.told.includes('all'));
  });

  test('however many catch up at once, none resolves before what was committed before it is applied', async () => {
    for (let round = 0; round < 20; round += 1) {
      const early = Array.from({ length: 10 }, () => freshness.catchUp());
      await commitChange(other, `user:${round}`);
      const late = Array.from({ length: 50 }, async () => {
        await freshness.catchUp();
        assert.ok(holder.told.includes(`user:${round}`));
      });
      await Promise.all([...early, ...late]);
    }
    assert.equal(holder.told.length, 20);
  });

  test('what begins together has every change that was committed before it, and what it asks for later every later one', async () => {
    await commitChange(other, 'user:1');
    let begun: Promise<void> | undefined;
    freshness.together(() => {
      begun = (async () => {
        await freshness.catchUp();
        assert.deepEqual(holder.told, ['user:1']);
        await commitChange(other, 'user:2');
        await freshness.catchUp();
        assert.deepEqual(holder.told, ['user:1', 'user:2']);
      })();
    });
    await begun;
    await commitChange(other, 'user:3');
    await freshness.catchUp();
    assert.deepEqual(holder.told, ['user:1', 'user:2', 'user:3']);
  });

  test('work that throws while it begins together leaves freshness as it was', async () => {
    assert.throws(
      () =>
        freshness.together(() => {
          throw new Error('unlucky');
        }),
      /unlucky/,
    );
    await commitChange(other, 'user:1');
    await freshness.catchUp();
    assert.deepEqual(holder.told, ['user:1']);
  });

  test('two processes on one database each learn of every change', async () => {
    const second = new RecordingHolder();
    const theirs = make(databases, other, second);
    try {
      await theirs.catchUp();
      second.told = [];
      await commitChange(own, 'user:1');
      await commitChange(other, 'user:2');
      await freshness.catchUp();
      await theirs.catchUp();
      assert.deepEqual(holder.told, ['user:1', 'user:2']);
      assert.deepEqual(second.told, ['user:1', 'user:2']);
    } finally {
      theirs.close();
    }
  });

  // The last test: it leaves no feed behind.
  test('a database that cannot be asked is an error each time, never a yes', async () => {
    for (const table of ['change_feed', 'change_feed_head']) {
      await sql`drop table ${sql.table(table)}`.execute(other.people);
    }
    for (let attempt = 0; attempt < 3; attempt += 1) {
      await assert.rejects(async () => freshness.catchUp());
    }
  });
}
