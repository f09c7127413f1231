import type { ErrorCode } from '@keywright/contract';

/**
 * `setup`: the guard or the gate’s list of trusted proxies is wrong, and stays so until somebody mends it. `outage`: no
 * answer, or none that can be read; it may pass.
 */
export type GuardFaultKind = 'setup' | 'outage';

export interface GuardFaultFacts {
  readonly kind: GuardFaultKind;
  /** For whoever runs the application. */
  readonly message: string;
  /** The HTTP status of what answered. */
  readonly status?: number | undefined;
  readonly code?: ErrorCode | undefined;
  readonly cause?: unknown;
}

/**
 * A request that a guard refused because it could not find out whether it is allowed. The caller was told 503 and nothing of
 * this. It holds neither the request’s address nor its headers, in which tokens may stand.
 */
export class GuardFault extends Error {
  readonly kind: GuardFaultKind;
  /** 0 where nothing answered, or nothing was asked. */
  readonly status: number;
  /** The gate’s own code, where it gave one. */
  readonly code: ErrorCode | undefined;
  /** The `traceId` that the caller was told. */
  readonly traceId: string;

  constructor(facts: GuardFaultFacts, traceId: string) {
    super(facts.message, facts.cause === undefined ? {} : { cause: facts.cause });
    this.name = 'GuardFault';
    this.kind = facts.kind;
    this.status = facts.status ?? 0;
    this.code = facts.code;
    this.traceId = traceId;
  }
}
