import type { Database } from '../../db/database.ts';
import type { Clock } from '../../kernel/clock.ts';
import type { Argon2Pool } from '../../kernel/crypto/argon2-pool.ts';
import type { Random } from '../../kernel/crypto/random.ts';
import type { NextId } from '../../kernel/ids.ts';
import type { Authentication } from './authentication.ts';

/** What the use cases of people work with. */
export interface PeopleDeps {
  readonly database: Database;
  readonly clock: Clock;
  readonly nextId: NextId;
  readonly random: Random;
  readonly argon2: Argon2Pool;
  readonly authentication: Authentication;
  /** Keys the digests of one-time links. */
  readonly invitationKey: string;
  readonly invitationHours: number;
  readonly publicUrl: string;
}
