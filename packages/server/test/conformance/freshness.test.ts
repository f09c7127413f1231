import assert from 'node:assert/strict';
import { DatabaseSync } from 'node:sqlite';
import { describe, test } from 'node:test';
import { setImmediate as turn } from 'node:timers/promises';
import type { KyselyPlugin } from 'kysely';
import { migrate } from '../../src/db/migrate.ts';
import { createPostgresFreshness, createSqliteFreshness } from '../../src/modules/freshness/index.ts';
import { type DatabaseKind, onEachDatabase } from '../harness.ts';
import { openDatabases } from './databases.ts';
import { commitChange, type MakeFreshness, RecordingHolder, testFreshness } from './freshness.ts';

const implementations: Readonly<Record<DatabaseKind, MakeFreshness>> = {
  sqlite: ({ file }, _own, holder) => createSqliteFreshness(file, holder),
  postgres: (_databases, own, holder) => createPostgresFreshness(own.reader, holder),
};

onEachDatabase('freshness', (kind) => testFreshness(kind, implementations[kind]));

describe('freshness of SQLite for work that begins together', () => {
  test('is asked for once before it, and tells each that asks where it cannot be had', async () => {
    const databases = await openDatabases('sqlite');
    const database = databases.open();
    await migrate(database);
    const holder = new RecordingHolder();
    const freshness = createSqliteFreshness(databases.file, holder);
    try {
      freshness.together(() => {
        const writing = new DatabaseSync(databases.file);
        writing.exec('insert into change_feed (sequence, subjects) values (1, \'["user:1"]\')');
        writing.exec('update change_feed_head set sequence = 1');
        writing.close();
        void freshness.catchUp();
        assert.deepEqual(holder.told, []);
      });
      await freshness.catchUp();
      assert.deepEqual(holder.told, ['user:1']);
      freshness.close();
      let asked = 0;
      freshness.together(() => {
        for (let count = 0; count < 3; count += 1) {
          assert.throws(() => freshness.catchUp());
          asked += 1;
        }
      });
      assert.equal(asked, 3);
    } finally {
      await databases.drop();
    }
  });
});

/** The implementation that reads over a connection works on any of them; here its replies can be held back. */
describe('freshness over a connection, with slow replies', () => {
  /** Counts the reads, and holds back the first reply until `release` is called. */
  function holdFirstReply() {
    const { promise, resolve: release } = Promise.withResolvers<void>();
    const counted = { reads: 0 };
    const plugin: KyselyPlugin = {
      transformQuery: ({ node }) => node,
      async transformResult({ result }) {
        counted.reads += 1;
        if (counted.reads === 1) await promise;
        return result;
      },
    };
    return { plugin, counted, release };
  }

  async function slowFreshness() {
    const databases = await openDatabases('sqlite');
    const database = databases.open();
    await migrate(database);
    const holder = new RecordingHolder();
    const { plugin, counted, release } = holdFirstReply();
    const freshness = createPostgresFreshness(database.people.withPlugin(plugin), holder);
    // Its own connection is busy while a reply is held back.
    return { databases, other: databases.open(), holder, counted, release, freshness };
  }

  async function untilRead(counted: { readonly reads: number }): Promise<void> {
    while (counted.reads === 0) await turn();
  }

  test('a request is never served by a read that began before it', async () => {
    const { databases, other, holder, counted, release, freshness } = await slowFreshness();
    try {
      const early = freshness.catchUp();
      await untilRead(counted);
      await commitChange(other, 'user:1');
      let lateIsDone = false;
      const late = Promise.resolve(freshness.catchUp()).then(() => {
        lateIsDone = true;
      });
      for (let count = 0; count < 20; count += 1) await turn();
      assert.equal(lateIsDone, false);
      holder.told = [];
      release();
      await early;
      await late;
      assert.ok(holder.told.includes('user:1') || holder.told.includes('all'));
      assert.ok(counted.reads >= 2);
    } finally {
      await databases.drop();
    }
  });

  test('requests that arrive during a read share the next one', async () => {
    const { databases, counted, release, freshness } = await slowFreshness();
    try {
      const early = freshness.catchUp();
      await untilRead(counted);
      const late = Array.from({ length: 100 }, () => freshness.catchUp());
      release();
      await Promise.all([early, ...late]);
      assert.equal(counted.reads, 2);
    } finally {
      await databases.drop();
    }
  });

  test('a read that fails does not fail those that began after it', async () => {
    const databases = await openDatabases('sqlite');
    try {
      const database = databases.open();
      const freshness = createPostgresFreshness(database.reader, new RecordingHolder());
      const early = freshness.catchUp();
      const late = freshness.catchUp();
      await assert.rejects(async () => early, /no such table/);
      await assert.rejects(async () => late, /no such table/);
      await migrate(database);
      await freshness.catchUp();
    } finally {
      await databases.drop();
    }
  });
});
