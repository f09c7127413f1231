import { openDatabases } from '../../../test/conformance/databases.ts';
import type { DatabaseKind } from '../../../test/harness.ts';
import type { Database, Trx } from '../../db/database.ts';
import { migrate } from '../../db/migrate.ts';
import type { AuditContext, AuditEvent } from './audit-event.ts';
import { keysOf } from './audit-keys.fixture.ts';
import { createAppend, sealEmptyLog } from './chain-store.ts';
import type { AuditDeps } from './deps.ts';
import { sampleEvent } from './sample-event.fixture.ts';

/** A log on a database of its own, on which time stands still until it is moved. */
export interface TestLog extends AuditDeps {
  readonly clock: { now(): number; advance(ms: number): void };
  /** Appends events at this instant, in one transaction. */
  write(...events: readonly Partial<AuditEvent>[]): Promise<void>;
  /** What `work` finds in a transaction that leaves nothing behind. */
  inVain<T>(work: (trx: Trx) => Promise<T>): Promise<T>;
  /** Another connection to the same database, as another process has it. */
  open(): Database;
  drop(): Promise<void>;
}

export const minuteMs = 60_000;

export const pruneContext: AuditContext = {
  action: 'audit-log.prune',
  actor: { kind: 'operator', userId: null, credentialId: null },
  method: 'PRUNE',
  path: '',
  status: 0,
  client: { address: '', userAgent: 'test', traceId: '' },
};

class RolledBack extends Error {}

export async function openTestLog(kind: DatabaseKind): Promise<TestLog> {
  const databases = await openDatabases(kind);
  const database = databases.open();
  await migrate(database);
  const keys = keysOf(1);
  await database.transaction((trx) => sealEmptyLog(trx, keys));
  const append = createAppend(keys);
  let now = Date.UTC(2026, 0, 1);
  let count = 0;
  const clock = {
    now: () => now,
    advance(ms: number) {
      now += ms;
    },
  };
  return {
    database,
    keys,
    append,
    clock,
    open: databases.open,
    drop: databases.drop,
    async write(...events) {
      const dated = events.map((event) => {
        count += 1;
        return sampleEvent({ at: now, traceId: String(count), ...event });
      });
      await database.transaction((trx) => append(trx, now, dated));
    },
    async inVain(work) {
      let found: { readonly value: Awaited<ReturnType<typeof work>> } | undefined;
      const running = database.transaction(async (trx) => {
        found = { value: await work(trx) };
        throw new RolledBack();
      });
      await running.catch((error: unknown) => {
        if (!(error instanceof RolledBack)) throw error;
      });
      if (found === undefined) throw new Error('nothing was found');
      return found.value;
    },
  };
}
