import type { Logger } from 'pino';
import type { Config } from './config/config.ts';
import type { Database } from './db/database.ts';
import { migrate } from './db/migrate.ts';
import { openPostgres } from './db/postgres.ts';
import { openSqlite } from './db/sqlite.ts';
import type { Clock } from './kernel/clock.ts';
import {
  type AuditDeps,
  type AuditSecrets,
  createAppend,
  type EventWriter,
  startWriter,
  toAuditKeys,
  writeHere,
} from './modules/audit/index.ts';
import {
  createPostgresFreshness,
  createSqliteFreshness,
  type Freshness,
  type SnapshotHolder,
} from './modules/freshness/index.ts';

/** The database that is configured, and what works on each of the two in a way of its own. */
export interface OpenedDatabase {
  readonly database: Database;
  createFreshness(holder: SnapshotHolder): Freshness;
  /** The audit log, and what writes the events of uses to it. */
  openAudit(clock: Clock, secrets: AuditSecrets): { readonly audit: AuditDeps; readonly eventWriter: EventWriter };
}

/** Opens the database and brings its schema up to date. */
export async function openDatabase(config: Config, logger: Logger): Promise<OpenedDatabase> {
  const opened = config.databaseUrl === undefined ? onSqlite(config) : onPostgres(config.databaseUrl, config, logger);
  await migrate(opened.database);
  return opened;
}

function onSqlite({ dataDir }: Config): OpenedDatabase {
  const file = `${dataDir}/keywright.db`;
  const database = openSqlite(file);
  return {
    database,
    createFreshness: (holder) => createSqliteFreshness(file, holder),
    openAudit: (clock, secrets) => ({
      audit: toAuditDeps(database, clock, secrets),
      eventWriter: startWriter(database, { file, secrets }),
    }),
  };
}

function onPostgres(url: string, { databasePoolSize }: Config, logger: Logger): OpenedDatabase {
  const database = openPostgres(url, databasePoolSize, ({ message }) => logger.warn({ fault: message }, 'database'));
  return {
    database,
    createFreshness: (holder) => createPostgresFreshness(database.reader, holder),
    openAudit(clock, secrets) {
      const audit = toAuditDeps(database, clock, secrets);
      return { audit, eventWriter: writeHere(database, audit.append) };
    },
  };
}

function toAuditDeps(database: Database, clock: Clock, secrets: AuditSecrets): AuditDeps {
  const keys = toAuditKeys(secrets);
  return { database, clock, keys, append: createAppend(keys) };
}
