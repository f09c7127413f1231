import type { ClientFacts, Operation, Target } from '@keywright/contract';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { Principal } from '../modules/scopes/index.ts';
import type { RefusedCredential } from './authenticate.ts';

/** A request to another API, as its proxy or guard tells of it. */
export interface Asked {
  readonly method: string;
  /** Path and query, as they were received. */
  readonly url: string;
}

declare module 'fastify' {
  interface FastifyRequest {
    /** Set by the pipeline’s first step. */
    principal: Principal;
    /** The token that was presented and refused, if one was. */
    refused: RefusedCredential | null;
    /** What the request is directed at, once the pipeline knows it. */
    target: Target | null;
    /** Whether its answer has begun, and whether the caller’s connection is done with it. */
    progress: { sent: boolean; closed: boolean };
    /** The operation that was matched; null for the few routes that are not operations. */
    operation: Operation | null;
    /** The request to another API that this one asks about; null for one that is itself what it is about. */
    asked: Asked | null;
    /** Kept by `addressOf` alone. */
    address: string | null;
    /** The status that its client gets, where its proxy is answered in another; null: the same. */
    clientStatus: number | null;
    /** The limits of rate-limit policies that refused the request; null where none did. */
    throttledBy: readonly unknown[] | null;
  }
}

/** Gives each request its state, before any route is registered. */
export function decorateRequests(app: FastifyInstance): void {
  for (const name of ['operation', 'refused', 'target', 'asked', 'address', 'clientStatus', 'throttledBy'] as const)
    app.decorateRequest(name, null);
  app.decorateRequest('progress');
}

/** The method and path of a request as it was sent, without its query; of the one that it asks about, where it does. */
export const lineOf = (request: FastifyRequest): { readonly method: string; readonly path: string } => {
  const { method, url } = request.asked ?? request;
  return { method, path: url.split('?', 1)[0] ?? '' };
};

/** The client’s address, as the trusted proxies tell of it: worked out once for a request, whoever asks. */
export function addressOf(request: FastifyRequest): string {
  request.address ??= request.ip;
  return request.address;
}

/** Whence a request came. */
export const clientOf = (request: FastifyRequest): ClientFacts => ({
  address: addressOf(request),
  userAgent: request.headers['user-agent'] ?? '',
  traceId: request.id,
});
