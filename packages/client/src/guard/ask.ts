/**
 * How a guard finds out whether a request may go on: it asks the gate of Keywright, with the caller’s own credential, once for
 * each request. It keeps no answer, so that a revocation holds on the next request; and where it does not get a clear one, the
 * request is refused. Nothing here knows a framework, or anything beyond `fetch`.
 */
import type { GuardRequest } from '@keywright/contract';
import { type Answer, tooLong, unavailable } from './answer.ts';
import { type Caller, pathOf } from './caller.ts';
import { createFaultLog } from './fault-log.ts';
import { GuardFault, type GuardFaultFacts } from './guard-fault.ts';
import type { GuardSettings } from './guard-options.ts';
import { type GuardRule, readScopes, requireOneTarget, type TargetName } from './guard-rule.ts';
import { type AskedTarget, readAnswer } from './read-answer.ts';
import { traceIdOf } from './trace-id.ts';

const pathLimit = 8_192;
const methodLimit = 32;
/** What an id or slug can be. What callers write instead is not asked about, lest they find a name that is a fault. */
const idShape = /^[\x21-\x7e]{1,64}$/;
/** User agents may be of any length; this much of one tells what it is. */
const userAgentLimit = 512;
/** The id and slug of nothing. Asking about it gives what any project or organization that does not exist gives. */
const nothing = '-';

/** Why the gate was not asked, or not answered by. Thrown and caught in this file alone. */
class Unanswered extends Error {
  readonly facts: GuardFaultFacts;

  constructor(facts: GuardFaultFacts) {
    super(facts.message);
    this.facts = facts;
  }
}

/**
 * A guard before it is fitted to a framework: what becomes of a request, of which `describe` tells the caller. The promise
 * never rejects. Throws a `TypeError` for a rule that demands nothing or contradicts itself.
 */
export function createAsk<Request>(
  settings: GuardSettings,
  rule: GuardRule<Request>,
  describe: (request: Request) => Caller,
): (request: Request) => Promise<Answer> {
  const scopes = readScopes(rule);
  requireOneTarget(rule);
  return async (request) => {
    let traceId = '';
    try {
      const caller = describe(request);
      traceId = traceIdOf(caller.header('traceparent'));
      const path = pathOf(caller.target);
      if (path.length > pathLimit) return tooLong('path', '8,192', traceId);
      if (caller.method.length > methodLimit) return tooLong('method', '32', traceId);
      const question: Question = { method: caller.method, path, ...scopes, ...targetOf(rule, request) };
      return await askGate(settings, question, caller, traceId);
    } catch (cause) {
      const facts: GuardFaultFacts =
        cause instanceof Unanswered
          ? cause.facts
          : { kind: 'setup', message: 'The guard could not read the request.', cause };
      return fail(settings, facts, traceId || traceIdOf(undefined));
    }
  };
}

type Question = Readonly<Omit<GuardRequest, 'all' | 'any'>> & {
  readonly all?: readonly string[];
  readonly any?: readonly string[];
};

async function askGate(settings: GuardSettings, question: Question, caller: Caller, traceId: string): Promise<Answer> {
  const headers = headersOf(caller);
  try {
    const response = await settings.fetch(settings.gate, {
      method: 'POST',
      headers,
      body: JSON.stringify(question),
      // Followed nowhere, and so answered by a status that is no answer. Not `error`, which some edge runtimes do not know.
      redirect: 'manual',
      signal: AbortSignal.timeout(settings.timeoutMs),
    });
    const answer = await readAnswer(response, settings.gate, question);
    if (answer.kind === 'fault') return fail(settings, answer.facts, traceId);
    settings.onAnswer();
    return answer;
  } catch (cause) {
    const isLate = cause instanceof Error && cause.name === 'TimeoutError';
    const message = isLate ? `No answer from the gate in ${settings.timeoutMs} ms.` : 'The gate cannot be reached.';
    return fail(settings, { kind: 'outage', message, cause }, traceId);
  }
}

function fail(settings: GuardSettings, facts: GuardFaultFacts, traceId: string): Answer {
  const fault = new GuardFault(facts, traceId);
  try {
    settings.onFault(fault);
  } catch (cause) {
    // Whoever listens to faults cannot be told of this one; standard error can.
    createFaultLog().fault(new GuardFault({ kind: 'setup', message: 'onFault threw.', cause }, traceId));
  }
  return unavailable(traceId);
}

function targetOf<Request>(rule: GuardRule<Request>, request: Request): AskedTarget {
  if (rule.project !== undefined) return { projectId: nameOf('project', rule.project(request)) };
  if (rule.organization !== undefined) return { organization: nameOf('organization', rule.organization(request)) };
  return {};
}

function nameOf(kind: 'project' | 'organization', name: TargetName): string {
  if (Array.isArray(name)) return nothing;
  if (typeof name !== 'string') {
    const message = `A guard’s ${kind} function found no ${kind}: does the route have the parameter that it reads?`;
    throw new Unanswered({ kind: 'setup', message });
  }
  return idShape.test(name) ? name : nothing;
}

/** The caller’s credentials as they came, and who the caller is. Nothing else of the request’s headers leaves the application. */
function headersOf(caller: Caller): Headers {
  const headers = new Headers({ accept: 'application/json', 'content-type': 'application/json' });
  headers.set('x-forwarded-for', addressOf(caller));
  // Without one, `fetch` would send its own, and the audit log would say that the caller used it.
  setUnseen(headers, 'user-agent', caller.header('user-agent')?.slice(0, userAgentLimit) ?? '');
  for (const name of ['authorization', 'x-api-key', 'traceparent']) {
    const value = caller.header(name);
    if (value !== undefined) setUnseen(headers, name, value);
  }
  return headers;
}

/** Some runtimes repeat a value that they refuse in what they throw, and this one may be a token: it goes no further. */
function setUnseen(headers: Headers, name: string, value: string): void {
  try {
    headers.set(name, value);
  } catch {
    throw new Unanswered({ kind: 'setup', message: `The ${name} header of a request cannot be passed on.` });
  }
}

/** One address, and nothing that could be read as a list of them. */
function addressOf({ address }: Caller): string {
  if (typeof address === 'string' && /^[0-9a-f:.]{2,45}(%[\w.-]{1,32})?$/i.test(address)) return address;
  throw new Unanswered({ kind: 'setup', message: 'The address of a request’s caller is not known.' });
}
