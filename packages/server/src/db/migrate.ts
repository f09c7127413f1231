import { Migrator } from 'kysely';
import type { Database } from './database.ts';
import * as core from './migrations/0001-core.ts';
import * as auditChain from './migrations/0002-audit-chain.ts';
import * as rateLimits from './migrations/0003-rate-limits.ts';
import * as deliveries from './migrations/0004-deliveries.ts';
import * as usage from './migrations/0005-usage.ts';

/** Forward only, in the order of their names. A migration that has been released is never changed. */
const migrations = {
  '0001-core': { up: core.up },
  '0002-audit-chain': { up: auditChain.up },
  '0003-rate-limits': { up: rateLimits.up },
  '0004-deliveries': { up: deliveries.up },
  '0005-usage': { up: usage.up },
};

/** Brings the schema up to date, in one transaction: all of it or nothing. Several nodes may call it at once. */
export async function migrate(database: Database): Promise<void> {
  const migrator = new Migrator({ db: database.people, provider: { getMigrations: async () => migrations } });
  const { error } = await migrator.migrateToLatest();
  if (error !== undefined) throw error;
}
