import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { type ErrorCode, errors, errorsOf, type Operation, type OperationId } from '@keywright/contract';
import type { Reply } from '../harness.ts';
import { type Audited, examples } from './examples.ts';
import type { Tenant, World } from './world.ts';

/** An example of an operation that is known only at run time. */
export interface AnyExample {
  readonly params: Readonly<Record<string, string>>;
  readonly body?: Readonly<Record<string, unknown>>;
  readonly versionAt?: string;
  readonly audited?: Audited;
}

export async function exampleOf(world: World, tenant: Tenant, operation: Operation): Promise<AnyExample> {
  const example = await examples[operation.id as OperationId](world, tenant);
  return example as AnyExample;
}

export interface Sent {
  readonly params: Readonly<Record<string, string>>;
  readonly authorization: string | undefined;
  /** An object, or text to be sent as it stands. */
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
  /** Leaves If-Match out, where otherwise it allows any version. */
  readonly unversioned?: boolean;
}

/** A reply, and the trace id by which its request can be found. */
export interface Answer extends Reply {
  readonly traceId: string;
  readonly path: string;
}

const formType = { 'content-type': 'application/x-www-form-urlencoded' };

export const userAgent = 'contract-walk/1';

/** Makes a call, and checks of its answer what holds for every answer of every operation. */
export async function callOperation(world: World, operation: Operation, sent: Sent): Promise<Answer> {
  const { params, authorization, body, headers = {}, unversioned = false } = sent;
  const path = operation.path.replaceAll(/\{(\w+)\}/g, (_match, name) => encodeURIComponent(params[name] ?? ''));
  const traceId = randomBytes(16).toString('hex');
  const always = { traceparent: `00-${traceId}-0123456789abcdef-01`, 'user-agent': userAgent };
  const overwriting: Record<string, string> = operation.etag === 'required' && !unversioned ? { 'if-match': '*' } : {};
  const isForm = operation.form === true && typeof body === 'object';
  const reply = await world.app.call(operation.method, path, {
    ...(authorization === undefined ? {} : { authorization }),
    ...(body === undefined ? {} : { body: isForm ? String(new URLSearchParams(Object(body))) : body }),
    headers: { ...always, ...(isForm ? formType : {}), ...overwriting, ...headers },
  });
  assert.equal(reply.headers.get('x-trace-id'), traceId);
  assert.equal(reply.headers.get('cache-control'), 'no-store');
  assert.equal(reply.headers.get('x-content-type-options'), 'nosniff');
  const answer = { ...reply, traceId, path };
  if (reply.status >= 400) await checkRefusal(world, operation, answer);
  return answer;
}

/** A refusal is a problem, declared by its operation, that changed nothing and so left no event. */
async function checkRefusal(world: World, operation: Operation, answer: Answer): Promise<void> {
  const { body, headers, status, traceId } = answer;
  assert.equal(headers.get('content-type'), 'application/problem+json; charset=utf-8', answer.text);
  const code: ErrorCode = body.error.code;
  assert.deepEqual(body, {
    type: `${world.app.config.publicUrl}/api/docs#error-${code}`,
    title: errors[code].title,
    status: errors[code].status,
    detail: body.error.message,
    error: { code, message: body.detail, details: body.error.details, traceId },
  });
  assert.equal(status, errors[code].status);
  assert.ok(errorsOf(operation).includes(code), `${operation.id} answered ${code}, which it does not declare`);
  assert.equal(headers.get('etag'), null);
  assert.deepEqual(headers.getSetCookie(), []);
  assert.deepEqual(await auditEventsOf(world, traceId), [], `${code} left an audit event`);
  world.refusals.set(operation.id, (world.refusals.get(operation.id) ?? new Set()).add(code));
}

/** The audit events of what one request changed. */
export function auditEventsOf({ app }: World, traceId: string) {
  return app.changes().where('traceId', '=', traceId).execute();
}

/** Checks that an answer is this refusal, with these details where they are given. */
export function assertRefused(answer: Answer, code: ErrorCode, details?: Readonly<Record<string, unknown>>): void {
  assert.equal(answer.body?.error?.code, code, answer.text);
  if (details !== undefined) assert.deepEqual(answer.body.error.details, details);
}
