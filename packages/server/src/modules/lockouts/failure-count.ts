/** When an address is blocked, and for how long. */
export interface LockoutRule {
  /** So many consecutive failures block. */
  readonly failures: number;
  /** Failures further apart than this are not consecutive, in milliseconds. */
  readonly windowMs: number;
  readonly blockMs: number;
}

/** The consecutive failures of one network so far. */
export interface FailureCount {
  readonly count: number;
  readonly firstAt: number;
}

/** What one more failure comes to: the new count, and whether it blocks. Pure. */
export function countFailure(
  present: FailureCount | undefined,
  now: number,
  rule: LockoutRule,
): { readonly count: FailureCount; readonly blocks: boolean } {
  const goesOn = present !== undefined && now - present.firstAt < rule.windowMs;
  const count = goesOn ? { ...present, count: present.count + 1 } : { count: 1, firstAt: now };
  return { count, blocks: count.count >= rule.failures };
}
