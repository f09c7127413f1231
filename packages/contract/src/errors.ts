/**
 * The one table of error codes. `status` and `title` go into the reply (RFC 9457); `meaning` goes into the generated
 * reference. A code, once published, keeps its meaning.
 */
export const errors = {
  VALIDATION_FAILED: {
    status: 400,
    title: 'The request is not valid',
    meaning: 'A field is missing, unknown, of the wrong type or out of bounds. `details.fields` names each.',
  },
  UNKNOWN_SCOPE: {
    status: 400,
    title: 'There is no such scope',
    meaning: 'A requested scope is not in the platform’s catalogue. `details.token` is the scope as it was sent.',
  },
  AMBIGUOUS_PATH: {
    status: 400,
    title: 'The path can be read in more than one way',
    meaning:
      'The gate lets no path through that servers read in different ways: with `//`, `.`, `..`, `;`, `\\`, an encoded slash, ' +
      'or something encoded twice. Write it in its plain form.',
  },
  MULTIPLE_CREDENTIALS: {
    status: 400,
    title: 'More than one credential was presented',
    meaning:
      'A request acts under exactly one credential; grants are never merged. `details.presented` lists the places.',
  },
  UNAUTHENTICATED: {
    status: 401,
    title: 'A valid credential is required',
    meaning: 'No credential, or a malformed, unknown or wrong one. Which of these is deliberately not said.',
  },
  CREDENTIAL_REVOKED: {
    status: 401,
    title: 'This credential was revoked',
    meaning: 'The secret is right and the credential has been revoked.',
  },
  CREDENTIAL_EXPIRED: {
    status: 401,
    title: 'This credential has expired',
    meaning: 'The secret is right and `expiresAt` has passed.',
  },
  OWNER_DISABLED: {
    status: 401,
    title: 'The owner of this credential is disabled',
    meaning: 'The secret is right; its user is disabled, or its project is archived.',
  },
  INSUFFICIENT_SCOPE: {
    status: 403,
    title: 'This credential lacks a scope that the operation requires',
    meaning: 'The credential is valid. `details.required` and `details.missing` list scopes.',
  },
  SCOPE_ESCALATION: {
    status: 403,
    title: 'You can only grant what you hold',
    meaning:
      'The request would grant rights that the caller lacks. `details` has sorted `requested`, `held`, `missing`.',
  },
  WRONG_PROJECT: {
    status: 403,
    title: 'This credential does not reach that project',
    meaning: 'An API key reaches its own project only, and a PAT that is restricted to projects reaches those alone.',
  },
  NETWORK_REFUSED: {
    status: 403,
    title: 'This credential may not be used from this address',
    meaning: 'The secret is right and the caller’s address is in none of the credential’s `allowedNetworks`.',
  },
  CREDENTIAL_KIND_REFUSED: {
    status: 403,
    title: 'This operation does not accept this kind of credential',
    meaning: '`details.accepts` lists the kinds that the operation accepts.',
  },
  FORBIDDEN: {
    status: 403,
    title: 'You may not do this',
    meaning: 'The caller is known and is not allowed; the detail says why.',
  },
  UNTRUSTED_PROXY: {
    status: 403,
    title: 'The gate does not believe the proxy or guard that asks',
    meaning:
      'A fault of the set-up and not of the client: let `KEYWRIGHT_TRUSTED_PROXIES` name the address that asks, and let whoever ' +
      'asks say in `X-Forwarded-For` whose request it is, and proxies by one `X-Forwarded-Method` and `-Uri` which.',
  },
  NOT_FOUND: {
    status: 404,
    title: 'There is nothing here that you can see',
    meaning: 'It does not exist, or the caller may not see it. The two answers are the same.',
  },
  METHOD_NOT_ALLOWED: {
    status: 405,
    title: 'This path does not answer this method',
    meaning: 'The `Allow` header lists the methods that the path answers.',
  },
  CONFLICT: {
    status: 409,
    title: 'The request conflicts with the present state',
    meaning: 'For example a taken name, or the last owner of an organization. The detail says which.',
  },
  TOKEN_LIMIT_REACHED: {
    status: 409,
    title: 'The owner holds as many live credentials as the platform allows',
    meaning: '`details.limit` is that number. Revoke one that is not needed, then mint again.',
  },
  CREDENTIAL_ENDED: {
    status: 409,
    title: 'This credential has ended',
    meaning:
      'A revoked credential cannot be changed, an expired one only be rotated with a new expiry. Mint a new one.',
  },
  PRECONDITION_FAILED: {
    status: 412,
    title: 'It was changed since you read it',
    meaning: 'The `If-Match` header does not name the present version. Read it again, then repeat the change.',
  },
  PAYLOAD_TOO_LARGE: {
    status: 413,
    title: 'The request body is too large',
    meaning: 'A body is at most 64 KiB.',
  },
  UNSUPPORTED_MEDIA_TYPE: {
    status: 415,
    title: 'The request body must be JSON',
    meaning: 'Send `Content-Type: application/json`.',
  },
  IDEMPOTENCY_MISMATCH: {
    status: 422,
    title: 'This Idempotency-Key was sent with another request',
    meaning: 'A key names one request. Send the same request again, or another key.',
  },
  PRECONDITION_REQUIRED: {
    status: 428,
    title: 'Say which version you are changing',
    meaning: 'Send the `ETag` that you read as `If-Match`, or `If-Match: *` to overwrite whatever is there.',
  },
  RATE_LIMITED: {
    status: 429,
    title: 'Too many requests',
    meaning:
      '`Retry-After` says in how many seconds to try again. Where a rate-limit policy refused the request, ' +
      '`details.policies` names each limit that did.',
  },
  ADDRESS_BLOCKED: {
    status: 429,
    title: 'Too many bad tokens came from this address',
    meaning: 'Tokens from this address are not looked at for a while. `Retry-After` says for how many seconds.',
  },
  HEADERS_TOO_LARGE: {
    status: 431,
    title: 'The request headers are too large',
    meaning: 'All headers together are at most 16 KiB.',
  },
  INTERNAL: {
    status: 500,
    title: 'Something went wrong on our side',
    meaning: 'A fault of the service. Quote `traceId` to whoever runs it.',
  },
  OVERLOADED: {
    status: 503,
    title: 'Too many credentials are being checked for the first time',
    meaning: 'Try again after `Retry-After` seconds. Credentials that the server knows are not affected.',
  },
  UNAVAILABLE: {
    status: 503,
    title: 'The service cannot answer right now',
    meaning: 'The database does not answer or the service is stopping. Try again after `Retry-After` seconds.',
  },
} as const;

