import type { IncomingMessage } from 'node:http';
import { GuardRequest } from '@keywright/contract';
import { type ProblemReply, toValidationFailed } from '../problem.ts';
import { compileBody } from '../validators.ts';
import { type ForwardedRequest, readEnvoyRequest, readForwardedRequest } from './forwarded-request.ts';
import { toNginxRefusal } from './nginx-refusal.ts';
import type { Question } from './question.ts';
import { readJson } from './read-json.ts';

/** How a question is answered. */
export interface Reply {
  readonly status: number;
  /** Names and values in turn. */
  readonly headers: readonly string[];
  readonly body: string;
}

/** A way in which proxies or guards ask: how they tell of a request, and which answers they understand. */
export interface Door {
  readonly path: string;
  /** Whether it is asked by a question of this method. */
  takes(method: string): boolean;
  /** How it is answered where the request may go on. Throws the refusals. */
  admit(question: Question): Promise<Reply>;
  refuse(problem: ProblemReply): ProblemReply;
}

/** The checks behind the doors. Null: let through as nobody. They throw the refusals. */
export interface DoorDeps<Identity> {
  /** By the routes of the platform file. */
  readonly checkRouted: (question: Question, host: string) => Promise<Identity | null>;
  /** By what a guard says that its route needs. */
  readonly checkGuarded: (question: Question, needs: GuardRequest) => Promise<Identity | null>;
  /** Names and values in turn. */
  readonly identityHeaders: (identity: Identity | null) => readonly string[];
}

const notKept = ['cache-control', 'no-store'];

/** Finds the door of a question by its URL. */
export type FindDoor = (url: string) => Door | undefined;

export function createDoors<Identity>(deps: DoorDeps<Identity>): FindDoor {
  const exact = [
    { ...proxyDoor(deps, '/gate/nginx', readForwardedRequest, 204), refuse: toNginxRefusal },
    proxyDoor(deps, '/gate/forward', readForwardedRequest, 200),
    guardDoor(deps, '/gate/guard'),
  ];
  const byPath = new Map<string, Door>(exact.map((door) => [door.path, door]));
  const envoy = { ...proxyDoor(deps, '/gate/envoy/*', readEnvoyRequest, 200), takes: () => true };
  return (url) =>
    url.startsWith('/gate/envoy/') ? envoy : (byPath.get(url) ?? byPath.get(url.split('?', 1)[0] ?? ''));
}

/** What a proxy asks has no body of its own, whatever its headers say of the body of the request that it asks about. */
function proxyDoor<Identity>(
  { checkRouted, identityHeaders }: DoorDeps<Identity>,
  path: string,
  read: (request: IncomingMessage) => ForwardedRequest,
  status: 200 | 204,
): Door {
  return {
    path,
    takes: (method) => method === 'GET' || method === 'HEAD',
    async admit(question) {
      const asked = read(question.raw);
      const identity = await checkRouted(question.isAbout(asked), asked.host);
      return { status, headers: [...identityHeaders(identity), ...notKept], body: '' };
    },
    refuse: (problem) => problem,
  };
}

function guardDoor<Identity>({ checkGuarded }: DoorDeps<Identity>, path: string): Door {
  const matches = compileBody(GuardRequest);
  return {
    path,
    takes: (method) => method === 'POST',
    async admit(question) {
      const body = await readJson(question.raw);
      if (!matches(body)) throw toValidationFailed(matches.errors ?? []);
      const needs = body as GuardRequest;
      const identity = await checkGuarded(question.isAbout({ method: needs.method, url: needs.path }), needs);
      const headers = ['content-type', 'application/json; charset=utf-8', ...notKept];
      return { status: 200, headers, body: JSON.stringify(identity) };
    },
    refuse: (problem) => problem,
  };
}
