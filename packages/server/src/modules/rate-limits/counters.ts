import { LRUCache } from 'lru-cache';
import { type Decision, type Limit, type LimitState, type Standing, standingOf, takeOne } from './gcra.ts';

/** A limit, and the key of what is counted under it. */
export interface Demand {
  readonly key: string;
  readonly limit: Limit;
}

/** What came of a request: a decision for each demand, in their order. */
export interface Taken {
  /** Whether every limit admits it. If one does not, none was charged. */
  readonly admitted: boolean;
  readonly decisions: readonly Decision[];
}

/** Counts requests. One step decides on all limits of a request and takes from them, so that no other request comes between. */
export interface Counters {
  take(demands: readonly Demand[], now: number): Taken;
  /** How each stands, without taking from any. */
  look(demands: readonly Demand[], now: number): readonly Standing[];
}

/** How many counters a process keeps: about 200 bytes each. */
const rememberedCounters = 100_000;

/**
 * Counters in the memory of this process. Bounded: the one that was used least recently is forgotten, which gives whoever it
 * counted a full bucket again. To bring that about takes requests under a hundred thousand other keys, each of them admitted
 * under a credential of this instance or from an address of its own, for one more burst; and a counter that nobody touched
 * for as long as its bucket takes to drain holds nothing anyway. A restart forgets all of them, to the same effect.
 */
export class MemoryCounters implements Counters {
  readonly #states: LRUCache<string, LimitState>;

  constructor(max: number = rememberedCounters) {
    this.#states = new LRUCache({ max });
  }

  get size(): number {
    return this.#states.size;
  }

  take(demands: readonly Demand[], now: number): Taken {
    const decisions = demands.map(({ key, limit }) => takeOne(this.#states.get(key), now, limit));
    const admitted = decisions.every((decision) => decision.admitted);
    if (admitted) {
      for (const [index, { state }] of decisions.entries()) this.#states.set(demands[index]?.key ?? '', state);
      return { admitted, decisions };
    }
    return { admitted, decisions: decisions.map((decision, index) => this.#unmake(decision, demands[index], now)) };
  }

  look(demands: readonly Demand[], now: number): readonly Standing[] {
    return demands.map(({ key, limit }) => standingOf(this.#states.peek(key), now, limit));
  }

  /**
   * The decision of one limit on a request that another one refuses: it would have admitted it, and is not charged. What a
   * refusal settled is kept, so that after a step back of the clock nobody waits for longer than the bucket takes to drain.
   */
  #unmake(decision: Decision, demand: Demand | undefined, now: number): Decision {
    if (demand === undefined) return decision;
    if (decision.admitted) return { ...decision, ...standingOf(this.#states.get(demand.key), now, demand.limit) };
    this.#states.set(demand.key, decision.state);
    return decision;
  }
}
