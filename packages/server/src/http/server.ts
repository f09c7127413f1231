import {
  createServer as createHttpServer,
  type IncomingMessage,
  type Server,
  type ServerResponse,
  STATUS_CODES,
} from 'node:http';
import type { Socket } from 'node:net';
import { AppError } from '@keywright/contract';
import {
  type FastifyBaseLogger,
  type FastifyInstance,
  type FastifyReply,
  type FastifyRequest,
  fastify,
  LogController,
} from 'fastify';
import { newTraceId } from '../kernel/crypto/random.ts';
import { parseForm } from './form.ts';
import { logAnswer } from './log-answer.ts';
import { methodsAt } from './methods-at.ts';
import { findPresented } from './presented.ts';
import { logFault, type ProblemOptions, sendProblem, toAppError, toProblem, toProblemReply } from './problem.ts';
import { addressOf, decorateRequests, presentingRequest } from './request-state.ts';
import { traceIdOf } from './trace-id.ts';
import type { TrustsProxy } from './trusted-proxies.ts';

export interface ServerOptions extends ProblemOptions {
  readonly logger: FastifyBaseLogger;
  readonly cookieName: string;
  /** Whose X-Forwarded-For is believed. */
  readonly trusts: TrustsProxy;
  readonly gate: GateBeforeRoutes;
  readonly isUnavailable: (error: unknown) => boolean;
  /** Answers a person who opens an address that no route answers; undefined leaves it a 404. */
  readonly answerNavigation: (request: FastifyRequest, reply: FastifyReply) => FastifyReply | undefined;
}

/** What takes questions to the gate before they come to the routes. */
export interface GateBeforeRoutes {
  /** Whether it answers a request. */
  take(request: IncomingMessage, response: ServerResponse): boolean;
  /** From now on connections end with their answer. */
  stop(): void;
}

const bodyLimitBytes = 64 * 1024;
const maximumHeaderBytes = 16 * 1024;
const requestTimeoutMs = 30_000;
const keepAliveMs = 72_000;
const lingerMs = 1000;

/** A Fastify server with our bounds, errors and logs, and no route yet. */
export function createServer(options: ServerOptions): FastifyInstance {
  const app = fastify({
    loggerInstance: options.logger,
    logController: new LogController({ disableRequestLogging: true, requestIdLogLabel: 'traceId' }),
    serverFactory: (handle) => createHttp(options.gate, handle),
    genReqId: (request) => traceIdOf(request.headers.traceparent),
    bodyLimit: bodyLimitBytes,
    routerOptions: { maxParamLength: 100 },
    return503OnClosing: true,
    forceCloseConnections: 'idle',
    clientErrorHandler: (error, socket) => answerBrokenRequest(error, socket, options),
    frameworkErrors: (error, request, reply) => {
      setCommonHeaders(request, reply);
      sendError(error, request, reply, options);
      logRequest(request, reply);
    },
  });

  decorateRequests(app, options.trusts);
  addBodyParsers(app);
  closeConnectionsOnceStopping(app, options.gate);
  app.addHook('onSend', async (request, reply) => setCommonHeaders(request, reply));
  app.addHook('onResponse', async (request, reply) => logRequest(request, reply));
  app.setErrorHandler((error, request, reply) => sendError(error, request, reply, options));
  app.setNotFoundHandler((request, reply) => {
    const answered = options.answerNavigation(request, reply);
    if (answered !== undefined) return answered;
    const methods = methodsAt(request.url.split('?', 1)[0] ?? '');
    if (methods.length === 0) return sendError(new AppError('NOT_FOUND'), request, reply, options);
    reply.header('allow', methods.flatMap((method) => (method === 'GET' ? ['GET', 'HEAD'] : [method])).join(', '));
    return sendError(new AppError('METHOD_NOT_ALLOWED'), request, reply, options);
  });
  return app;
}

function createHttp(
  gate: GateBeforeRoutes,
  handle: (request: IncomingMessage, response: ServerResponse) => void,
): Server {
  const bounds = { maxHeaderSize: maximumHeaderBytes, requestTimeout: requestTimeoutMs, keepAliveTimeout: keepAliveMs };
  return createHttpServer(bounds, (request, response) => {
    if (!gate.take(request, response)) handle(request, response);
  });
}

