import type { ClientFacts, Operation, Target } from '@keywright/contract';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { Principal } from '../modules/scopes/index.ts';
import type { RefusedCredential } from './authenticate.ts';
import type { PresentingRequest } from './presented.ts';
import { addressesOf, type TrustsProxy } from './trusted-proxies.ts';

interface RequestLine {
  readonly method: string;
  /** Path and query. */
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
    /** Whose X-Forwarded-For is believed. */
    trusts: TrustsProxy;
    /** Kept by `addressOf` alone. */
    address: string | null;
    /** The limits of rate-limit policies that refused the request; null where none did. */
    throttledBy: readonly unknown[] | null;
  }
}

/** Gives each request its state, before any route is registered. */
export function decorateRequests(app: FastifyInstance, trusts: TrustsProxy): void {
  for (const name of ['operation', 'refused', 'target', 'address', 'throttledBy'] as const)
    app.decorateRequest(name, null);
  app.decorateRequest('progress');
  app.decorateRequest('trusts', trusts);
}

/** The method and path of a request as it was sent, without its query. */
export const lineOf = ({ method, url }: RequestLine): { readonly method: string; readonly path: string } => ({
  method,
  path: url.split('?', 1)[0] ?? '',
});

/** The client’s address, as the trusted proxies tell of it: worked out once for a request, whoever asks. */
export function addressOf(request: FastifyRequest): string {
  request.address ??= addressesOf(request.raw, request.trusts).at(-1) ?? '';
  return request.address;
}

/** Whence a request came. */
export const clientOf = (request: FastifyRequest): ClientFacts => ({
  address: addressOf(request),
  userAgent: request.headers['user-agent'] ?? '',
  traceId: request.id,
});

/** What of a request may hold a credential. */
export const presentingRequest = ({ method, raw }: FastifyRequest): PresentingRequest => ({
  method,
  url: raw.url ?? '',
  headers: raw.headersDistinct,
});