export type ErrorCode = keyof typeof errors;

/** What an error adds to its code. `detail` is for people, `details` for programs. Neither may hold a secret. */
export interface ErrorExtras {
  readonly detail?: string;
  readonly details?: Readonly<Record<string, unknown>>;
  readonly retryAfterSeconds?: number;
  /** The fault behind it: logged, never sent. */
  readonly cause?: unknown;
}

/** An expected refusal, on its way to the caller. Thrown by use cases, turned into a reply by `http/problem.ts` alone. */
export class AppError extends Error {
  readonly code: ErrorCode;
  readonly details: Readonly<Record<string, unknown>>;
  readonly retryAfterSeconds: number | undefined;

  constructor(code: ErrorCode, extras: ErrorExtras = {}) {
    super(extras.detail ?? `${errors[code].title}.`, { cause: extras.cause });
    this.name = 'AppError';
    this.code = code;
    this.details = extras.details ?? {};
    this.retryAfterSeconds = extras.retryAfterSeconds;
  }
}

/** One fault of the input: `path` as in `scopes[2]`, a stable `code`, a sentence for people. */
export interface FieldFault {
  readonly path: string;
  readonly code: string;
  readonly message: string;
}

/** A `VALIDATION_FAILED` that names every faulty field. The path of what is wrong with the whole request is empty. */
export function validationFailed(...fields: readonly FieldFault[]): AppError {
  const detail = fields.map(({ path, message }) => (path === '' ? message : `${path}: ${message}`)).join(' ');
  return new AppError('VALIDATION_FAILED', { detail, details: { fields } });
}
