import { couldBeLegacy, createLegacyCheck } from './check-legacy-key.ts';
import { type Compared, createSecretCheck } from './check-secret.ts';
import type { CheckDeps } from './deps.ts';
import { loadSnapshot } from './load-snapshot.ts';
import { judge, type Snapshot, type Verdict } from './verdict.ts';

/**
 * Checks a token presented from an address. Never throws for what was presented, only for faults of the service. Once a
 * token was found valid, freshness has caught up with every change that was committed before the call: what follows in
 * the request may use its snapshots without asking again.
 */
export type CheckCredential = (token: string, address: string) => Promise<Verdict>;

type Compare = () => Promise<Compared>;
type Loaded = { readonly snapshot: Snapshot } | { readonly outcome: 'unknown' | 'overloaded' };

/**
 * Makes the check. A known credential costs a digest, a map look-up and a freshness check. Any other token is parsed and
 * its seal checked before the database or Argon2id hear of it, so only tokens that this instance once made cost more than
 * microseconds; and of those, each only once at a time.
 */
export function createCheckCredential(deps: CheckDeps): CheckCredential {
  const { clock, codec, freshness, known } = deps;
  const loading = new Map<string, Promise<Loaded>>();
  const checkSecret = createSecretCheck(deps);
  const checkLegacyKey = createLegacyCheck(deps);

  /** How a token that is not known is to be compared; undefined where it is none. */
  function comparisonOf(token: string, address: string): Compare | undefined {
    const parts = codec.read(token);
    if (parts !== null) return () => checkSecret(parts, address);
    return codec.acceptsLegacy && couldBeLegacy(token) ? () => checkLegacyKey(token, address) : undefined;
  }

  async function load(digest: string, compare: Compare): Promise<Loaded> {
    const underWay = known.beginLoad(digest);
    try {
      const compared = await compare();
      if (compared.credential === undefined) return { outcome: compared.outcome };
      const reader = deps.database.reader;
      const { credential, secretValidUntil } = compared;
      const loaded = await loadSnapshot({ reader, catalogue: deps.catalogue }, credential, secretValidUntil);
      underWay.finish(loaded.snapshot, loaded.subjects);
      return loaded;
    } finally {
      underWay.abandon();
    }
  }

  function begin(digest: string, compare: Compare): Promise<Loaded> {
    const begun = load(digest, compare).finally(() => loading.delete(digest));
    loading.set(digest, begun);
    return begun;
  }

  /** What is remembered of a token, once freshness has caught up. */
  function recall(digest: string): Snapshot | undefined | Promise<Snapshot | undefined> {
    if (!known.has(digest)) return undefined;
    const catchingUp = freshness.catchUp();
    return catchingUp === undefined ? known.get(digest) : catchingUp.then(() => known.get(digest));
  }

  /**
   * The first of several requests with one token does the work for all of them. A load that began before a request may
   * have read what was changed before the request: of such a load it takes what freshness lets stand, else a later one.
   */
  async function loadOnce(digest: string, compare: Compare): Promise<Loaded> {
    const earlier = loading.get(digest);
    if (earlier === undefined) return begin(digest, compare);
    const loaded = await earlier;
    if ('outcome' in loaded) return loaded;
    const snapshot = await recall(digest);
    if (snapshot !== undefined) return { snapshot };
    return loading.get(digest) ?? begin(digest, compare);
  }

  return async (token, address) => {
    const digest = known.digest(token);
    const remembered = await recall(digest);
    if (remembered !== undefined) return judge(remembered, clock.now(), address);
    const compare = comparisonOf(token, address);
    if (compare === undefined) return { outcome: 'malformed' };
    const loaded = await loadOnce(digest, compare);
    if ('outcome' in loaded) return loaded;
    await freshness.catchUp();
    return judge(loaded.snapshot, clock.now(), address);
  };
}
