import { AppError, errors, type FieldFault, validationFailed } from '@keywright/contract';
import type { FastifyBaseLogger, FastifyReply } from 'fastify';

/** What errors look like on this instance. */
export interface ProblemOptions {
  readonly publicUrl: string;
  /** The status of a missing or bad credential, as the platform has it. */
  readonly unauthenticatedStatus: 401 | 403;
}

/** The body of an error: RFC 9457, with the `error` object of the API as its extension member. */
export function toProblem(error: AppError, { publicUrl, unauthenticatedStatus }: ProblemOptions, traceId: string) {
  const { title } = errors[error.code];
  const status = errors[error.code].status === 401 ? unauthenticatedStatus : errors[error.code].status;
  const detail = status >= 500 ? errors[error.code].meaning : error.message;
  return {
    type: `${publicUrl}/api/docs#error-${error.code}`,
    title,
    status,
    detail,
    error: { code: error.code, message: detail, details: error.details, traceId },
  };
}

/** The challenge of RFC 6750 §3: without `error` where no credential was sent. */
function challengeOf(error: AppError, credentialSent: boolean): string | undefined {
  if (error.code === 'INSUFFICIENT_SCOPE') {
    const required = Array.isArray(error.details.required) ? error.details.required.join(' ') : '';
    return `Bearer realm="keywright", error="insufficient_scope", scope="${required}"`;
  }
  if (errors[error.code].status !== 401) return undefined;
  return credentialSent ? 'Bearer realm="keywright", error="invalid_token"' : 'Bearer realm="keywright"';
}

/** How an error is answered, before anything is sent. */
export interface ProblemReply {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: ReturnType<typeof toProblem>;
}

export function toProblemReply(
  error: AppError,
  options: ProblemOptions & { readonly traceId: string; readonly credentialSent: boolean },
): ProblemReply {
  const body = toProblem(error, options, options.traceId);
  const challenge = challengeOf(error, options.credentialSent);
  const isChallenged = challenge !== undefined && (body.status === 401 || error.code === 'INSUFFICIENT_SCOPE');
  const headers = {
    ...(isChallenged ? { 'www-authenticate': challenge } : {}),
    ...(error.retryAfterSeconds === undefined ? {} : { 'retry-after': String(error.retryAfterSeconds) }),
    'cache-control': 'no-store',
  };
  return { status: body.status, headers, body };
}

/** The media type of RFC 9457. */
export const problemType = 'application/problem+json; charset=utf-8';

export function sendProblem(reply: FastifyReply, { status, headers, body }: ProblemReply): FastifyReply {
  return reply
    .code(status)
    .headers({ ...headers })
    .type(problemType)
    .send(JSON.stringify(body));
}

/** What of an Ajv error matters here. */
interface SchemaFault {
  readonly keyword: string;
  readonly instancePath: string;
  readonly message?: string | undefined;
  readonly params: Readonly<Record<string, unknown>>;
}

const fieldCodes: Readonly<Record<string, string>> = {
  required: 'REQUIRED',
  additionalProperties: 'UNKNOWN_FIELD',
  type: 'WRONG_TYPE',
  anyOf: 'WRONG_TYPE',
  enum: 'UNKNOWN_VALUE',
  format: 'WRONG_FORMAT',
  pattern: 'WRONG_FORMAT',
  minLength: 'TOO_SHORT',
  maxLength: 'TOO_LONG',
  minItems: 'TOO_FEW',
  maxItems: 'TOO_MANY',
  minimum: 'TOO_SMALL',
  maximum: 'TOO_LARGE',
};

function sentenceOf({ keyword, params, message }: SchemaFault): string {
  if (keyword === 'additionalProperties') return 'is no field of this operation.';
  if (keyword === 'enum' && Array.isArray(params.allowedValues))
    return `must be one of ${params.allowedValues.join(', ')}.`;
  return `${message}.`;
}

function toField(fault: SchemaFault): FieldFault {
  const named = fault.params.missingProperty ?? fault.params.additionalProperty;
  const steps = [...fault.instancePath.split('/').slice(1), ...(typeof named === 'string' ? [named] : [])];
  const path = steps
    .map((step, index) => (/^\d+$/.test(step) ? `[${step}]` : index === 0 ? step : `.${step}`))
    .join('');
  const said = sentenceOf(fault);
  const message = path === '' ? `The body ${said}` : said;
  return { path, code: fieldCodes[fault.keyword] ?? 'INVALID', message };
}

/** Schema faults as `VALIDATION_FAILED`. A union reports each of its branches; the branch for null says nothing. */
export function toValidationFailed(faults: readonly SchemaFault[]): AppError {
  const told = faults.filter((fault) => fault.params.type !== 'null' && fault.keyword !== 'anyOf');
  return validationFailed(...(told.length > 0 ? told : faults).map(toField));
}

const unreadable = (message: string) => validationFailed({ path: '', code: 'MALFORMED', message });

const fastifyCodes: Readonly<Record<string, () => AppError>> = {
  FST_ERR_CTP_INVALID_MEDIA_TYPE: () => new AppError('UNSUPPORTED_MEDIA_TYPE'),
  FST_ERR_CTP_BODY_TOO_LARGE: () => new AppError('PAYLOAD_TOO_LARGE'),
  FST_ERR_BAD_URL: () => unreadable('The path could not be read.'),
  FST_ERR_MAX_PARAM_LENGTH: () => unreadable('The path holds a name that is longer than any.'),
};

/** Any error as one of ours: refusals as they are, the framework’s by their code, everything else is a fault. */
export function toAppError(error: unknown, isUnavailable: (error: unknown) => boolean): AppError {
  if (error instanceof AppError) return error;
  if (typeof error === 'object' && error !== null) {
    if ('validation' in error && Array.isArray(error.validation)) return toValidationFailed(error.validation);
    const known = 'code' in error && typeof error.code === 'string' ? fastifyCodes[error.code] : undefined;
    if (known !== undefined) return known();
    if ('statusCode' in error && typeof error.statusCode === 'number' && error.statusCode < 500) {
      return unreadable('The request body could not be read.');
    }
  }
  if (isUnavailable(error)) return new AppError('UNAVAILABLE', { cause: error, retryAfterSeconds: 2 });
  return new AppError('INTERNAL', { cause: error });
}

/** What went wrong behind an answer that does not say so. `told`: what the log does not know of itself. */
export function logFault(
  log: FastifyBaseLogger,
  { code, cause }: AppError,
  told: { readonly traceId?: string } = {},
): void {
  if (errors[code].status < 500) return;
  const fault = cause instanceof Error ? cause : undefined;
  log.error({ ...told, code, fault: fault?.message, stack: fault?.stack }, 'fault');
}
