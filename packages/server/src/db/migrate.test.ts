import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { promisify } from 'node:util';
import { sql } from 'kysely';
import { type OpenDatabases, openDatabases } from '../../test/conformance/databases.ts';
import { onEachDatabase } from '../../test/harness.ts';
import type { Database } from './database.ts';
import { migrate } from './migrate.ts';

/** The tables that the schema’s type names, in the database’s spelling, and better-auth’s own. */
function expectedTables(): string[] {
  const source = readFileSync(join(import.meta.dirname, 'tables.ts'), 'utf8');
  const names = [...(/export interface Tables \{([^}]*)\}/.exec(source)?.[1] ?? '').matchAll(/^ {2}(\w+):/gm)];
  const spelt = names.map(([, name = '']) => name.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`));
  return [...new Set([...spelt, 'verifications', 'jwks', 'rate_limits'])].sort();
}

/** Every table and index, as the database describes it. */
async function schemaOf({ dialect, people }: Database): Promise<Map<string, string>> {
  const query =
    dialect === 'sqlite'
      ? sql<{ name: string; text: string }>`
          select name, coalesce(sql, '') as text from sqlite_master where name not like 'sqlite_%' order by name`
      : sql<{ name: string; text: string }>`
          select c.relname as name, coalesce(pg_get_indexdef(c.oid), '') ||
            coalesce(string_agg(a.attname || ' ' || format_type(a.atttypid, a.atttypmod) || ' ' || a.attnotnull, ','
              order by a.attnum), '') as text
          from pg_class c join pg_namespace n on n.oid = c.relnamespace
            left join pg_attribute a on a.attrelid = c.oid and a.attnum > 0
          where n.nspname = 'public' and c.relkind in ('r', 'i') group by c.oid, c.relname order by c.relname`;
  const { rows } = await query.execute(people);
  return new Map(rows.map(({ name, text }) => [name, text]));
}

onEachDatabase('the migrations', (kind) => {
  let databases: OpenDatabases;
  before(async () => {
    databases = await openDatabases(kind);
  });
  after(() => databases.drop());

  test('make every table of the schema in an empty database', async () => {
    const database = databases.open();
    await migrate(database);
    const names = new Set((await schemaOf(database)).keys());
    const missing = expectedTables().filter((table) => !names.has(table));
    assert.deepEqual(missing, []);
    assert.ok(expectedTables().length >= 14);
  });

  test('change nothing when they are run again', async () => {
    const database = databases.open();
    const before = await schemaOf(database);
    await migrate(database);
    await migrate(database);
    assert.deepEqual(await schemaOf(database), before);
  });

  test('hold what the schema says: an owner fits its kind, and a prefix is unique', async () => {
    const database = databases.open();
    const insert = (id: string, prefix: string, kindOf: string, userId: string | null) => sql`
      insert into credentials (id, kind, format, prefix, secret_hash, user_id, name, scopes, version,
        secret_version, created_by, created_at, updated_at)
      values (${id}, ${kindOf}, 'split', ${prefix}, 'h', ${userId}, 'n', '[]', 1, 1, 'x', 1, 1)`;
    await sql`insert into users (id, name, email, created_at, updated_at) values ('u', 'u', 'u@x', 't', 't')`.execute(
      database.people,
    );
    await insert('1', 'one', 'pat', 'u').execute(database.people);
    await assert.rejects(insert('2', 'two', 'api-key', 'u').execute(database.people), /credentials_owner/);
    await assert.rejects(insert('3', 'three', 'pat', null).execute(database.people), /credentials_owner/);
    await assert.rejects(insert('4', 'one', 'pat', 'u').execute(database.people), /unique/i);
    await assert.rejects(insert('5', 'five', 'pat', 'nobody').execute(database.people), /foreign key/i);
  });

  test('make all of the schema or nothing: one that failed half-way can be run again', async () => {
    const empty = await openDatabases(kind);
    try {
      const database = empty.open();
      // In the way of the last table that is made.
      await sql`create table instance (id text)`.execute(database.people);
      await assert.rejects(migrate(database), /already exists/);
      assert.equal((await schemaOf(database)).has('users'), false);
      await sql`drop table instance`.execute(database.people);
      await migrate(database);
      const names = await schemaOf(database);
      assert.deepEqual(
        expectedTables().filter((table) => !names.has(table)),
        [],
      );
    } finally {
      await empty.drop();
    }
  });

  test('may be run by several processes at once: all succeed, and each migration is made once', async () => {
    const empty = await openDatabases(kind);
    try {
      const folder = import.meta.dirname;
      const opened =
        kind === 'sqlite'
          ? `(await import(${JSON.stringify(join(folder, 'sqlite.ts'))})).openSqlite(${JSON.stringify(empty.file)})`
          : `(await import(${JSON.stringify(join(folder, 'postgres.ts'))})).openPostgres(
              ${JSON.stringify(empty.databaseUrl)}, 2, () => undefined)`;
      const script = `
        const { migrate } = await import(${JSON.stringify(join(folder, 'migrate.ts'))});
        const database = ${opened};
        await migrate(database);
        await database.close();`;
      const run = () => promisify(execFile)(process.execPath, ['--input-type=module', '-e', script]);
      await Promise.all([run(), run(), run(), run()]);
      const database = empty.open();
      const { rows } = await sql`select name from kysely_migration order by name`.execute(database.people);
      const files = readdirSync(join(folder, 'migrations')).filter((file) => !file.endsWith('.test.ts'));
      assert.deepEqual(
        rows,
        files.map((file) => ({ name: file.replace(/\.ts$/, '') })),
      );
      const head = await database.reader.selectFrom('changeFeedHead').selectAll().execute();
      assert.deepEqual(head, [{ id: 1, sequence: 0 }]);
    } finally {
      await empty.drop();
    }
  });
});
