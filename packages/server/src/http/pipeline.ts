import {
  AppError,
  type Catalogue,
  type ClientFacts,
  type Input,
  type Operation,
  type OperationId,
  type Operations,
  type PrincipalKind,
  type Reply,
  readIfMatch,
  type Target,
  toEtag,
  validationFailed,
} from '@keywright/contract';
import type { FastifyInstance, FastifyReply, FastifyRequest, RouteOptions } from 'fastify';
import { credentialOf, type Principal } from '../modules/scopes/index.ts';
import { authorizeCaller, authorizeTarget, type TargetLoaders } from './authorize.ts';
import { toValidationFailed } from './problem.ts';
import { compileBody, compileText } from './validators.ts';

/** Who a change is recorded as done by. */
export interface Actor {
  readonly kind: PrincipalKind | 'anonymous';
  readonly userId: string | null;
  readonly credentialId: string | null;
}

/** What is known of a change before it is made: the context of its audit event. */
export interface ChangeContext {
  readonly action: NonNullable<Operation['audit']>;
  readonly actor: Actor;
  readonly method: string;
  readonly path: string;
  readonly status: number;
  readonly client: ClientFacts;
}

/** Each operation’s use case, bound to its dependencies. One that is missing or does not fit does not compile. */
export type Handlers<Commit> = {
  readonly [K in OperationId]: (
    principal: Principal,
    input: Input<Operations[K]>,
    commit: Commit,
  ) => Promise<Reply<Operations[K]>>;
};

/** A use case once its operation is known only at run time: the schemas have made sure of its input. */
type Handler<Commit> = (principal: Principal, input: unknown, commit: Commit) => Promise<unknown>;

export interface PipelineDeps<Commit> {
  readonly operations: Operations;
  readonly handlers: Handlers<Commit>;
  readonly catalogue: Catalogue;
  readonly loaders: TargetLoaders;
  readonly authenticate: (request: FastifyRequest['raw'], address: string) => Promise<Principal>;
  /** Makes the commit of one request; null for a read, whose commit refuses. */
  readonly createCommit: (context: ChangeContext | null) => Commit;
}

declare module 'fastify' {
  interface FastifyRequest {
    /** Set by the pipeline’s first step. */
    principal: Principal;
    /** The operation that was matched; null for the few routes that are not operations. */
    operation: Operation | null;
  }
}

const toFastifyPath = (path: string): string => path.replaceAll(/\{(\w+)\}/g, ':$1');

/**
 * Serves every operation in the same steps, so that no use case can forget one:
 * authenticate → may the caller call this at all → parse → load the target and authorize → precondition → use case (with
 * its audit event in one transaction) → check the reply against its schema.
 */
export function registerOperations<Commit>(app: FastifyInstance, deps: PipelineDeps<Commit>): void {
  app.decorateRequest('operation', null);
  app.setValidatorCompiler(({ schema, httpPart }) =>
    httpPart === 'body' ? compileBody(schema as never) : compileText(schema as never),
  );
  for (const operation of Object.values<Operation>(deps.operations)) registerOperation(app, deps, operation);
}

function registerOperation<Commit>(app: FastifyInstance, deps: PipelineDeps<Commit>, operation: Operation): void {
  const { method, path, params, query, body, reply } = operation;
  const replyMatches = reply.schema === null ? undefined : compileBody(reply.schema);
  const handler = deps.handlers[operation.id as OperationId] as Handler<Commit>;

  const route: RouteOptions = {
    method,
    url: toFastifyPath(path),
    schema: {
      params,
      querystring: query,
      ...(body === null ? {} : { body }),
      ...(reply.schema === null ? {} : { response: { [reply.status]: reply.schema } }),
    },
    onRequest: async (request) => {
      request.operation = operation;
      request.principal =
        operation.needs === 'anyone' ? { kind: 'anonymous' } : await deps.authenticate(request.raw, request.ip);
      authorizeCaller(deps.catalogue, operation, request.principal);
    },
    handler: async (request, response) => {
      const { principal } = request;
      const target = await authorizeTarget(
        deps.catalogue,
        deps.loaders,
        operation,
        principal,
        request.params as Record<string, string>,
      );
      const input = toInput(request, operation, target);
      const commit = deps.createCommit(toChangeContext(request, operation));
      const result = await handler(principal, input, commit);
      if (replyMatches !== undefined && !replyMatches(result)) {
        throw new Error(
          `${operation.id} replied against its schema: ${toValidationFailed(replyMatches.errors ?? []).message}`,
        );
      }
      return send(response, operation, result);
    },
  };
  app.route(route);
  if (operation.alias !== undefined) app.route({ ...route, url: toFastifyPath(operation.alias) });
}

const clientOf = (request: FastifyRequest): ClientFacts => ({
  address: request.ip,
  userAgent: request.headers['user-agent'] ?? '',
  traceId: request.id,
});

function toInput(request: FastifyRequest, operation: Operation, target: Target) {
  return {
    params: request.params,
    query: request.query,
    body: operation.body === null ? undefined : request.body,
    idempotencyKey: operation.method !== 'GET' && operation.idempotent ? idempotencyKey(request) : undefined,
    expectedVersion: operation.etag === 'required' ? expectedVersion(request) : undefined,
    target,
    client: clientOf(request),
  };
}

const longestIdempotencyKey = 255;

function idempotencyKey(request: FastifyRequest): string | undefined {
  const header = request.headers['idempotency-key'];
  if (header === undefined) return undefined;
  if (typeof header === 'string' && header.length >= 8 && header.length <= longestIdempotencyKey) return header;
  const message = `must have 8 to ${longestIdempotencyKey} characters. A random UUID is a good one.`;
  throw validationFailed({ path: 'Idempotency-Key', code: 'WRONG_LENGTH', message });
}

function expectedVersion(request: FastifyRequest): number | undefined {
  const header = request.headers['if-match'];
  if (header === undefined) throw new AppError('PRECONDITION_REQUIRED');
  const match = readIfMatch(header);
  if (match === 'any') return undefined;
  if (match === 'malformed')
    throw new AppError('PRECONDITION_FAILED', { detail: 'If-Match names no version of this API.' });
  return match.version;
}

export function toActor(principal: Principal): Actor {
  return {
    kind: principal.kind,
    userId: principal.kind === 'session' || principal.kind === 'pat' ? principal.person.userId : null,
    credentialId: credentialOf(principal)?.id ?? null,
  };
}

function toChangeContext(request: FastifyRequest, operation: Operation): ChangeContext | null {
  if (operation.audit === undefined) return null;
  return {
    action: operation.audit,
    actor: toActor(request.principal),
    method: request.method,
    path: new URL(request.url, 'http://localhost').pathname,
    status: operation.reply.status,
    client: clientOf(request),
  };
}

function send(response: FastifyReply, operation: Operation, result: unknown): FastifyReply {
  response.code(operation.reply.status).header('cache-control', 'no-store');
  if (typeof result === 'object' && result !== null) {
    if (operation.etag !== undefined && 'version' in result) response.header('etag', toEtag(Number(result.version)));
    if (operation.setsCookie && 'cookies' in result) response.header('set-cookie', result.cookies);
  }
  return response.send(result);
}
