import type { Database } from '../../db/database.ts';
import type { Clock } from '../../kernel/clock.ts';
import { type Use, updateLastUsed } from './use-store.ts';

const coalesceMs = 60_000;
const flushMs = 1000;
/** Beyond this many credentials used within a second, further uses wait for the next round to be noted. */
const maximumPending = 100_000;

/**
 * Notes when credentials are used, off the path of requests: at most one write per credential and minute, in one
 * transaction a second. A graceful stop writes what is noted; a kill loses at most the last second of it.
 */
export class UseRecorder {
  readonly #database: Database;
  readonly #clock: Clock;
  readonly #onFault: (error: unknown) => void;
  readonly #pending = new Map<string, Use>();
  #written = new Map<string, number>();
  #writtenBefore = new Map<string, number>();
  #timer: NodeJS.Timeout | undefined;
  #writing: Promise<void> = Promise.resolve();
  #turnAt: number;

  constructor(options: {
    readonly database: Database;
    readonly clock: Clock;
    readonly onFault: (error: unknown) => void;
  }) {
    this.#database = options.database;
    this.#clock = options.clock;
    this.#onFault = options.onFault;
    this.#turnAt = options.clock.now() + coalesceMs;
  }

  note(credentialId: string, address: string): void {
    const at = this.#clock.now();
    const last = this.#written.get(credentialId) ?? this.#writtenBefore.get(credentialId);
    if (last !== undefined && at - last < coalesceMs) return;
    if (this.#pending.has(credentialId) || this.#pending.size >= maximumPending) return;
    this.#pending.set(credentialId, { credentialId, at, address });
    this.#arm();
  }

  /**
   * Resolves once everything noted so far is written, by a round that is under way too. A fault is reported and the uses
   * are kept for the next round.
   */
  flush(): Promise<void> {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#writing = this.#writing.then(() => this.#write());
    return this.#writing;
  }

  #arm(): void {
    this.#timer ??= setTimeout(() => void this.flush(), flushMs).unref();
  }

  async #write(): Promise<void> {
    const uses = [...this.#pending.values()];
    if (uses.length === 0) return;
    this.#forgetOld();
    for (const use of uses) this.#written.set(use.credentialId, use.at);
    this.#pending.clear();
    try {
      await this.#database.transaction((trx) => updateLastUsed(trx, uses));
    } catch (error) {
      for (const use of uses) {
        this.#written.delete(use.credentialId);
        this.#pending.set(use.credentialId, use);
      }
      this.#arm();
      this.#onFault(error);
    }
  }

  /** Two generations of a minute each bound the map by what was used in the last two minutes. */
  #forgetOld(): void {
    const now = this.#clock.now();
    if (now < this.#turnAt) return;
    this.#writtenBefore = this.#written;
    this.#written = new Map();
    this.#turnAt = now + coalesceMs;
  }
}