/** JSON, or a form for the operations that declare one: a form is what another site’s page can send unasked. */
function addBodyParsers(app: FastifyInstance): void {
  const takesForm = ({ operation }: FastifyRequest) => operation?.form === true;
  app.removeAllContentTypeParsers();
  app.addContentTypeParser('application/json', { parseAs: 'string' }, (request, body, done) => {
    if (takesForm(request)) return done(new AppError('UNSUPPORTED_MEDIA_TYPE'));
    if (body === '') return done(null, undefined);
    return app.getDefaultJsonParser('error', 'error')(request, String(body), done);
  });
  app.addContentTypeParser(
    'application/x-www-form-urlencoded',
    { parseAs: 'string' },
    async (request: FastifyRequest, body: string | Buffer) => {
      if (!takesForm(request)) throw new AppError('UNSUPPORTED_MEDIA_TYPE');
      return parseForm(String(body));
    },
  );
}

/** A connection that is kept alive after its last reply would hold up a stop until the client lets go of it. */
function closeConnectionsOnceStopping(app: FastifyInstance, gate: GateBeforeRoutes): void {
  let stopping = false;
  app.addHook('preClose', async () => {
    stopping = true;
    gate.stop();
  });
  app.addHook('onSend', async (_request, reply) => {
    if (stopping) reply.header('connection', 'close');
  });
  app.addHook('onResponse', async () => {
    if (stopping) setImmediate(() => app.server.closeIdleConnections());
  });
}

function setCommonHeaders(request: FastifyRequest, reply: FastifyReply): void {
  reply.header('x-trace-id', request.id).header('x-content-type-options', 'nosniff');
}

function logRequest(request: FastifyRequest, reply: FastifyReply): void {
  const { method, principal, throttledBy } = request;
  const address = addressOf(request);
  const durationMs = reply.elapsedTime;
  const route = request.routeOptions.url ?? '(none)';
  const operation = request.operation?.id;
  const answered = { method, route, operation, status: reply.statusCode, address, principal, throttledBy, durationMs };
  logAnswer(request.log, 'info', answered);
}

function sendError(error: unknown, request: FastifyRequest, reply: FastifyReply, options: ServerOptions): FastifyReply {
  const refusal = toAppError(error, options.isUnavailable);
  logFault(request.log, refusal);
  const credentialSent = findPresented(presentingRequest(request), options.cookieName).length > 0;
  return sendProblem(reply, toProblemReply(refusal, { ...options, traceId: request.id, credentialSent }));
}

/**
 * Answers what Node could not read as a request. A byte that no header may hold (a NUL, say) can only be a credential
 * that nobody minted, or nothing that matters: the answer is that of a malformed credential.
 */
function answerBrokenRequest(error: Error & { code?: string }, socket: Socket, options: ProblemOptions): void {
  if (error.code === 'ECONNRESET' || !socket.writable) return;
  const code =
    error.code === 'HPE_HEADER_OVERFLOW'
      ? 'HEADERS_TOO_LARGE'
      : error.code === 'HPE_INVALID_HEADER_TOKEN'
        ? 'UNAUTHENTICATED'
        : 'VALIDATION_FAILED';
  const traceId = newTraceId();
  const problem = toProblem(new AppError(code), options, traceId);
  const body = JSON.stringify(problem);
  const { status } = problem;
  const head = [
    `HTTP/1.1 ${status} ${STATUS_CODES[status]}`,
    ...(status === 401 ? ['www-authenticate: Bearer realm="keywright", error="invalid_token"'] : []),
    'cache-control: no-store',
    'content-type: application/problem+json; charset=utf-8',
    `x-trace-id: ${traceId}`,
    'x-content-type-options: nosniff',
    `content-length: ${Buffer.byteLength(body)}`,
    'Connection: close',
  ];
  socket.end(`${head.join('\r\n')}\r\n\r\n${body}`);
  // Whoever is still sending may read the answer first; whoever never stops does not keep the connection.
  setTimeout(() => socket.destroy(), lingerMs).unref();
}
