import type { Database } from '../../src/db/database.ts';
import { openPostgres } from '../../src/db/postgres.ts';
import { openSqlite } from '../../src/db/sqlite.ts';
import { createDatabase, type DatabaseKind } from '../harness.ts';

/** A database of its own, as several processes would open it. */
export interface OpenDatabases {
  /** The file of SQLite; empty for PostgreSQL. */
  readonly file: string;
  readonly databaseUrl: string | undefined;
  /** Another connection, as another process has it. */
  open(): Database;
  /** Closes every connection and drops the database. */
  drop(): Promise<void>;
}

export async function openDatabases(kind: DatabaseKind): Promise<OpenDatabases> {
  const { dataDir, databaseUrl, drop } = await createDatabase(kind);
  const file = databaseUrl === undefined ? `${dataDir}/keywright.db` : '';
  const opened: Database[] = [];
  return {
    file,
    databaseUrl,
    open() {
      const database = databaseUrl === undefined ? openSqlite(file) : openPostgres(databaseUrl, 10, () => undefined);
      opened.push(database);
      return database;
    },
    async drop() {
      for (const database of opened) await database.close().catch(() => undefined);
      await drop();
    },
  };
}
