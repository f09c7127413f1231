import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { DatabaseSync, type SQLInputValue, type StatementSync } from 'node:sqlite';
import {
  CamelCasePlugin,
  CompiledQuery,
  type DatabaseConnection,
  type DialectAdapter,
  type Driver,
  Kysely,
  SqliteAdapter,
  SqliteDialect,
  SqliteDriver,
  sql,
} from 'kysely';
import { LRUCache } from 'lru-cache';
import type { Database } from './database.ts';
import type { Tables } from './tables.ts';

/** How long a connection waits for another process's write, in milliseconds. It blocks the event loop meanwhile. */
const busyTimeoutMs = 5000;
const preparedStatements = 200;

/** Opens a connection with the durability that "answered means kept" needs: WAL, fsync at each commit. */
export function openSqliteConnection(file: string): DatabaseSync {
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
  const connection = new DatabaseSync(file, { timeout: busyTimeoutMs, enableForeignKeyConstraints: true });
  connection.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA temp_store = MEMORY');
  // SQLite's own knows ASCII alone, so that a search would never find the name “Émile”.
  connection.function('lower', { deterministic: true }, (text) =>
    typeof text === 'string' ? text.toLowerCase() : text,
  );
  return connection;
}

const bind = (parameters: readonly unknown[]) => parameters as readonly SQLInputValue[];

/** A prepared statement in the shape that Kysely's dialect expects. */
function toKyselyStatement(statement: StatementSync) {
  return {
    reader: statement.columns().length > 0,
    all: (parameters: readonly unknown[]) => statement.all(...bind(parameters)),
    run: (parameters: readonly unknown[]) => statement.run(...bind(parameters)),
    iterate: (parameters: readonly unknown[]) => statement.iterate(...bind(parameters)),
  };
}

/** node:sqlite in the shape that Kysely's dialect expects, with prepared statements kept for reuse. */
function toKyselyDatabase(connection: DatabaseSync) {
  const statements = new LRUCache<string, ReturnType<typeof toKyselyStatement>>({ max: preparedStatements });
  return {
    close: () => connection.close(),
    prepare(text: string) {
      const known = statements.get(text);
      if (known !== undefined) return known;
      const statement = toKyselyStatement(connection.prepare(text));
      statements.set(text, statement);
      return statement;
    },
  };
}

/**
 * Takes the write lock when the transaction begins. A transaction that began as a reader and then writes fails at once
 * where another process has written in between; one that begins as a writer waits instead.
 */
class WritingSqliteDriver extends SqliteDriver {
  override async beginTransaction(connection: DatabaseConnection): Promise<void> {
    await connection.executeQuery(CompiledQuery.raw('begin immediate'));
  }
}

/** Kysely holds that SQLite cannot make tables in a transaction. It can: a migration that is cut off leaves nothing. */
class TransactionalSqliteAdapter extends SqliteAdapter {
  override get supportsTransactionalDdl(): boolean {
    return true;
  }
}

class WritingSqliteDialect extends SqliteDialect {
  readonly #database: ReturnType<typeof toKyselyDatabase>;

  constructor(database: ReturnType<typeof toKyselyDatabase>) {
    super({ database });
    this.#database = database;
  }

  override createDriver(): Driver {
    return new WritingSqliteDriver({ database: this.#database });
  }

  override createAdapter(): DialectAdapter {
    return new TransactionalSqliteAdapter();
  }
}

/**
 * The embedded database: one connection that writes and one that reads, so that no read waits behind a transaction.
 * `file` is made where it is missing.
 */
export function openSqlite(file: string): Database {
  const plugins = [new CamelCasePlugin()];
  const writer = new Kysely<Tables>({
    dialect: new WritingSqliteDialect(toKyselyDatabase(openSqliteConnection(file))),
    plugins,
  });
  const readingConnection = toKyselyDatabase(openSqliteConnection(file));
  const reader = new Kysely<Tables>({ dialect: new SqliteDialect({ database: readingConnection }), plugins });
  return {
    dialect: 'sqlite',
    reader,
    people: writer,
    transaction: (work) => writer.transaction().execute(work),
    exclusively: (work) => writer.connection().execute(work),
    async ping() {
      await sql`select 1`.execute(reader);
    },
    async close() {
      await reader.destroy();
      await writer.destroy();
    },
  };
}
