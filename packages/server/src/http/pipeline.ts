import type { Catalogue, Input, Operation, OperationId, Operations, Reply } from '@keywright/contract';
import type { FastifyInstance, RouteOptions } from 'fastify';
import type { Principal } from '../modules/scopes/index.ts';
import { type AnsweredUse, noteProgress, watchUse } from './answered-use.ts';
import type { Authenticate } from './authenticate.ts';
import { authorizeCaller, authorizeTarget, type TargetLoaders } from './authorize.ts';
import { type ChangeContext, toChangeContext } from './change-context.ts';
import { toValidationFailed } from './problem.ts';
import { type CountedRequest, type CountOutcome, requireAdmitted, toCounted } from './rate-limit-step.ts';
import { toInput } from './request-input.ts';
import { addressOf, presentingRequest } from './request-state.ts';
import { sendReply } from './send-reply.ts';
import { compileBody, compileText } from './validators.ts';

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
  readonly authenticate: Authenticate;
  /** Hears of each request that presented a token, once it is answered. */
  readonly onAnswered: (use: AnsweredUse) => void;
  /** Counts a request against its limits; undefined where it has none. */
  readonly checkRateLimit: (request: CountedRequest) => CountOutcome | undefined | Promise<CountOutcome | undefined>;
  /** Makes the commit of one request; null for a read, whose commit refuses. */
  readonly createCommit: (context: ChangeContext | null) => Commit;
}

const toFastifyPath = (path: string): string => path.replaceAll(/\{(\w+)\}/g, ':$1');

/**
 * Serves every operation in the same steps, so that no use case can forget one:
 * authenticate → may the caller call this at all → parse → load the target and authorize → rate limits → precondition → use
 * case (with its audit event in one transaction) → check the reply against its schema.
 */
export function registerOperations<Commit>(app: FastifyInstance, deps: PipelineDeps<Commit>): void {
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
    onRequest: async (request, response) => {
      request.operation = operation;
      watchUse(request, response, deps.onAnswered);
      request.principal =
        operation.needs === 'anyone'
          ? { kind: 'anonymous' }
          : await deps.authenticate(presentingRequest(request), addressOf(request), (refused) => {
              request.refused = refused;
            });
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
        (seen) => {
          request.target = seen;
        },
      );
      if (operation.unlimited !== true) {
        const outcome = deps.checkRateLimit(toCounted(request, operation, target));
        requireAdmitted(request, outcome instanceof Promise ? await outcome : outcome, (headers) => {
          response.headers({ ...headers });
        });
      }
      const input = toInput(request, operation, target);
      const commit = deps.createCommit(toChangeContext(request, operation));
      const result = await handler(principal, input, commit);
      if (replyMatches !== undefined && !replyMatches(result)) {
        throw new Error(
          `${operation.id} replied against its schema: ${toValidationFailed(replyMatches.errors ?? []).message}`,
        );
      }
      return sendReply(response, operation, result);
    },
    onSend: async (request, response) => noteProgress(request, response, 'sent', deps.onAnswered),
  };
  app.route(route);
  if (operation.alias !== undefined) app.route({ ...route, url: toFastifyPath(operation.alias) });
}
