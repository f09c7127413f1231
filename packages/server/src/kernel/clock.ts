/** The only source of time. Injected, so that tests can move it. */
export interface Clock {
  /** Wall-clock time in epoch milliseconds. For what people read; never for deciding freshness. */
  now(): number;
}

export const systemClock: Clock = { now: () => Date.now() };
