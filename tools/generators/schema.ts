import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { migrate } from '../../packages/server/src/db/migrate.ts';
import { openPostgres } from '../../packages/server/src/db/postgres.ts';
import { openSqlite } from '../../packages/server/src/db/sqlite.ts';
import { startPostgres } from '../../packages/server/test/postgres/start-postgres.ts';
import { dumpPostgresSchema } from './dump-postgres-schema.ts';
import { dumpSqliteSchema } from './dump-sqlite-schema.ts';
import type { SlowGenerator } from './generator.ts';

const heading =
  '-- Generated from packages/server/src/db/migrations by `npm run generate`: what a new database looks like. Never executed.\n\n';

/** Migrates a new SQLite database at `file` and dumps it. */
export async function renderSqliteSchema(file: string): Promise<string> {
  const database = openSqlite(file);
  await migrate(database).finally(() => database.close());
  return heading + dumpSqliteSchema(file);
}

/** Migrates the empty PostgreSQL database at `url` and dumps it. */
export async function renderPostgresSchema(url: string): Promise<string> {
  const database = openPostgres(url, 2, () => undefined);
  await migrate(database).finally(() => database.close());
  return heading + (await dumpPostgresSchema(url));
}

const sqliteSchema: SlowGenerator = {
  file: 'docs/reference/schema.sqlite.sql',
  async render() {
    const folder = mkdtempSync(join(tmpdir(), 'keywright-schema-'));
    return renderSqliteSchema(join(folder, 'schema.db')).finally(() => rmSync(folder, { recursive: true }));
  },
};

const postgresSchema: SlowGenerator = {
  file: 'docs/reference/schema.postgres.sql',
  async render() {
    const postgres = await startPostgres();
    return 'missing' in postgres ? postgres : renderPostgresSchema(postgres.url).finally(postgres.stop);
  },
};

/** What a freshly migrated database looks like, on each of the two. */
export const schemas: readonly SlowGenerator[] = [sqliteSchema, postgresSchema];
