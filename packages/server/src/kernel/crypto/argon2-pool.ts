import { hash } from '@node-rs/argon2';
import { verifyHash } from './foreign-hash.ts';

/** Argon2id parameters (RFC 9106): memory in KiB, passes, lanes. */
export interface Argon2Parameters {
  readonly memoryKib: number;
  readonly passes: number;
  readonly parallelism: number;
}

export interface Argon2PoolOptions extends Argon2Parameters {
  /** How many computations run at once. Each holds `memoryKib` and one thread of the pool of libuv. */
  readonly concurrency: number;
  /** How many may wait, over all callers. */
  readonly maxWaiting: number;
  /** How many of one caller may wait: one address cannot fill the queue. */
  readonly maxWaitingPerCaller: number;
}

/** `overloaded` is a value, not an exception: the caller decides what to answer. */
export type Pooled<T> = { readonly overloaded: false; readonly value: T } | { readonly overloaded: true };

/**
 * The only door to Argon2id: bounded in memory and in waiting, off the event loop, and fair. Waiting callers are served
 * in turn, one computation each, so that a flood from one address delays the others by one computation, not by its length.
 */
export class Argon2Pool {
  readonly #options: Argon2PoolOptions;
  readonly #waiting = new Map<string, (() => void)[]>();
  #waitingCount = 0;
  #running = 0;

  constructor(options: Argon2PoolOptions) {
    this.#options = options;
  }

  /** How many computations wait. */
  get waitingCount(): number {
    return this.#waitingCount;
  }

  /** `secret` as a PHC string with a fresh random salt. */
  hash(caller: string, secret: string): Promise<Pooled<string>> {
    const { memoryKib, passes, parallelism } = this.#options;
    return this.#admit(caller, () => hash(secret, { memoryCost: memoryKib, timeCost: passes, parallelism }));
  }

  /** Whether `phc` is the hash of `secret`: ours, or one that was imported. A string that is no hash is false. */
  verify(caller: string, phc: string, secret: string): Promise<Pooled<boolean>> {
    return this.#admit(caller, () => verifyHash(phc, secret));
  }

  /** Whether `phc` was made with other parameters than the present ones, and should be renewed. */
  isOutdated(phc: string): boolean {
    const { memoryKib, passes, parallelism } = this.#options;
    return !phc.startsWith(`$argon2id$v=19$m=${memoryKib},t=${passes},p=${parallelism}$`);
  }

  async #admit<T>(caller: string, work: () => Promise<T>): Promise<Pooled<T>> {
    if (this.#running >= this.#options.concurrency) {
      const turn = this.#enqueue(caller);
      if (turn === null) return { overloaded: true };
      await turn;
    } else {
      this.#running += 1;
    }
    try {
      return { overloaded: false, value: await work() };
    } finally {
      this.#releaseTurn();
    }
  }

  #enqueue(caller: string): Promise<void> | null {
    const queue = this.#waiting.get(caller) ?? [];
    const full = this.#waitingCount >= this.#options.maxWaiting || queue.length >= this.#options.maxWaitingPerCaller;
    if (full) return null;
    this.#waitingCount += 1;
    return new Promise((resolve) => {
      queue.push(resolve);
      this.#waiting.set(caller, queue);
    });
  }

  /** Hands the turn to the caller who has waited longest for one; a caller who was served goes to the end of the line. */
  #releaseTurn(): void {
    const next = this.#waiting.entries().next();
    if (next.done) {
      this.#running -= 1;
      return;
    }
    const [caller, queue] = next.value;
    const resume = queue.shift();
    this.#waiting.delete(caller);
    if (queue.length > 0) this.#waiting.set(caller, queue);
    this.#waitingCount -= 1;
    resume?.();
  }
}
