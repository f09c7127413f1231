import type { Catalogue } from '@keywright/contract';
import type { Database } from '../../db/database.ts';
import type { Clock } from '../../kernel/clock.ts';
import type { NextId } from '../../kernel/ids.ts';
import type { Counters } from './counters.ts';

/** What the use cases of rate limits work with. */
export interface RateLimitDeps {
  readonly database: Database;
  readonly catalogue: Catalogue;
  readonly clock: Clock;
  readonly nextId: NextId;
  readonly counters: Counters;
}
