import type { ErrorCode, GuardedPrincipal } from '@keywright/contract';

/** Header names, in lower case, with their values. */
export type AnswerHeaders = ReadonlyArray<readonly [name: string, value: string]>;

/** The request may go on. */
export interface Passed {
  readonly kind: 'passed';
  readonly principal: GuardedPrincipal;
  /** To be set on whatever the application answers. */
  readonly headers: AnswerHeaders;
}

/** The whole answer to the caller. */
export interface Refused {
  readonly kind: 'refused';
  readonly status: number;
  readonly headers: AnswerHeaders;
  /** `application/problem+json`. */
  readonly body: string;
}

/** What becomes of a request. */
export type Answer = Passed | Refused;

const problemHeaders: AnswerHeaders = [
  ['content-type', 'application/problem+json; charset=utf-8'],
  ['cache-control', 'no-store'],
];

/** A refusal as the gate put it, with those of its headers that are for the caller. */
export function refusedByGate(status: number, body: string, headers: AnswerHeaders): Refused {
  return { kind: 'refused', status, body, headers: [...problemHeaders, ...headers] };
}

/** A refusal of the guard’s own. The texts are fixed: nothing of what went wrong is the caller’s to know. */
function refusedByGuard(
  code: ErrorCode,
  status: number,
  title: string,
  message: string,
  traceId: string,
): Pick<Refused, 'kind' | 'status' | 'body'> {
  const error = { code, message, details: {}, traceId };
  // Without pages of its own, a guard has no type to point to: RFC 9457 §4.2.1, and titles are then those of the status.
  const problem = { type: 'about:blank', title, status, detail: message, error };
  return { kind: 'refused', status, body: JSON.stringify(problem) };
}

/** The answer where it could not be found out whether the request is allowed. */
export function unavailable(traceId: string): Refused {
  const message = 'Whether this request is allowed cannot be found out right now. Try again.';
  return {
    ...refusedByGuard('UNAVAILABLE', 503, 'Service Unavailable', message, traceId),
    headers: [...problemHeaders, ['retry-after', '1']],
  };
}

/** The answer to a request that is too long to be asked about: the caller’s doing, and no fault. */
export function tooLong(what: string, limit: string, traceId: string): Refused {
  const message = `The request’s ${what} is longer than ${limit} characters.`;
  return { ...refusedByGuard('VALIDATION_FAILED', 400, 'Bad Request', message, traceId), headers: problemHeaders };
}
