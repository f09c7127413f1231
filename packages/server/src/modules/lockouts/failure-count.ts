import ipaddr from 'ipaddr.js';

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

/**
 * What failures are counted by: an IPv4 address, or the /64 of an IPv6 one, since whoever has one address of a /64 commonly
 * has them all. What is no address counts as itself.
 */
export function networkOf(address: string): string {
  if (!ipaddr.isValid(address)) return address.slice(0, 64);
  const parsed = ipaddr.process(address);
  if (parsed.kind() === 'ipv4') return parsed.toString();
  const [first = 0, second = 0, third = 0, fourth = 0] = (parsed as ipaddr.IPv6).parts;
  return `${new ipaddr.IPv6([first, second, third, fourth, 0, 0, 0, 0]).toString()}/64`;
}
