import { setImmediate as letRequestsIn } from 'node:timers/promises';
import type { Clock } from '../../kernel/clock.ts';
import { type AuditEvent, toAuditEvent } from './audit-event.ts';
import type { EventWriter } from './record-writer.ts';
import { RefusalSample } from './refusal-sample.ts';

/** How long an event may wait to be written with others: what a kill may lose, less the time of a write. */
const flushMs = 500;
const eventsPerTransaction = 1000;
/** From here on writing begins before its time. */
const busyAt = 5000;
/** While the database is away this many events are kept; of further ones only the number. */
const defaultMaximumPending = 200_000;

export interface EventRecorderOptions {
  readonly writer: Pick<EventWriter, 'write'>;
  readonly clock: Clock;
  readonly onFault: (error: unknown) => void;
  /** How many events are kept until they are written. */
  readonly maximumPending?: number;
}

/**
 * Writes the events of uses off the path of requests: in transactions of bounded length, in the order in which they were noted,
 * letting requests in between. A graceful stop writes all; a kill loses what was noted in the last second.
 */
export class EventRecorder {
  readonly #options: EventRecorderOptions;
  readonly #refusals = new RefusalSample((event) => this.note(event));
  #pending: AuditEvent[] = [];
  #dropped = 0;
  #timer: NodeJS.Timeout | undefined;
  #writing: Promise<void> = Promise.resolve();
  #isWriting = false;
  /** Since the last try failed, the next one waits for its time, however much there is to write. */
  #isFailing = false;

  constructor(options: EventRecorderOptions) {
    this.#options = options;
  }

  note(event: AuditEvent): void {
    if (this.#pending.length >= (this.#options.maximumPending ?? defaultMaximumPending)) {
      this.#dropped += 1;
      return;
    }
    this.#pending.push(event);
    this.#arm();
    if (this.#pending.length >= busyAt && !this.#isWriting && !this.#isFailing) void this.#begin();
  }

  /**
   * The same of a refusal: one by one while they are few, as a number once they are many. `source`: what is counted together,
   * a network and the credential where the secret was right, so that no flood of nonsense hides what happens to that.
   */
  noteRefusal(source: string, event: AuditEvent): void {
    this.#refusals.note(source, event);
    this.#arm();
  }

  /** Resolves once everything noted so far is written, counts of refusals too. A fault is reported and all is kept. */
  flush(): Promise<void> {
    this.#refusals.settle();
    return this.#begin();
  }

  #arm(): void {
    this.#timer ??= setTimeout(() => {
      this.#refusals.settle(this.#options.clock.now());
      void this.#begin().then(() => {
        if (this.#refusals.isCounting) this.#arm();
      });
    }, flushMs).unref();
  }

  #begin(): Promise<void> {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#isWriting = true;
    this.#writing = this.#writing
      .then(() => this.#writeAll())
      .finally(() => {
        this.#isWriting = false;
      });
    return this.#writing;
  }

  /** Writes what is pending now. What comes meanwhile waits for the next round, so that it is written with others too. */
  async #writeAll(): Promise<void> {
    let left = this.#pending.length;
    while (left > 0) {
      const events = this.#pending.slice(0, Math.min(left, eventsPerTransaction));
      try {
        await this.#options.writer.write(this.#options.clock.now(), events);
      } catch (error) {
        this.#isFailing = true;
        this.#options.onFault(error);
        break;
      }
      this.#isFailing = false;
      this.#pending = this.#pending.slice(events.length);
      left -= events.length;
      if (this.#dropped > 0) {
        this.#noteDropped(events.at(-1)?.traceId ?? '');
        left = this.#pending.length;
      }
      await letRequestsIn();
    }
    if (this.#pending.length > 0) this.#arm();
  }

  /** What could not be kept is at least told of, once writing goes on: after what was kept, as it came after it. */
  #noteDropped(traceId: string): void {
    const details = { unrecordedUses: this.#dropped };
    const client = { address: '', userAgent: '', traceId };
    const actor = { kind: 'operator', userId: null, credentialId: null } as const;
    const context = { action: 'credential.use', actor, method: '', path: '', status: 0, client } as const;
    const target = { kind: 'audit-log', id: 'unrecorded', details } as const;
    this.#pending.push(toAuditEvent(this.#options.clock.now(), context, target));
    this.#dropped = 0;
  }
}
