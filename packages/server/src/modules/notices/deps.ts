import type { Database } from '../../db/database.ts';
import type { Clock } from '../../kernel/clock.ts';
import type { NextId } from '../../kernel/ids.ts';

/** What telling somebody something works with. */
export interface TellDeps {
  readonly clock: Clock;
  readonly nextId: NextId;
  /** Whether notices go out by e-mail too. */
  readonly mailOn: boolean;
}

/** What the use cases of notices work with. */
export interface NoticeDeps extends TellDeps {
  readonly database: Database;
  /** What the secrets of webhooks are derived from, the present key first. */
  readonly webhookKeys: readonly [Buffer, ...Buffer[]];
}
