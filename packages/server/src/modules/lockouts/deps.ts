import type { Database } from '../../db/database.ts';
import type { Clock } from '../../kernel/clock.ts';
import type { FailureRecorder } from './record-failures.ts';

/** What the use cases of lock-outs work with. */
export interface LockoutDeps {
  readonly database: Database;
  readonly clock: Clock;
  readonly failures: FailureRecorder;
}
