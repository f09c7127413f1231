import { METHODS } from 'node:http';
import { GuardRequest, type Target } from '@keywright/contract';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Principal } from '../modules/scopes/index.ts';
import { type AnsweredUse, noteProgress, watchUse } from './answered-use.ts';
import type { Authenticate } from './authenticate.ts';
import { readEnvoyRequest, readForwardedRequest, requireProxy } from './forwarded-request.ts';
import { sendToNginx } from './nginx-refusal.ts';
import { findPresented } from './presented.ts';
import {
  logFault,
  type ProblemOptions,
  type ProblemReply,
  sendProblem,
  toAppError,
  toProblemReply,
  toValidationFailed,
} from './problem.ts';
import { type CountedRequest, type CountOutcome, requireAdmitted } from './rate-limit-step.ts';
import { type Asked, addressOf } from './request-state.ts';
import { compileBody } from './validators.ts';

/** What of a request the gate asks of the server while it checks it. */
export interface AskedAtGate extends Asked {
  readonly authenticate: () => Promise<Principal>;
  readonly onTarget: (target: Target) => void;
  readonly requireAdmitted: (
    counted: Omit<CountedRequest, 'address' | 'path'> & { readonly path: string },
  ) => Promise<void>;
}

export interface GateDoorDeps<Identity extends object> extends ProblemOptions {
  /** By the routes of the platform file. Null: let through as nobody. Throws the refusals. */
  readonly checkRouted: (asked: AskedAtGate, host: string) => Promise<Identity | null>;
  /** By what a guard says that its route needs. */
  readonly checkGuarded: (asked: AskedAtGate, needs: GuardRequest) => Promise<Identity | null>;
  readonly identityHeaders: (identity: Identity | null) => Readonly<Record<string, string>>;
  /** Takes no session cookies: those of a request to another API are that API’s. */
  readonly authenticate: Authenticate;
  readonly checkRateLimit: (request: CountedRequest) => CountOutcome | undefined | Promise<CountOutcome | undefined>;
  readonly onAnswered: (use: AnsweredUse) => void;
  readonly isUnavailable: (error: unknown) => boolean;
}

/**
 * The doors through which proxies and guards ask about requests to other APIs. Each reads the request in its proxy’s way and
 * answers in the status codes that its proxy understands; in between, all are one.
 */
export function registerGate<Identity extends object>(app: FastifyInstance, deps: GateDoorDeps<Identity>): void {
  for (const method of METHODS) if (!app.supportedMethods.includes(method)) app.addHttpMethod(method);
  const open = (door: (scope: FastifyInstance, deps: GateDoorDeps<Identity>) => void) =>
    void app.register((scope, _options, done) => {
      door(scope, deps);
      done();
    });
  open(addProxyDoors);
  open(addNginxDoor);
  open(addGuardDoor);
}

function addProxyDoors<Identity extends object>(scope: FastifyInstance, deps: GateDoorDeps<Identity>): void {
  // What a proxy asks has no body of its own, whatever its headers say of the body of the request that it asks about.
  scope.removeAllContentTypeParsers();
  scope.addContentTypeParser('*', (_request, payload, done) => {
    payload.resume();
    done(null);
  });
  prepare(scope, deps, sendProblem);
  scope.route({ method: 'GET', url: '/gate/forward', handler: answerBy(deps, readForwardedRequest, 200) });
  scope.route({ method: envoyMethods, url: '/gate/envoy/*', handler: answerBy(deps, readEnvoyRequest, 200) });
}

function addNginxDoor<Identity extends object>(scope: FastifyInstance, deps: GateDoorDeps<Identity>): void {
  prepare(scope, deps, sendToNginx);
  scope.route({ method: 'GET', url: '/gate/nginx', handler: answerBy(deps, readForwardedRequest, 204) });
}

function addGuardDoor<Identity extends object>(scope: FastifyInstance, deps: GateDoorDeps<Identity>): void {
  prepare(scope, deps, sendProblem);
  const matches = compileBody(GuardRequest);
  const handler = async (request: FastifyRequest, reply: FastifyReply) => {
    const { body } = request;
    if (!matches(body)) throw toValidationFailed(matches.errors ?? []);
    const needs = body as GuardRequest;
    const asked = begin(deps, request, reply, { method: needs.method, url: needs.path });
    return reply.header('cache-control', 'no-store').send(await deps.checkGuarded(asked, needs));
  };
  scope.route({ method: 'POST', url: '/gate/guard', handler });
}

const envoyMethods = METHODS.filter((method) => method !== 'CONNECT');

/** What every door does before and after it is asked. */
function prepare<Identity extends object>(
  scope: FastifyInstance,
  deps: GateDoorDeps<Identity>,
  refuse: (reply: FastifyReply, answer: ProblemReply) => FastifyReply,
): void {
  scope.addHook('onRequest', async (request, reply) => {
    request.principal = { kind: 'anonymous' };
    watchUse(request, reply, deps.onAnswered);
    requireProxy(request);
  });
  scope.addHook('onSend', async (request, reply) => noteProgress(request, reply, 'sent', deps.onAnswered));
  scope.setErrorHandler((error, request, reply) => {
    const answer = toReply(error, request, deps);
    request.clientStatus = answer.status;
    return refuse(reply, answer);
  });
}

interface ForwardedRequest extends Asked {
  readonly host: string;
}

function answerBy<Identity extends object>(
  deps: GateDoorDeps<Identity>,
  read: (request: FastifyRequest) => ForwardedRequest,
  status: 200 | 204,
) {
  return async (request: FastifyRequest, reply: FastifyReply) => {
    const { method, url, host } = read(request);
    const identity = await deps.checkRouted(begin(deps, request, reply, { method, url }), host);
    request.clientStatus = 200;
    return reply
      .code(status)
      .headers({ ...deps.identityHeaders(identity), 'cache-control': 'no-store' })
      .send();
  };
}

/** The request that is asked about, and what the gate may ask of the server about it. */
function begin<Identity extends object>(
  deps: GateDoorDeps<Identity>,
  request: FastifyRequest,
  reply: FastifyReply,
  asked: Asked,
): AskedAtGate {
  request.asked = asked;
  return {
    ...asked,
    async authenticate() {
      request.principal = await deps.authenticate(presentedIn(request), addressOf(request), (refused) => {
        request.refused = refused;
      });
      return request.principal;
    },
    onTarget(target) {
      request.target = target;
    },
    async requireAdmitted({ path, ...counted }) {
      const outcome = await deps.checkRateLimit({ ...counted, path: () => path, address: addressOf(request) });
      requireAdmitted(request, reply, outcome);
    },
  };
}

/** The credentials are those in the headers of the question, and in the URL that it is about. */
const presentedIn = ({ raw, asked }: FastifyRequest) => ({
  method: asked?.method ?? '',
  url: asked?.url ?? '',
  headers: raw.headers,
  headersDistinct: raw.headersDistinct,
});

function toReply<Identity extends object>(error: unknown, request: FastifyRequest, deps: GateDoorDeps<Identity>) {
  const refusal = toAppError(error, deps.isUnavailable);
  logFault(request, refusal);
  const credentialSent = findPresented(presentedIn(request), null).length > 0;
  const { publicUrl, unauthenticatedStatus } = deps;
  return toProblemReply(refusal, { publicUrl, unauthenticatedStatus, traceId: request.id, credentialSent });
}
