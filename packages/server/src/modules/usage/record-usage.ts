import type { Database } from '../../db/database.ts';
import type { Clock } from '../../kernel/clock.ts';
import { cellsOf, minuteOf, minutesPerDay, minutesPerHour, type UsageCell, type UsageOutcome } from './usage.ts';
import { addCounts, type CountedCell, deleteCountsBefore } from './usage-store.ts';

const flushMs = 5000;
/** Beyond this many cells between two writes, further ones are counted for the instance alone. */
const maximumPending = 100_000;
const instanceMinutes = 2 * minutesPerDay;
const credentialMinutes = 90 * minutesPerDay;

/**
 * Counts uses for the charts, off the path of requests: added up in memory and written every five seconds. A graceful stop
 * writes all; a kill loses the last seconds of the charts and nothing of the audit log. Minutes of the instance are kept for two
 * days, hours of a credential for ninety.
 */
export class UsageRecorder {
  readonly #options: {
    readonly database: Database;
    readonly clock: Clock;
    readonly onFault: (error: unknown) => void;
  };
  #pending = new Map<string, CountedCell>();
  #timer: NodeJS.Timeout | undefined;
  #writing: Promise<void> = Promise.resolve();
  #forgetAtMinute = 0;

  constructor(options: {
    readonly database: Database;
    readonly clock: Clock;
    readonly onFault: (error: unknown) => void;
  }) {
    this.#options = options;
  }

  /** One use; of something that is no credential where the id is null. */
  note(credentialId: string | null, outcome: UsageOutcome): void {
    for (const cell of cellsOf(credentialId, outcome, this.#options.clock.now())) this.#add(cell, 1);
    this.#arm();
  }

  /** Resolves once everything noted so far is written. A fault is reported and the counts are kept. */
  flush(): Promise<void> {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#writing = this.#writing.then(() => this.#write());
    return this.#writing;
  }

  #add(cell: UsageCell, count: number): void {
    const key = `${cell.minute} ${cell.outcome} ${cell.credentialId}`;
    const known = this.#pending.get(key);
    if (known === undefined && cell.credentialId !== '' && this.#pending.size >= maximumPending) return;
    this.#pending.set(key, { ...cell, count: (known?.count ?? 0) + count });
  }

  #arm(): void {
    this.#timer ??= setTimeout(() => void this.flush(), flushMs).unref();
  }

  async #write(): Promise<void> {
    const cells = [...this.#pending.values()];
    if (cells.length === 0) return;
    this.#pending = new Map();
    const now = minuteOf(this.#options.clock.now());
    try {
      await this.#options.database.transaction(async (trx) => {
        await addCounts(trx, cells);
        if (now >= this.#forgetAtMinute) await deleteCountsBefore(trx, now - instanceMinutes, now - credentialMinutes);
      });
      if (now >= this.#forgetAtMinute) this.#forgetAtMinute = now + minutesPerHour;
    } catch (error) {
      for (const cell of cells) this.#add(cell, cell.count);
      this.#arm();
      this.#options.onFault(error);
    }
  }
}
