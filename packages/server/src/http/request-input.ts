import { AppError, type Operation, readIfMatch, type Target, validationFailed } from '@keywright/contract';
import type { FastifyRequest } from 'fastify';
import { clientOf } from './request-state.ts';

/** What a use case is given of a request. Throws where a header that the operation reads is missing or no such thing. */
export function toInput(request: FastifyRequest, operation: Operation, target: Target) {
  return {
    params: request.params,
    query: request.query,
    body: operation.body === null ? undefined : request.body,
    idempotencyKey: operation.method !== 'GET' && operation.idempotent ? idempotencyKey(request) : undefined,
    expectedVersion: operation.etag === 'required' ? expectedVersion(request) : undefined,
    target,
    client: clientOf(request),
  };
}

const longestIdempotencyKey = 255;

function idempotencyKey(request: FastifyRequest): string | undefined {
  const header = request.headers['idempotency-key'];
  if (header === undefined) return undefined;
  if (typeof header === 'string' && header.length >= 8 && header.length <= longestIdempotencyKey) return header;
  const message = `must have 8 to ${longestIdempotencyKey} characters. A random UUID is a good one.`;
  throw validationFailed({ path: 'Idempotency-Key', code: 'WRONG_LENGTH', message });
}

function expectedVersion(request: FastifyRequest): number | undefined {
  const header = request.headers['if-match'];
  if (header === undefined) throw new AppError('PRECONDITION_REQUIRED');
  const match = readIfMatch(header);
  if (match === 'any') return undefined;
  if (match === 'malformed')
    throw new AppError('PRECONDITION_FAILED', { detail: 'If-Match names no version of this API.' });
  return match.version;
}
