import type { TokenParts } from '@keywright/contract';
import { insertChange } from '../freshness/index.ts';
import type { Credential } from './credential.ts';
import type { CheckDeps } from './deps.ts';
import { findByPrefix, type StoredSecret, updateGraceEnded, updateSecretHash } from './secret-store.ts';
import { endGrace, findSuperseded } from './superseded-secret-store.ts';

/** What a comparison found: whose secret it is and until when it works (null: it is the present one), or nothing. */
export type Compared =
  | { readonly credential: Credential; readonly secretValidUntil: number | null }
  | { readonly credential: undefined; readonly outcome: 'unknown' | 'overloaded' };

const unknown: Compared = { credential: undefined, outcome: 'unknown' };
const overloaded: Compared = { credential: undefined, outcome: 'overloaded' };

type Deps = Pick<CheckDeps, 'argon2' | 'clock' | 'database' | 'nobodysHash'>;

/**
 * Compares a secret with what is stored: the present one, then those that rotations replaced. A prefix that is not stored is
 * compared with the hash of a secret that nobody has, so that it takes as long as a wrong secret and cannot be told from one.
 */
export function createSecretCheck(deps: Deps) {
  const { argon2, clock, database, nobodysHash } = deps;

  /** The present secret was right: renews an outdated hash, and ends the grace of the old one where that was asked for. */
  async function noteFirstUse(stored: StoredSecret, secret: string, address: string): Promise<void> {
    const { credential, secretHash, endsGrace } = stored;
    const renewed = argon2.isOutdated(secretHash) ? await argon2.hash(address, secret) : undefined;
    if (renewed?.overloaded === false) {
      await database.transaction((trx) => updateSecretHash(trx, credential.id, secretHash, renewed.value));
    }
    if (endsGrace) {
      await database.transaction(async (trx) => {
        // A rotation that came in between has made this the old secret, whose use ends nothing.
        if (!(await updateGraceEnded(trx, credential))) return;
        await endGrace(trx, credential.id, clock.now());
        await insertChange(trx, [`credential:${credential.id}`]);
      });
    }
  }

  /** Asks the same of the database where no such prefix is stored: that, too, is not to be told from a wrong secret. */
  async function compareSuperseded(
    credential: Credential | undefined,
    secret: string,
    address: string,
  ): Promise<Compared> {
    const superseded = await findSuperseded(database.reader, credential?.id ?? '');
    if (credential === undefined) return unknown;
    for (const { secretHash, validUntil } of superseded) {
      const right = await argon2.verify(address, secretHash, secret);
      if (right.overloaded) return overloaded;
      if (right.value) return { credential, secretValidUntil: validUntil };
    }
    return unknown;
  }

  return async ({ kind, prefix, secret }: TokenParts, address: string): Promise<Compared> => {
    const stored = await findByPrefix(database.reader, kind, prefix);
    const right = await argon2.verify(address, stored?.secretHash ?? nobodysHash, secret);
    if (right.overloaded) return overloaded;
    if (stored === undefined || !right.value) return compareSuperseded(stored?.credential, secret, address);
    await noteFirstUse(stored, secret, address);
    return { credential: stored.credential, secretValidUntil: null };
  };
}
