import type { Database } from '../../db/database.ts';
import type { Clock } from '../../kernel/clock.ts';
import type { AppendEvents } from './chain-store.ts';
import type { AuditKeys } from './checkpoint.ts';

/** What the use cases of the audit log work with. */
export interface AuditDeps {
  readonly database: Database;
  readonly clock: Clock;
  readonly keys: AuditKeys;
  readonly append: AppendEvents;
}
