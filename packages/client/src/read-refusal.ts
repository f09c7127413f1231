import { KeywrightError, type KeywrightErrorCode } from './keywright-error.ts';
import { parseJson } from './parse-json.ts';

type Fields = Readonly<Record<string, unknown>>;

const isFields = (value: unknown): value is Fields => typeof value === 'object' && value !== null;

/**
 * An answer that is no success, as an error. Codes that this client does not know yet are passed on as they are: they are
 * the service’s own. What does not look like an answer of Keywright, such as a proxy’s page, is `UNREADABLE`.
 */
export function readRefusal({ status, headers }: Response, text: string): KeywrightError {
  const problem = parseJson(text);
  const error = isFields(problem) && isFields(problem.error) ? problem.error : undefined;
  const retryAfterSeconds = readSeconds(headers.get('retry-after'));
  if (error === undefined || typeof error.code !== 'string') {
    const message = `The answer was ${status} and not one of Keywright. Is something between you and the service?`;
    return new KeywrightError({ code: 'UNREADABLE', status, message, retryAfterSeconds });
  }
  return new KeywrightError({
    code: error.code as KeywrightErrorCode,
    status,
    message: typeof error.message === 'string' ? error.message : error.code,
    details: isFields(error.details) ? error.details : {},
    traceId: typeof error.traceId === 'string' ? error.traceId : undefined,
    retryAfterSeconds,
  });
}

/** RFC 9110 §10.2.3: seconds. Dates, which Keywright does not send, and what is neither count as absent. */
function readSeconds(value: string | null): number | undefined {
  return value !== null && /^\d{1,9}$/.test(value) ? Number(value) : undefined;
}
