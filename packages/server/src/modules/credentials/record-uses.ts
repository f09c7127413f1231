import { setImmediate } from 'node:timers/promises';
import type { Database } from '../../db/database.ts';
import type { TellDeps } from '../notices/index.ts';
import { addUse, createPendingUse, mergeUses, type PendingUse } from './pending-use.ts';
import { recordAddresses } from './record-addresses.ts';
import { updateLastUsed } from './use-store.ts';

const coalesceMs = 60_000;
const flushMs = 1000;
/** Beyond this many credentials with uses to be written, uses of further ones are not noted. */
const maximumPending = 100_000;
/** So many credentials share a transaction; between two, requests have their turn. */
const perTransaction = 500;

/**
 * Notes when and whence credentials are used, off the path of requests: at most one write per credential and minute, many in one
 * transaction. What comes within the minute waits for its end. A graceful stop writes everything; a kill loses at most the last
 * minute of a credential in use.
 */
export class UseRecorder {
  readonly #deps: TellDeps & { readonly database: Database };
  readonly #onFault: (error: unknown) => void;
  #pending = new Map<string, PendingUse>();
  #written = new Map<string, number>();
  #writtenBefore = new Map<string, number>();
  #timer: NodeJS.Timeout | undefined;
  #writing: Promise<void> = Promise.resolve();
  #turnAt: number;

  constructor(options: TellDeps & { readonly database: Database; readonly onFault: (error: unknown) => void }) {
    this.#deps = options;
    this.#onFault = options.onFault;
    this.#turnAt = options.clock.now() + coalesceMs;
  }

  note(credentialId: string, address: string): void {
    const at = this.#deps.clock.now();
    const pending = this.#pending.get(credentialId);
    if (pending !== undefined) {
      addUse(pending, address, at);
      return;
    }
    if (this.#pending.size >= maximumPending) return;
    const last = this.#written.get(credentialId) ?? this.#writtenBefore.get(credentialId);
    const dueAt = last === undefined ? at : last + coalesceMs;
    this.#pending.set(credentialId, createPendingUse(credentialId, address, at, dueAt));
    this.#arm();
  }

  /**
   * Resolves once what is due is written, by a round that is under way too. A fault is reported and the uses are kept for the
   * next round.
   */
  flush(): Promise<void> {
    return this.#begin((now) => [...this.#pending.values()].filter(({ dueAt }) => dueAt <= now));
  }

  /** The same with everything noted so far, due or not: for a stop. */
  drain(): Promise<void> {
    return this.#begin(() => [...this.#pending.values()]);
  }

  #begin(choose: (now: number) => readonly PendingUse[]): Promise<void> {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#writing = this.#writing.then(() => this.#write(choose(this.#deps.clock.now())));
    return this.#writing;
  }

  #arm(): void {
    this.#timer ??= setTimeout(() => void this.flush(), flushMs).unref();
  }

  async #write(uses: readonly PendingUse[]): Promise<void> {
    // In the order of ids, so that two nodes never wait for each other's rows in turn.
    const sorted = uses.toSorted((a, b) => (a.credentialId < b.credentialId ? -1 : 1));
    if (uses.length > 0) this.#forgetOld();
    for (let from = 0; from < sorted.length; from += perTransaction) {
      if (from > 0) await setImmediate();
      await this.#writeSome(sorted.slice(from, from + perTransaction));
    }
    if (this.#pending.size > 0) this.#arm();
  }

  async #writeSome(uses: readonly PendingUse[]): Promise<void> {
    const now = this.#deps.clock.now();
    for (const { credentialId } of uses) {
      this.#pending.delete(credentialId);
      this.#written.set(credentialId, now);
    }
    try {
      await this.#deps.database.transaction(async (trx) => {
        await recordAddresses(this.#deps, trx, uses, () => updateLastUsed(trx, uses));
      });
    } catch (error) {
      for (const use of uses) {
        this.#written.delete(use.credentialId);
        this.#pending.set(use.credentialId, mergeUses(use, this.#pending.get(use.credentialId)));
      }
      this.#onFault(error);
    }
  }

  /** Two generations of a minute each bound the map by what was used in the last two minutes. */
  #forgetOld(): void {
    const now = this.#deps.clock.now();
    if (now < this.#turnAt) return;
    this.#writtenBefore = this.#written;
    this.#written = new Map();
    this.#turnAt = now + coalesceMs;
  }
}
