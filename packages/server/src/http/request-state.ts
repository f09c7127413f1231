import type { ClientFacts, Operation, Target } from '@keywright/contract';
import type { FastifyRequest } from 'fastify';
import type { Principal } from '../modules/scopes/index.ts';
import type { RefusedCredential } from './authenticate.ts';

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
    /** The limits of rate-limit policies that refused the request; null where none did. */
    throttledBy: readonly unknown[] | null;
  }
}

/** The path of a request as it was sent, without its query. */
export const pathOf = ({ url }: FastifyRequest): string => url.split('?', 1)[0] ?? '';

/** Whence a request came. */
export const clientOf = (request: FastifyRequest): ClientFacts => ({
  address: request.ip,
  userAgent: request.headers['user-agent'] ?? '',
  traceId: request.id,
});
