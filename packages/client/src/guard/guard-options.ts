import { createFaultLog } from './fault-log.ts';
import type { GuardFault } from './guard-fault.ts';

export interface GuardOptions {
  /** Where Keywright is, such as `https://keys.example.com`. A path in it is kept. The callers’ credentials go there. */
  readonly baseUrl: string;
  /** How long to wait for an answer and all of its body, in milliseconds: 1 to 60,000. Default: 2,000. */
  readonly timeoutMs?: number;
  /** Instead of the global `fetch`. */
  readonly fetch?: typeof globalThis.fetch;
  /**
   * Told of each request that was refused because it could not be found out whether it is allowed. Default: standard error,
   * where a fault is told once until the gate answers again.
   */
  readonly onFault?: (fault: GuardFault) => void;
}

/** Options with defaults in place, once they are known to be good. */
export interface GuardSettings {
  readonly gate: string;
  readonly timeoutMs: number;
  readonly fetch: typeof globalThis.fetch;
  readonly onFault: (fault: GuardFault) => void;
  /** Called when the gate has answered. */
  readonly onAnswer: () => void;
}

/** Throws a `TypeError` where an option is of no use, so that a server with a wrong one does not start. */
export function readOptions(options: GuardOptions): GuardSettings {
  const { timeoutMs = 2_000, fetch = globalThis.fetch } = options;
  if (!Number.isInteger(timeoutMs) || timeoutMs < 1 || timeoutMs > 60_000) {
    throw new TypeError('createGuards: timeoutMs is a whole number of milliseconds, 1 to 60,000.');
  }
  const log = createFaultLog();
  return {
    gate: gateOf(options.baseUrl),
    timeoutMs,
    // Called as a function of its own: some runtimes refuse `fetch` as a method of another object.
    fetch: (input, init) => fetch(input, init),
    onFault: options.onFault ?? log.fault,
    onAnswer: log.answer,
  };
}

function gateOf(baseUrl: string): string {
  if (!URL.canParse(baseUrl))
    throw new TypeError('createGuards: baseUrl is the address of Keywright, with its scheme.');
  const url = new URL(baseUrl);
  if (!/^https?:$/.test(url.protocol)) throw new TypeError('createGuards: baseUrl begins with http: or https:.');
  if (url.username !== '' || url.password !== '' || url.search !== '' || url.hash !== '') {
    throw new TypeError('createGuards: baseUrl has neither a user nor a query nor a fragment.');
  }
  return `${url.origin}${url.pathname.replace(/\/+$/, '')}/gate/guard`;
}
