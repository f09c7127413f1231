import type { Catalogue } from '@keywright/contract';
import type { Database } from '../../db/database.ts';
import type { Clock } from '../../kernel/clock.ts';
import type { Argon2Pool } from '../../kernel/crypto/argon2-pool.ts';
import type { NextId } from '../../kernel/ids.ts';
import type { TokenCodec } from './token-codec.ts';

/** What the use cases of credentials work with. */
export interface CredentialDeps {
  readonly database: Database;
  readonly catalogue: Catalogue;
  readonly clock: Clock;
  readonly nextId: NextId;
  readonly argon2: Argon2Pool;
  readonly codec: TokenCodec;
}
