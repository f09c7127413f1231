/**
 * Guards for Hono, on whatever it runs: Node, Bun, Deno, edge runtimes. Middleware by which a route asks Keywright whether a
 * request may go on. Needs `fetch` and nothing else.
 */
import type { GuardedPrincipal } from '@keywright/contract';
import type { Context, MiddlewareHandler } from 'hono';
import { createAsk } from './guard/ask.ts';
import { type GuardOptions, readOptions } from './guard/guard-options.ts';
import type { GuardRule } from './guard/guard-rule.ts';

export { GuardFault, type GuardFaultKind } from './guard/guard-fault.ts';
export type { RequestTarget, RequiredScopes, TargetName } from './guard/guard-rule.ts';
export type { GuardedPrincipal, GuardOptions, GuardRule };

export interface HonoGuardOptions extends GuardOptions {
  /**
   * The network address of a request’s caller. Hono has no portable one, so this is required: on Node
   * `(c) => getConnInfo(c).remote.address` of `@hono/node-server/conninfo`, and alike elsewhere. Never a header that callers can
   * write. `undefined` refuses the request.
   */
  readonly address: (c: Context) => string | undefined;
}

/** What a guard adds to the context: in the handlers after it, `c.get('keywright')` is typed. */
export interface GuardedEnv {
  Variables: {
    /** Who the request acts as. */
    keywright: GuardedPrincipal;
  };
}

/** Makes the function that makes guards. Throws a `TypeError` for options and rules that are of no use. */
export function createGuards(options: HonoGuardOptions): (rule: GuardRule<Context>) => MiddlewareHandler<GuardedEnv> {
  const settings = readOptions(options);
  return (rule) => {
    const ask = createAsk<Context>(settings, rule, (c) => ({
      method: c.req.method,
      target: c.req.url,
      address: options.address(c),
      header: (name) => c.req.header(name),
    }));
    return async (c, next) => {
      const answer = await ask(c);
      if (answer.kind === 'refused') {
        return new Response(answer.body, { status: answer.status, headers: answer.headers.map(([...pair]) => pair) });
      }
      c.set('keywright', answer.principal);
      await next();
      // After the handler, which may have made a response of its own.
      for (const [name, value] of answer.headers) c.header(name, value);
      return undefined;
    };
  };
}
