import { LRUCache } from 'lru-cache';
import type { AuditEvent } from './audit-event.ts';

/** How many refusals from one source in a minute are written one by one. Beyond that they are counted. */
export const refusalsPerMinute = 20;
const minuteMs = 60_000;
const rememberedSources = 10_000;

interface Flood {
  readonly since: number;
  count: number;
  /** The latest that was counted and not written. */
  last: AuditEvent | undefined;
  unwritten: number;
}

/**
 * Keeps a flood of refusals from becoming a flood of events: of each source and minute the first ones pass, the others are
 * counted, and the count passes as one event when the minute is over. Nothing is left out of the count. Bounded: a source that
 * must make room for others has its count passed on at once.
 */
export class RefusalSample {
  readonly #floods: LRUCache<string, Flood>;
  readonly #pass: (event: AuditEvent) => void;
  #counting = 0;

  constructor(pass: (event: AuditEvent) => void) {
    this.#pass = pass;
    this.#floods = new LRUCache({ max: rememberedSources, dispose: (flood) => this.#passCount(flood) });
  }

  note(source: string, event: AuditEvent): void {
    const known = this.#floods.get(source);
    if (known === undefined || event.at - known.since >= minuteMs) {
      this.#floods.set(source, { since: event.at, count: 1, last: undefined, unwritten: 0 });
      this.#pass(event);
      return;
    }
    known.count += 1;
    if (known.count <= refusalsPerMinute) {
      this.#pass(event);
      return;
    }
    if (known.last === undefined) this.#counting += 1;
    known.last = event;
    known.unwritten += 1;
  }

  /** Whether there is a count that was not passed on. */
  get isCounting(): boolean {
    return this.#counting > 0;
  }

  /** Passes on the counts of the minutes that are over; of all, where `now` is not given. */
  settle(now = Number.POSITIVE_INFINITY): void {
    for (const [source, flood] of this.#floods.entries()) {
      if (now - flood.since >= minuteMs) this.#floods.delete(source);
    }
  }

  #passCount({ last, unwritten, since }: Flood): void {
    if (last === undefined) return;
    this.#counting -= 1;
    const details = { ...(JSON.parse(last.details) as object), refusals: unwritten, sinceMs: last.at - since };
    this.#pass({ ...last, details: JSON.stringify(details) });
  }
}
