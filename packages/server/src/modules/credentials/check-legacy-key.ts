import { legacyFormat } from '@keywright/contract';
import { sha256Hex } from '../../kernel/crypto/digest.ts';
import type { Compared } from './check-secret.ts';
import { findCredentialById } from './credential-store.ts';
import type { CheckDeps } from './deps.ts';
import {
  digestOnly,
  type LegacyDigests,
  type LegacyLookup,
  maximumKeyLength,
  minimumKeyLength,
} from './legacy-lookup.ts';
import { findLegacyCandidates, type LegacyCandidate, updateLegacyHash } from './legacy-store.ts';
import { findSuperseded } from './superseded-secret-store.ts';

type Deps = Pick<CheckDeps, 'argon2' | 'database'> & { readonly lookup: LegacyLookup };

/** Whether a string could be an imported key at all. */
export const couldBeLegacy = (token: string): boolean =>
  token.length >= minimumKeyLength && token.length <= maximumKeyLength;

/**
 * Compares a string that is no token of ours with the imported keys. A key that is not there is found not to be by two
 * digests and one query; only whoever knows the head of one reaches a slow hash. The first use of a key makes its hash
 * Argon2id and forgets the digest of the whole.
 */
export function createLegacyCheck({ argon2, database, lookup }: Deps) {
  /** The hashes that a key may match: the present one, or after a rotation those that it replaced. */
  async function hashesOf({ id, format, secretHash }: LegacyCandidate) {
    const present = { secretHash, validUntil: null };
    return format === legacyFormat ? [present] : findSuperseded(database.reader, id);
  }

  async function isRight(
    secretHash: string,
    candidate: LegacyCandidate,
    token: string,
    presented: LegacyDigests,
    address: string,
  ) {
    if (secretHash === digestOnly) return presented.digests.includes(candidate.legacyDigest ?? '');
    const right = await argon2.verify(address, secretHash, token);
    return right.overloaded ? 'overloaded' : right.value;
  }

  async function rehash(candidate: LegacyCandidate, token: string, used: string, address: string): Promise<void> {
    if (!argon2.isOutdated(candidate.secretHash)) return;
    const hashed = await argon2.hash(address, token);
    if (hashed.overloaded) return;
    const change = { from: candidate.secretHash, to: hashed.value, head: used };
    await database.transaction((trx) => updateLegacyHash(trx, candidate.id, change));
  }

  return async (token: string, address: string): Promise<Compared> => {
    const presented = lookup.ofPresented(token);
    for (const candidate of await findLegacyCandidates(database.reader, presented)) {
      for (const { secretHash, validUntil } of await hashesOf(candidate)) {
        const right = await isRight(secretHash, candidate, token, presented, address);
        if (right === 'overloaded') return { credential: undefined, outcome: 'overloaded' };
        if (!right) continue;
        if (validUntil === null) await rehash(candidate, token, lookup.ofUsed(sha256Hex(token)), address);
        const credential = await findCredentialById(database.reader, candidate.id);
        if (credential !== undefined) return { credential, secretValidUntil: validUntil };
      }
    }
    return { credential: undefined, outcome: 'unknown' };
  };
}
