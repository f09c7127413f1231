import { AppError } from '@keywright/contract';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { addressOf } from './request-state.ts';

export interface WebHandlerOptions {
  readonly basePath: string;
  /** `METHOD /path` of each endpoint that is open; all others answer 404. */
  readonly openEndpoints: ReadonlySet<string>;
  readonly handle: (request: Request) => Promise<Response>;
  readonly publicUrl: string;
  /** The header that tells the handler the caller’s address; one that a client sent is replaced. */
  readonly addressHeader: string;
}

function toHeaders(request: FastifyRequest, addressHeader: string): Headers {
  const headers = new Headers();
  for (const [name, value] of Object.entries(request.headers)) {
    if (typeof value === 'string' && name !== 'content-length') headers.set(name, value);
  }
  headers.set(addressHeader, addressOf(request));
  return headers;
}

/** Serves a handler of web-standard requests, which is how better-auth comes, under a path of ours. */
export function registerWebHandler(app: FastifyInstance, options: WebHandlerOptions): void {
  app.route({
    method: ['GET', 'POST'],
    url: `${options.basePath}/*`,
    handler: async (request, reply) => {
      const url = new URL(request.url, options.publicUrl);
      const endpoint = `${request.method} ${url.pathname.slice(options.basePath.length)}`;
      if (!options.openEndpoints.has(endpoint)) throw new AppError('NOT_FOUND');
      const init: RequestInit = { method: request.method, headers: toHeaders(request, options.addressHeader) };
      if (request.method === 'POST') init.body = JSON.stringify(request.body ?? {});
      const response = await options.handle(new Request(url, init));
      reply.code(response.status).header('cache-control', 'no-store');
      const type = response.headers.get('content-type');
      if (type !== null) reply.type(type);
      const retryAfter = response.headers.get('x-retry-after');
      if (retryAfter !== null) reply.header('retry-after', retryAfter);
      const cookies = response.headers.getSetCookie();
      if (cookies.length > 0) reply.header('set-cookie', cookies);
      return reply.send(await response.text());
    },
  });
}
