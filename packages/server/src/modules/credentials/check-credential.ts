import type { Catalogue, TokenParts } from '@keywright/contract';
import type { Database } from '../../db/database.ts';
import type { Clock } from '../../kernel/clock.ts';
import type { Argon2Pool } from '../../kernel/crypto/argon2-pool.ts';
import type { Freshness } from '../freshness/index.ts';
import type { Credential } from './credential.ts';
import { findByPrefix, updateSecretHash } from './credential-store.ts';
import type { KnownCredentials } from './known-credentials.ts';
import { loadSnapshot } from './load-snapshot.ts';
import type { TokenCodec } from './token-codec.ts';
import { judge, type Snapshot, type Verdict } from './verdict.ts';

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
}

/** Checks a token presented from an address. Never throws for what was presented, only for faults of the service. */
export type CheckCredential = (token: string, address: string) => Promise<Verdict>;

type Loaded = { readonly snapshot: Snapshot } | { readonly outcome: 'unknown' | 'overloaded' };

/**
 * Makes the check. A known credential costs a digest, a map look-up and a freshness check. Any other token is parsed and
 * its seal checked before the database or Argon2id hear of it, so only tokens that this instance once made cost more than
 * microseconds; and of those, each only once at a time.
 */
export function createCheckCredential(deps: CheckDeps): CheckCredential {
  const { clock, codec, freshness, known } = deps;
  const loading = new Map<string, Promise<Loaded>>();
  const compare = createComparison(deps);

  async function load(digest: string, parts: TokenParts, address: string): Promise<Loaded> {
    const underWay = known.beginLoad(digest);
    try {
      const compared = await compare(parts, address);
      if (compared.credential === undefined) return { outcome: compared.outcome };
      const reader = deps.database.reader;
      const loaded = await loadSnapshot({ reader, catalogue: deps.catalogue }, compared.credential);
      underWay.finish(loaded.snapshot, loaded.subjects);
      return loaded;
    } finally {
      underWay.abandon();
    }
  }

  function begin(digest: string, parts: TokenParts, address: string): Promise<Loaded> {
    const begun = load(digest, parts, address).finally(() => loading.delete(digest));
    loading.set(digest, begun);
    return begun;
  }

  /** What is remembered of a token, once freshness has caught up. */
  async function recall(digest: string): Promise<Snapshot | undefined> {
    if (!known.has(digest)) return undefined;
    await freshness.catchUp();
    return known.get(digest);
  }

  /**
   * The first of several requests with one token does the work for all of them. A load that began before a request may
   * have read what was changed before the request: of such a load it takes what freshness lets stand, else a later one.
   */
  async function loadOnce(digest: string, parts: TokenParts, address: string): Promise<Loaded> {
    const earlier = loading.get(digest);
    if (earlier === undefined) return begin(digest, parts, address);
    const loaded = await earlier;
    if ('outcome' in loaded) return loaded;
    const snapshot = await recall(digest);
    if (snapshot !== undefined) return { snapshot };
    return loading.get(digest) ?? begin(digest, parts, address);
  }

  return async (token, address) => {
    const digest = known.digest(token);
    const remembered = await recall(digest);
    if (remembered !== undefined) return judge(remembered, clock.now(), address);
    const parts = codec.read(token);
    if (parts === null) return { outcome: 'malformed' };
    const loaded = await loadOnce(digest, parts, address);
    return 'outcome' in loaded ? loaded : judge(loaded.snapshot, clock.now(), address);
  };
}

type Compared =
  | { readonly credential: Credential }
  | { readonly credential: undefined; readonly outcome: 'unknown' | 'overloaded' };

/**
 * Compares a secret with what is stored. A prefix that is not stored is compared with the hash of a secret that nobody
 * has, so that it takes as long as a wrong secret and cannot be told from one.
 */
function createComparison({ argon2, database, nobodysHash }: CheckDeps) {
  return async ({ kind, prefix, secret }: TokenParts, address: string): Promise<Compared> => {
    const found = await findByPrefix(database.reader, kind, prefix);
    const secretHash = found?.secretHash ?? nobodysHash;
    const right = await argon2.verify(address, secretHash, secret);
    if (right.overloaded) return { outcome: 'overloaded', credential: undefined };
    if (found === undefined || !right.value) return { outcome: 'unknown', credential: undefined };
    if (argon2.isOutdated(secretHash)) {
      const renewed = await argon2.hash(address, secret);
      if (!renewed.overloaded) {
        await database.transaction((trx) => updateSecretHash(trx, found.credential.id, secretHash, renewed.value));
      }
    }
    return { credential: found.credential };
  };
}
