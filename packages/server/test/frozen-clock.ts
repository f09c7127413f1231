import type { TestClock } from './harness.ts';

/** Time that stands still until it is moved: what a test needs that speaks of the very instant at which something ends. */
export class FrozenClock {
  readonly #clocks: readonly TestClock[];
  #now: number;

  /** Stops the clocks of one or several apps, all at the same instant. */
  constructor(...clocks: readonly TestClock[]) {
    this.#clocks = clocks;
    this.#now = Date.now();
    for (const clock of clocks) clock.now = () => this.#now;
  }

  now(): number {
    return this.#now;
  }

  setNow(instant: number): void {
    this.#now = instant;
  }

  /** Lets the clocks run again, from the real time. */
  release(): void {
    for (const clock of this.#clocks) Reflect.deleteProperty(clock, 'now');
  }
}
