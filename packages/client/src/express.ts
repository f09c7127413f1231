/**
 * Guards for Express 4 and 5: middleware by which a route asks Keywright whether a request may go on. It stands before whatever
 * parses bodies, so that a refused caller has none parsed.
 */
import type { GuardedPrincipal } from '@keywright/contract';
import type { NextFunction, Request, Response } from 'express';
import { createAsk } from './guard/ask.ts';
import { type Caller, rawHeader } from './guard/caller.ts';
import { type GuardOptions, readOptions } from './guard/guard-options.ts';
import type { GuardRule } from './guard/guard-rule.ts';

export { GuardFault, type GuardFaultKind } from './guard/guard-fault.ts';
export type { RequestTarget, RequiredScopes, TargetName } from './guard/guard-rule.ts';
export type { GuardedPrincipal, GuardOptions, GuardRule };

declare global {
  namespace Express {
    interface Request {
      /** Who the request acts as; undefined where no guard has let it through. */
      keywright?: GuardedPrincipal;
    }
  }
}

/** What a guard takes of a request: not its parameters, so that handlers beside it keep theirs typed by the path. */
export type GuardableRequest = Pick<Request, 'method' | 'originalUrl' | 'ip' | 'rawHeaders' | 'keywright'>;

/** Middleware, for a route or a router. */
export type ExpressGuard = (
  request: GuardableRequest,
  response: Pick<Response, 'headersSent' | 'setHeader' | 'statusCode' | 'end'>,
  next: NextFunction,
) => Promise<void>;

/**
 * Makes the function that makes guards. `req.ip` is the caller’s address: set `trust proxy` as your proxies need it. Throws a
 * `TypeError` for options and rules that are of no use.
 */
export function createGuards(options: GuardOptions): (rule: GuardRule<Request>) => ExpressGuard {
  const settings = readOptions(options);
  return (rule) => {
    const ask = createAsk(settings, rule, describe);
    return async (request, response, next) => {
      if (!isRequest(request)) throw new TypeError('A guard is middleware of Express.');
      const answer = await ask(request);
      // The caller may have gone meanwhile; what cannot be answered is not let through either.
      if (response.headersSent) return;
      for (const [name, value] of answer.headers) response.setHeader(name, value);
      if (answer.kind === 'refused') {
        response.statusCode = answer.status;
        response.end(answer.body);
        return;
      }
      request.keywright = answer.principal;
      next();
    };
  };
}

/** Who the request acts as. Throws where no guard has let it through, so that a route whose guard is missing fails. */
export function principalOf(request: Pick<Request, 'keywright'>): GuardedPrincipal {
  if (request.keywright === undefined) throw new Error('No guard has let this request through.');
  return request.keywright;
}

const isRequest = (request: GuardableRequest): request is Request => 'params' in request;

const describe = (request: Request): Caller => ({
  method: request.method,
  target: request.originalUrl,
  address: request.ip,
  header: (name) => rawHeader(request.rawHeaders, name),
});
