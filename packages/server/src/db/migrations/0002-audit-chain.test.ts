import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Migrator, sql } from 'kysely';
import { openDatabases } from '../../../test/conformance/databases.ts';
import { createDatabase, onEachDatabase, TestApp } from '../../../test/harness.ts';
import { verifyChain } from '../../modules/audit/index.ts';
import type { Database } from '../database.ts';
import { migrate } from '../migrate.ts';
import { openPostgres } from '../postgres.ts';
import { openSqlite } from '../sqlite.ts';
import * as core from './0001-core.ts';

const count = 700;
/** ULIDs that grow with their number. */
const idOf = (index: number) => `01J${String(index).padStart(23, '0')}`;

/** A database as it was before the chain, with events of two organizations in it. */
async function makeEarlier(database: Database): Promise<void> {
  const provider = { getMigrations: async () => ({ '0001-core': { up: core.up } }) };
  const { error } = await new Migrator({ db: database.people, provider }).migrateToLatest();
  assert.equal(error, undefined);
  // Not in the order of their ids.
  for (const index of Array.from({ length: count }, (_, at) => (at * 37) % count)) {
    const organization = index % 2 === 0 ? 'org-a' : 'org-b';
    await sql`
      insert into audit_events (id, at, action, actor_kind, actor_user_id, actor_credential_id, target_kind, target_id,
        project_id, organization_id, method, path, status, address, user_agent, trace_id, details)
      values (${idOf(index)}, ${1_700_000_000_000 + index}, 'api-key.mint', 'session', 'user-1', null, 'api-key', ${`key-${index}`},
        ${index % 4 === 0 ? 'project-a' : null}, ${organization}, 'POST', '/path', 201, '192.0.2.1', 'agent “ü”', ${'0'.repeat(32)}, '{"a":1}')
    `.execute(database.people);
  }
}

onEachDatabase('a database from before the chain', (kind) => {
  test('keeps its events, chained in the order in which they were written, in their logs; they verify once the next one is written', async () => {
    const place = await createDatabase(kind);
    const { dataDir, databaseUrl } = place;
    try {
      const database =
        databaseUrl === undefined
          ? openSqlite(`${dataDir}/keywright.db`)
          : openPostgres(databaseUrl, 2, () => undefined);
      await makeEarlier(database);
      await migrate(database);
      const { rows } = await sql<{ target: string; sequence: number }>`
        select target_id as target, sequence from audit_events order by sequence`.execute(database.people);
      assert.deepEqual(
        rows.map(({ target, sequence }) => [target, Number(sequence)]),
        Array.from({ length: count }, (_, index) => [`key-${index}`, index + 1]),
      );
      await database.close();
      const app = await TestApp.start(kind, { database: place });
      try {
        const { reader } = app.app.database;
        const admin = await app.admin();
        const list = async (query: string) =>
          (await app.call('GET', `/api/v1/admin/audit-log?limit=200&${query}`, admin)).body.data;
        const [event] = await list('targetId=key-4');
        assert.deepEqual(
          [event.id, event.projectId, event.organizationId, event.userAgent, event.details],
          ['5', 'project-a', 'org-a', 'agent “ü”', { a: 1 }],
        );
        assert.equal((await list('kind=change&actorUserId=user-1&to=2023-11-14T22:13:20.100Z')).length, 100);
        const { fault, events } = await verifyChain(reader, app.app.audit.keys);
        assert.equal(fault, null, JSON.stringify(fault));
        assert.ok(events > count);
        const found = await app.app.database
          .transaction(async (trx) => {
            await trx.updateTable('auditEvents').set({ path: '/other' }).where('sequence', '=', 300).execute();
            throw await verifyChain(trx, app.app.audit.keys);
          })
          .catch((verification: Awaited<ReturnType<typeof verifyChain>>) => verification.fault?.sequence);
        assert.equal(found, 300);
      } finally {
        await app.close();
      }
    } finally {
      await place.drop();
    }
  });

  test('has afterwards the schema of a new one', async () => {
    const [upgraded, fresh] = [await openDatabases(kind), await openDatabases(kind)];
    try {
      const [older, newer] = [upgraded.open(), fresh.open()];
      await makeEarlier(older);
      await migrate(older);
      await migrate(newer);
      assert.deepEqual(await schemaOf(older), await schemaOf(newer));
    } finally {
      await upgraded.drop();
      await fresh.drop();
    }
  });
});

async function schemaOf({ dialect, people }: Database): Promise<readonly unknown[]> {
  const query =
    dialect === 'sqlite'
      ? sql`select type, name, tbl_name, sql from sqlite_master order by type, name`
      : sql`select table_name, column_name, data_type, is_nullable, column_default from information_schema.columns
            where table_schema = 'public' union all
            select tablename, indexname, indexdef, '', '' from pg_indexes where schemaname = 'public' order by 1, 2, 3`;
  return (await query.execute(people)).rows;
}
