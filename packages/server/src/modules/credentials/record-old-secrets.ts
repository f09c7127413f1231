import { LRUCache } from 'lru-cache';
import type { Database } from '../../db/database.ts';
import { type News, type TellDeps, tellAtTimes } from '../notices/index.ts';
import { factsOf, nameOf } from './credential.ts';
import { findPersonToTell, lockAnyCredential } from './credential-store.ts';

const remembered = 10_000;
/** How long the database is not asked again whether the owner was told. It knows the hour; this only spares it. */
const askAgainAfterMs = 60_000;
const repeatAfterMs = 3_600_000;

/**
 * Tells owners that a secret which a rotation replaced is still being presented: somebody has it who should not, or a job was
 * forgotten. At most once an hour for a credential, whoever presents it how often.
 */
export class OldSecretRecorder {
  readonly #deps: TellDeps & { readonly database: Database };
  readonly #onFault: (error: unknown) => void;
  /** When the database was last asked about a credential. */
  readonly #askedAt = new LRUCache<string, number>({ max: remembered });
  readonly #running = new Set<Promise<void>>();

  constructor(options: TellDeps & { readonly database: Database; readonly onFault: (error: unknown) => void }) {
    this.#deps = options;
    this.#onFault = options.onFault;
  }

  note(credentialId: string, address: string): void {
    const now = this.#deps.clock.now();
    if (now - (this.#askedAt.get(credentialId) ?? Number.NEGATIVE_INFINITY) < askAgainAfterMs) return;
    this.#askedAt.set(credentialId, now);
    const telling = this.#tell(credentialId, address).catch((error: unknown) => {
      this.#askedAt.delete(credentialId);
      this.#onFault(error);
    });
    this.#running.add(telling);
    void telling.finally(() => this.#running.delete(telling));
  }

  /** Waits until what was noted is written. */
  async flush(): Promise<void> {
    await Promise.all(this.#running);
  }

  async #tell(credentialId: string, address: string): Promise<void> {
    await this.#deps.database.transaction(async (trx) => {
      // Locked, so that two processes that hear of it at once tell it once.
      const credential = await lockAnyCredential(trx, credentialId);
      if (credential === undefined) return;
      const owner = await findPersonToTell(trx, credential);
      const message = `An old secret of your ${nameOf(credential)} was used from ${address}. It was refused.`;
      const news: News = {
        kind: 'old-secret-used',
        userIds: owner === null ? [] : [owner],
        credentialId,
        message,
        data: { ...factsOf(credential), address },
      };
      await tellAtTimes(this.#deps, trx, news, repeatAfterMs);
    });
  }
}
