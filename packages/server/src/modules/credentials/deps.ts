import type { Catalogue } from '@keywright/contract';
import type { Database, Trx } from '../../db/database.ts';
import type { Clock } from '../../kernel/clock.ts';
import type { Argon2Pool } from '../../kernel/crypto/argon2-pool.ts';
import type { Random } from '../../kernel/crypto/random.ts';
import type { Freshness } from '../freshness/index.ts';
import type { TellDeps } from '../notices/index.ts';
import type { Principal } from '../scopes/index.ts';
import type { KnownCredentials } from './known-credentials.ts';
import type { LegacyLookup } from './legacy-lookup.ts';
import type { TokenCodec } from './token-codec.ts';

/** A rate-limit policy that a credential is to have. */
export interface PolicyChoice {
  readonly policyId: string;
  /** The project of an API key; null for a PAT. */
  readonly projectId: string | null;
  /** It is that of the credential in use, whether the caller can see it or not. */
  readonly inherited: boolean;
}

/** The rate-limit policies, as credentials need them. */
export interface Policies {
  /** Keeps a policy from being deleted until the transaction ends; false where the caller can give no such one. */
  readonly lockAssignable: (trx: Trx, principal: Principal, choice: PolicyChoice) => Promise<boolean>;
}

/** What the use cases of credentials work with. */
export interface CredentialDeps extends TellDeps {
  readonly database: Database;
  readonly catalogue: Catalogue;
  readonly argon2: Argon2Pool;
  readonly codec: TokenCodec;
  readonly random: Random;
  /** What repeatable rotations are derived from, and their stored digests keyed with. */
  readonly rotationKey: Buffer;
  readonly policies: Policies;
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
