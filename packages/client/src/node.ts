/**
 * Guards for servers of `node:http`, `node:https` and whatever has their requests and responses: a handler is wrapped, and runs
 * only for requests that Keywright lets through. Imports nothing of Node’s.
 *
 * A WebSocket upgrade reaches a server’s `upgrade` listener, which no handler sees: it is not guarded here.
 */
import type { GuardedPrincipal } from '@keywright/contract';
import { createAsk } from './guard/ask.ts';
import { type Caller, rawHeader } from './guard/caller.ts';
import { type GuardOptions, readOptions } from './guard/guard-options.ts';
import type { GuardRule } from './guard/guard-rule.ts';

export { GuardFault, type GuardFaultKind } from './guard/guard-fault.ts';
export type { RequestTarget, RequiredScopes, TargetName } from './guard/guard-rule.ts';
export type { GuardedPrincipal, GuardOptions, GuardRule };

/** What a guard needs of an `IncomingMessage`. */
export interface NodeRequest {
  readonly method?: string | undefined;
  readonly url?: string | undefined;
  readonly rawHeaders: readonly string[];
  readonly socket: { readonly remoteAddress?: string | undefined };
}

/** What a guard needs of a `ServerResponse`. */
export interface NodeResponse {
  readonly headersSent: boolean;
  statusCode: number;
  setHeader(name: string, value: string): unknown;
  end(body: string): unknown;
}

export interface NodeGuardOptions<Request extends NodeRequest = NodeRequest> extends GuardOptions {
  /**
   * The network address of a request’s caller. Default: that of the connection, which behind a proxy is the proxy’s. Never a
   * header that callers can write.
   */
  readonly address?: (request: Request) => string | undefined;
}

/** A handler of requests that were let through. */
export type GuardedHandler<Request, Response> = (
  request: Request,
  response: Response,
  principal: GuardedPrincipal,
) => unknown;

/** Wraps a handler. The promise rejects with what the handler threw, and with nothing else. */
export type NodeGuard<Base extends NodeRequest = NodeRequest> = <Request extends Base, Response extends NodeResponse>(
  rule: GuardRule<Request>,
  handler: GuardedHandler<Request, Response>,
) => (request: Request, response: Response) => Promise<void>;

/** Makes the function that makes guards. Throws a `TypeError` for options and rules that are of no use. */
export function createGuards<Base extends NodeRequest = NodeRequest>(options: NodeGuardOptions<Base>): NodeGuard<Base> {
  const settings = readOptions(options);
  const { address = (request) => request.socket.remoteAddress } = options;
  const describe = (request: Base): Caller => ({
    method: request.method ?? '',
    target: request.url ?? '/',
    address: address(request),
    header: (name) => rawHeader(request.rawHeaders, name),
  });
  return (rule, handler) => {
    const ask = createAsk(settings, rule, describe);
    return async (request, response) => {
      const answer = await ask(request);
      if (response.headersSent) return;
      for (const [name, value] of answer.headers) response.setHeader(name, value);
      if (answer.kind === 'passed') {
        await handler(request, response, answer.principal);
        return;
      }
      response.statusCode = answer.status;
      response.end(answer.body);
    };
  };
}
