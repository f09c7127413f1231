/**
 * Guards for Fastify: hooks by which a route asks Keywright whether a request may go on. As `onRequest` they run before a body
 * is read, so that a refused caller has none parsed. WebSocket routes of `@fastify/websocket` run the same hooks before the
 * upgrade.
 */
import type { GuardedPrincipal } from '@keywright/contract';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { createAsk } from './guard/ask.ts';
import { type Caller, rawHeader } from './guard/caller.ts';
import { type GuardOptions, readOptions } from './guard/guard-options.ts';
import type { GuardRule } from './guard/guard-rule.ts';

export { GuardFault, type GuardFaultKind } from './guard/guard-fault.ts';
export type { RequestTarget, RequiredScopes, TargetName } from './guard/guard-rule.ts';
export type { GuardedPrincipal, GuardOptions, GuardRule };

declare module 'fastify' {
  interface FastifyRequest {
    /** Who the request acts as; undefined where no guard has let it through. */
    keywright?: GuardedPrincipal;
  }
}

/**
 * A request as a rule’s `project` or `organization` sees it: the parameters in the path are found by then, and the body is not
 * read.
 */
export type RequestWithParams = FastifyRequest & { readonly params: Readonly<Record<string, string | undefined>> };

/** A hook, for `onRequest` (better) or `preHandler`. */
export type FastifyGuard = (request: FastifyRequest, reply: FastifyReply) => Promise<FastifyReply | undefined>;

/**
 * Makes the function that makes guards. `request.ip` is the caller’s address: set `trustProxy` as your proxies need it. Throws a
 * `TypeError` for options and rules that are of no use.
 */
export function createGuards(options: GuardOptions): (rule: GuardRule<RequestWithParams>) => FastifyGuard {
  const settings = readOptions(options);
  return (rule) => {
    const ask = createAsk(settings, rule, describe);
    return async (request, reply) => {
      if (!hasParams(request)) throw new TypeError('A guard runs once the route is found: as onRequest or preHandler.');
      const answer = await ask(request);
      for (const [name, value] of answer.headers) reply.header(name, value);
      if (answer.kind === 'refused') return reply.code(answer.status).send(answer.body);
      request.keywright = answer.principal;
      return undefined;
    };
  };
}

/** Who the request acts as. Throws where no guard has let it through, so that a route whose guard is missing fails. */
export function principalOf(request: Pick<FastifyRequest, 'keywright'>): GuardedPrincipal {
  if (request.keywright === undefined) throw new Error('No guard has let this request through.');
  return request.keywright;
}

const hasParams = (request: FastifyRequest): request is RequestWithParams =>
  typeof request.params === 'object' && request.params !== null;

const describe = (request: FastifyRequest): Caller => ({
  method: request.method,
  target: request.originalUrl,
  address: request.ip,
  header: (name) => rawHeader(request.raw.rawHeaders, name),
});
