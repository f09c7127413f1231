import { Migrator } from 'kysely';
import type { Database } from './database.ts';
import * as core from './migrations/0001-core.ts';

/** Forward only, in the order of their names. A migration that has been released is never changed. */
const migrations = { '0001-core': { up: core.up } };

/** Brings the schema up to date, in one transaction: all of it or nothing. Several nodes may call it at once. */
export async function migrate(database: Database): Promise<void> {
  const migrator = new Migrator({ db: database.people, provider: { getMigrations: async () => migrations } });
  const { error } = await migrator.migrateToLatest();
  if (error !== undefined) throw error;
}
