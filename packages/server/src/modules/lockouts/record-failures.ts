import { LRUCache } from 'lru-cache';
import type { Database } from '../../db/database.ts';
import { networkOf } from '../../kernel/network.ts';
import type { Commit } from '../audit/index.ts';
import type { TellDeps } from '../notices/index.ts';
import { findHolding, insertBlock } from './block-store.ts';
import { countFailure, type FailureCount, type LockoutRule } from './failure-count.ts';
import { tellOfBlock } from './record-block.ts';

/** How many networks with failures, and how many blocks, a process remembers. */
const rememberedNetworks = 50_000;
const rememberedBlocks = 100_000;
/** How long another process’s block, or an administrator’s clearing elsewhere, may take to be known here. */
const refreshMs = 1000;

export interface FailureRecorderOptions extends TellDeps {
  readonly database: Database;
  readonly rule: LockoutRule;
  /** Makes the commit under which a block is written, so that it is in the audit log. */
  readonly createCommit: (address: string) => Commit;
  readonly onFault: (error: unknown) => void;
}

/**
 * Counts consecutive failures by network and blocks. Counts live in memory; blocks in the database too, so that they
 * survive a restart and reach the other processes. A credential’s prefix is never counted: who knows one must not be able
 * to lock its owner out.
 */
export class FailureRecorder {
  readonly #options: FailureRecorderOptions;
  readonly #counts = new LRUCache<string, FailureCount>({ max: rememberedNetworks });
  #blockedUntil = new Map<string, number>();
  /** Blocks that a reading of the database may not find yet. */
  readonly #unwritten = new LRUCache<string, number>({ max: rememberedNetworks });
  #readAt = Number.NEGATIVE_INFINITY;
  #work: Promise<void> = Promise.resolve();

  constructor(options: FailureRecorderOptions) {
    this.#options = options;
  }

  /** In how many seconds the address may present a token again; 0 where it may now. */
  secondsBlocked(address: string): number {
    const now = this.#options.clock.now();
    if (now - this.#readAt >= refreshMs) this.#run(() => this.refresh());
    if (this.#blockedUntil.size === 0) return 0;
    const until = this.#blockedUntil.get(networkOf(address)) ?? 0;
    return Math.max(0, Math.ceil((until - now) / 1000));
  }

  /** A token from this address was good: its failures are no longer consecutive. */
  noteSuccess(address: string): void {
    if (this.#counts.size > 0) this.#counts.delete(networkOf(address));
  }

  /** A token from this address was none of ours, or had a wrong secret. */
  noteFailure(address: string): void {
    const { clock, rule } = this.#options;
    const now = clock.now();
    const network = networkOf(address);
    const { count, blocks } = countFailure(this.#counts.get(network), now, rule);
    this.#counts.set(network, count);
    if (!blocks) return;
    this.#counts.delete(network);
    this.#blockedUntil.set(network, now + rule.blockMs);
    this.#unwritten.set(network, now + rule.blockMs);
    this.#run(() => this.#write(address, network, count.count, now));
  }

  /** Reads the blocks of all processes. */
  async refresh(): Promise<void> {
    const { clock, database } = this.#options;
    const now = clock.now();
    this.#readAt = now;
    const blocks = await findHolding(database.reader, now, rememberedBlocks);
    const read = blocks.map(({ network, blockedUntil }) => [network, blockedUntil] as const);
    this.#blockedUntil = new Map([...read, ...this.#unwritten.entries()]);
  }

  /** Waits until what was noted is written. */
  flush(): Promise<void> {
    return this.#work;
  }

  /** One thing at a time, in the order in which it was asked for. */
  #run(work: () => Promise<void>): void {
    this.#readAt = this.#options.clock.now();
    this.#work = this.#work.then(work).catch(this.#options.onFault);
  }

  async #write(address: string, network: string, failures: number, now: number): Promise<void> {
    const { createCommit, nextId, rule } = this.#options;
    const block = { id: nextId(), network, failures, blockedUntil: now + rule.blockMs, createdAt: now };
    await createCommit(address)(async (trx) => {
      await insertBlock(trx, block);
      await tellOfBlock(this.#options, trx, block);
      const details = { network, failures, seconds: rule.blockMs / 1000 };
      return { reply: undefined, target: { kind: 'blocked-address', id: block.id, details } };
    });
    this.#unwritten.delete(network);
  }
}
