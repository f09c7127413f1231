import { CamelCasePlugin, Kysely, PostgresDialect, sql } from 'kysely';
import pg from 'pg';
import type { Database } from './database.ts';
import type { Tables } from './tables.ts';

/** How long a request waits for a connection or a statement, in milliseconds, before it is answered 503. */
const connectTimeoutMs = 5000;
const statementTimeoutMs = 15_000;

/** `bigint` as a number: every bigint of the schema is an epoch or a counter, far below 2 ** 53. */
const types: pg.CustomTypesConfig = {
  getTypeParser: (oid, format) =>
    oid === pg.types.builtins.INT8 && format !== 'binary' ? Number : pg.types.getTypeParser(oid, format),
};

/** PostgreSQL at `url`, with at most `poolSize` connections. `onFault` hears of connections that broke. */
export function openPostgres(url: string, poolSize: number, onFault: (error: Error) => void): Database {
  const pool = new pg.Pool({
    connectionString: url,
    max: poolSize,
    types,
    connectionTimeoutMillis: connectTimeoutMs,
    statement_timeout: statementTimeoutMs,
    application_name: 'keywright',
  });
  pool.on('error', onFault);
  // One that breaks while a query holds it: the query rejects, and without a listener the process would die as well.
  pool.on('connect', (client) => client.on('error', onFault));
  const kysely = new Kysely<Tables>({ dialect: new PostgresDialect({ pool }), plugins: [new CamelCasePlugin()] });
  return {
    dialect: 'postgres',
    reader: kysely,
    people: kysely,
    transaction: (work) => kysely.transaction().execute(work),
    // The server lets writers in side by side, wherever they run.
    exclusively: (work) => work(),
    async ping() {
      await sql`select 1`.execute(kysely);
    },
    close: () => kysely.destroy(),
  };
}
