import type { AppError, Operation, Target } from '@keywright/contract';
import type { FastifyRequest } from 'fastify';
import type { Principal } from '../modules/scopes/index.ts';
import { addressOf } from './request-state.ts';

/** A request that may be made, as it is counted. */
export interface CountedRequest {
  readonly principal: Principal;
  /** The project that the path names; empty: none. */
  readonly projectId: string;
  readonly method: string;
  /** The path of the operation with what it names, see `canonicalPath`. */
  readonly path: () => string;
  readonly address: string;
}

/** What counting a request came to. */
export interface CountOutcome {
  /** For every answer to the request. */
  readonly headers: Readonly<Record<string, string>>;
  /** The limits that refused it. */
  readonly violations: readonly unknown[];
  readonly refusal: AppError | undefined;
}

/**
 * The path of an operation with ids in the place of its parameters: whatever way a request spells a path, this is the one
 * way that rules see it. An organization stands in it by its id, also where the request names it by its slug.
 */
export function canonicalPath({ path }: Operation, params: Readonly<Record<string, string>>, target: Target): string {
  const named: Readonly<Record<string, string>> = {
    ...params,
    projectId: target.projectId,
    organization: target.organizationId,
  };
  return path.replaceAll(/\{(\w+)\}/g, (_placeholder, name: string) => encodeURIComponent(named[name] ?? ''));
}

export function toCounted(
  request: FastifyRequest,
  operation: Operation,
  { organizationId, projectId }: Target,
): CountedRequest {
  let path: string | undefined;
  return {
    principal: request.principal,
    projectId,
    method: operation.method,
    path() {
      path ??= canonicalPath(operation, request.params as Record<string, string>, { organizationId, projectId });
      return path;
    },
    address: addressOf(request),
  };
}

/** Notes on a request what counting it came to. Throws the refusal, if it is one. */
export function requireAdmitted(
  request: { throttledBy: readonly unknown[] | null },
  outcome: CountOutcome | undefined,
  addHeaders: (headers: CountOutcome['headers']) => void,
): void {
  if (outcome === undefined) return;
  addHeaders(outcome.headers);
  if (outcome.refusal === undefined) return;
  request.throttledBy = outcome.violations;
  throw outcome.refusal;
}
