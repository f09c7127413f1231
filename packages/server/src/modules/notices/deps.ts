import type { Database } from '../../db/database.ts';
import type { Clock } from '../../kernel/clock.ts';
import type { NextId } from '../../kernel/ids.ts';

/** What the use cases of notices work with. */
export interface NoticeDeps {
  readonly database: Database;
  readonly clock: Clock;
  readonly nextId: NextId;
}
