import type { Catalogue } from '@keywright/contract';
import type { Database } from '../../db/database.ts';
import type { Clock } from '../../kernel/clock.ts';
import type { Argon2Pool } from '../../kernel/crypto/argon2-pool.ts';
import type { Random } from '../../kernel/crypto/random.ts';
import type { NextId } from '../../kernel/ids.ts';
import type { Freshness } from '../freshness/index.ts';
import type { KnownCredentials } from './known-credentials.ts';
import type { LegacyLookup } from './legacy-lookup.ts';
import type { TokenCodec } from './token-codec.ts';

/** What the use cases of credentials work with. */
export interface CredentialDeps {
  readonly database: Database;
  readonly catalogue: Catalogue;
  readonly clock: Clock;
  readonly nextId: NextId;
  readonly argon2: Argon2Pool;
  readonly codec: TokenCodec;
  readonly random: Random;
  /** What repeatable rotations are derived from, and their stored digests keyed with. */
  readonly rotationKey: Buffer;
}

/** What checking a credential works with. */
export interface CheckDeps {
  readonly database: Database;
  readonly catalogue: Catalogue;
  readonly clock: Clock;
  readonly argon2: Argon2Pool;
  readonly codec: TokenCodec;
  readonly known: KnownCredentials;
  readonly freshness: Freshness;
  /** The Argon2id hash of a secret that nobody has, made with the present parameters. */
  readonly nobodysHash: string;
  readonly lookup: LegacyLookup;
}
