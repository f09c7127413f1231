import { keyedDigest, sha256Hex } from '../../kernel/crypto/digest.ts';

/** How many leading characters of an imported key serve to find it. The rest is never looked up by. */
export const headLength = 8;
/** Shorter imported keys are refused: their head would be most of them. */
export const minimumKeyLength = 20;
export const maximumKeyLength = 256;

/** The `secret_hash` of a key of which a digest was imported: proven by the digest, until its first use makes it Argon2id. */
export const digestOnly = '$keyed-digest$';

/** What a presented string may be stored as: digests of the whole; and what may stand in `legacy_head`. */
export interface LegacyDigests {
  readonly digests: readonly string[];
  readonly heads: readonly string[];
}

/**
 * How imported keys are found, under a key of the instance’s keyring: the whole key through its SHA-256, since that is all
 * that some systems kept of it, or its head.
 */
export interface LegacyLookup {
  /** All that a presented string may be stored as, under every key of the keyring: those who rotate it lose no key. */
  ofPresented(text: string): LegacyDigests;
  ofKey(key: string): string;
  /** `sha256` in lower-case hex. */
  ofSha256(sha256: string): string;
  ofHead(head: string): string;
  /**
   * A key that has been used, by 48 bits of a digest of the whole: enough that two keys do not share it, as keys of one
   * project share their head where it names the project. `sha256` in lower-case hex.
   */
  ofUsed(sha256: string): string;
}

/** The present key first: what is stored is stored under it. */
export function createLegacyLookup(lookupKeys: readonly [Buffer, ...Buffer[]]): LegacyLookup {
  const [present, ...former] = lookupKeys.map((key) => key.toString('base64url'));
  const under = (key: string) => ({
    ofSha256: (sha256: string) => keyedDigest(key, `key.${sha256}`),
    ofUsed: (sha256: string) => `used.${keyedDigest(key, `used.${sha256}`).slice(0, 8)}`,
    ofHead: (head: string) => keyedDigest(key, `head.${head.slice(0, headLength)}`),
  });
  const stored = under(present ?? '');
  const all = [stored, ...former.map(under)];
  return {
    ...stored,
    ofKey: (text) => stored.ofSha256(sha256Hex(text)),
    ofPresented(text) {
      const sha256 = sha256Hex(text);
      return {
        digests: all.map(({ ofSha256 }) => ofSha256(sha256)),
        heads: all.flatMap(({ ofUsed, ofHead }) => [ofUsed(sha256), ofHead(text)]),
      };
    },
  };
}
