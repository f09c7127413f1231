/**
 * What the gate answered, read with suspicion: whatever is not clearly Keywright’s own is a fault, and lets nobody through.
 */
import type { ErrorCode, GuardedPrincipal, GuardRequest } from '@keywright/contract';
import { parseJson } from '../parse-json.ts';
import { readBounded } from '../read-bounded.ts';
import { describeRedirect, redirectOf } from '../redirect.ts';
import { type Answer, type AnswerHeaders, refusedByGate } from './answer.ts';
import type { GuardFaultFacts } from './guard-fault.ts';

type Fields = Readonly<Record<string, unknown>>;

/** Longer than any answer of the gate; in bytes. */
const bodyLimitBytes = 262_144;
const limitHeaders = ['ratelimit', 'ratelimit-policy'];
const refusalHeaders = ['www-authenticate', 'retry-after', ...limitHeaders];

/** What a question was about; nothing where neither is there. */
export type AskedTarget = Readonly<Pick<GuardRequest, 'projectId' | 'organization'>>;

/** Refusals that are the caller’s to hear, by status: with these codes alone, or with any. */
const forCaller: ReadonlyMap<number, readonly string[] | 'any'> = new Map<number, readonly string[] | 'any'>([
  [400, ['MULTIPLE_CREDENTIALS', 'AMBIGUOUS_PATH']],
  [401, 'any'],
  [403, 'any'],
  [404, 'any'],
  [429, 'any'],
  // The caller’s headers are what was too large: no fault, or callers could make one at will.
  [431, ['HEADERS_TOO_LARGE']],
  [503, 'any'],
]);
/** A refusal of the guard itself, whatever its status. */
const forGuard: ErrorCode = 'UNTRUSTED_PROXY';

const isFields = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const isTextOrNull = (value: unknown) => value === null || typeof value === 'string';
const isTexts = (value: unknown) => Array.isArray(value) && value.every((item) => typeof item === 'string');

/** The answer of `gate`, an address, as the guard’s, or why it is none. */
export async function readAnswer(
  response: Response,
  gate: string,
  asked: AskedTarget,
): Promise<Answer | { readonly kind: 'fault'; readonly facts: GuardFaultFacts }> {
  const { status } = response;
  const text = await readBounded(response, bodyLimitBytes);
  const body = parse(text, response.headers.get('content-type'));
  if (status === 200 && isPrincipal(body)) {
    if (isAbout(body, asked)) {
      return { kind: 'passed', principal: body, headers: pick(response.headers, limitHeaders) };
    }
    const message =
      'The gate’s answer is about something else than was asked. Does something between keep its answers?';
    return { kind: 'fault', facts: { kind: 'outage', status, message } };
  }
  const problem = readProblem(body, status);
  if (problem === undefined) {
    return { kind: 'fault', facts: { kind: 'outage', status, message: strangerOf(response, gate) } };
  }
  if (text !== undefined && isForCaller(status, problem.code, asked)) {
    return refusedByGate(status, text, pick(response.headers, refusalHeaders));
  }
  return { kind: 'fault', facts: faultOf(status, problem) };
}

/**
 * Whether an answer is about what was asked. An organization’s id is told from a slug, which has no capitals; of an answer about
 * a slug it can be seen only that it is about some organization.
 */
function isAbout(principal: GuardedPrincipal, { projectId, organization }: AskedTarget): boolean {
  if (projectId !== undefined) return principal.projectId === projectId;
  if (organization === undefined) return true;
  return /[A-Z]/.test(organization) ? principal.organizationId === organization : principal.organizationId !== null;
}

/**
 * Whether a refusal is the caller’s to hear. A 404 is, only where something was named that may not be there: else what is not
 * there is the gate.
 */
function isForCaller(status: number, code: ErrorCode, { projectId, organization }: AskedTarget): boolean {
  if (code === forGuard) return false;
  if (status === 404 && projectId === undefined && organization === undefined) return false;
  const codes = forCaller.get(status);
  return codes === 'any' || codes?.includes(code) === true;
}

/** What is said of something that is not the gate. */
function strangerOf(response: Response, gate: string): string {
  const redirect = redirectOf(response, gate);
  if (redirect === undefined) {
    return `What answered with status ${response.status} is not Keywright’s gate. Is baseUrl right, and is a proxy between?`;
  }
  return `The gate’s address answered with ${describeRedirect(redirect)}. If Keywright is there, set baseUrl to that.`;
}

interface Problem {
  readonly code: ErrorCode;
  readonly message: string;
}

function faultOf(status: number, { code, message }: Problem): GuardFaultFacts {
  const said = `The gate answered ${status} ${code}: ${message}`;
  if (status >= 500) return { kind: 'outage', status, code, message: said };
  const hint = status === 404 ? ' Is baseUrl right, and does this Keywright have guards?' : '';
  return { kind: 'setup', status, code, message: `${said}${hint}` };
}

function parse(text: string | undefined, contentType: string | null): unknown {
  if (text === undefined || !/^application\/(problem\+)?json\b/i.test(contentType ?? '')) return undefined;
  return parseJson(text);
}

function readProblem(body: unknown, status: number): Problem | undefined {
  if (!isFields(body) || body.status !== status || !isFields(body.error)) return undefined;
  const { code, message } = body.error;
  // A code that this version does not know yet is the service’s own.
  return isCode(code) && typeof message === 'string' ? { code, message } : undefined;
}

const isCode = (value: unknown): value is ErrorCode =>
  typeof value === 'string' && /^[A-Z][A-Z0-9_]{0,63}$/.test(value);

function isPrincipal(body: unknown): body is GuardedPrincipal {
  if (!isFields(body)) return false;
  const { kind, userId, credentialId, organizationId, projectId, projectIds, scopes } = body;
  return (
    (kind === 'session' || kind === 'pat' || kind === 'api-key') &&
    [userId, credentialId, organizationId, projectId].every(isTextOrNull) &&
    (projectIds === null || isTexts(projectIds)) &&
    isTexts(scopes)
  );
}

function pick(headers: Headers, names: readonly string[]): AnswerHeaders {
  return names.flatMap((name) => {
    const value = headers.get(name);
    // What frameworks refuse to send would throw once the request was decided, and nobody would hear of it.
    return value === null || !/^[\t\x20-\x7e]*$/.test(value) ? [] : [[name, value] as const];
  });
}
