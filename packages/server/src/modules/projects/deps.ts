import type { Database } from '../../db/database.ts';
import type { Clock } from '../../kernel/clock.ts';
import type { NextId } from '../../kernel/ids.ts';

/** What the use cases of projects work with. */
export interface ProjectDeps {
  readonly database: Database;
  readonly clock: Clock;
  readonly nextId: NextId;
}
