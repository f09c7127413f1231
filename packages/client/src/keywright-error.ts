import type { ErrorCode, FieldFault } from '@keywright/contract';

/**
 * A code of the API; `NETWORK` where no whole answer came, `UNREADABLE` where what answered was not Keywright, `REDIRECTED`
 * where it was a redirect: none is followed, and `details.origin` is where it leads, as far as the runtime tells.
 */
export type KeywrightErrorCode = ErrorCode | 'NETWORK' | 'UNREADABLE' | 'REDIRECTED';

export interface KeywrightErrorFacts {
  readonly code: KeywrightErrorCode;
  /** The HTTP status; 0 where no whole answer came, and for a redirect in a browser, which does not tell. */
  readonly status: number;
  readonly message: string;
  readonly details?: Readonly<Record<string, unknown>>;
  readonly traceId?: string | undefined;
  readonly retryAfterSeconds?: number | undefined;
  readonly cause?: unknown;
}

/** A refusal or a fault. `message` is for people, `code` and `details` are for programs; neither ever holds a secret. */
export class KeywrightError extends Error {
  readonly code: KeywrightErrorCode;
  readonly status: number;
  readonly details: Readonly<Record<string, unknown>>;
  /** What to quote to whoever runs the service. */
  readonly traceId: string | undefined;
  /** In how many seconds to try again, where the answer says so. */
  readonly retryAfterSeconds: number | undefined;

  constructor(facts: KeywrightErrorFacts) {
    super(facts.message, facts.cause === undefined ? {} : { cause: facts.cause });
    this.name = 'KeywrightError';
    this.code = facts.code;
    this.status = facts.status;
    this.details = facts.details ?? {};
    this.traceId = facts.traceId;
    this.retryAfterSeconds = facts.retryAfterSeconds;
  }

  /** The faulty fields of a `VALIDATION_FAILED`; none for any other code. */
  get fields(): readonly FieldFault[] {
    const { fields } = this.details;
    return Array.isArray(fields) ? fields.filter(isFieldFault) : [];
  }
}

function isFieldFault(value: unknown): value is FieldFault {
  if (typeof value !== 'object' || value === null) return false;
  return (
    'path' in value &&
    typeof value.path === 'string' &&
    'code' in value &&
    typeof value.code === 'string' &&
    'message' in value &&
    typeof value.message === 'string'
  );
}
