/**
 * One small API, guarded alike in every framework that there is a guard for. Each implementation has the routes below, answers
 * with who the guard said the caller is, and counts the requests that its handlers saw.
 *
 *   /projects/:projectId/things   all of keys.write, in that project
 *   /anybody                      any credential
 *   /either                       projects.read or keys.write
 *   /named?project=…              a project that the caller names, or none
 *   /misspelt/:projectId          a guard whose project function reads a parameter that is not there
 *   /organizations/:organization/projects   all of projects.write, in that organization
 *   /within?organization=…        an organization that the caller names, or none
 *   /misspelt-within/:organization   a guard whose organization function reads a parameter that is not there
 *   /moon                         a scope that does not exist
 */
import type { GuardedPrincipal } from '@keywright/contract';
import type { GuardFault } from '../../src/guard/guard-fault.ts';

export interface ApiOptions {
  readonly baseUrl: string;
  readonly onFault: (fault: GuardFault) => void;
  readonly timeoutMs?: number;
}

/** What every handler answers. */
export interface Seen {
  readonly principal: GuardedPrincipal;
  /** The length of the request’s body. */
  readonly bytes: number;
}

export interface CallInit {
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
}

export interface GuardedApi {
  readonly call: (method: string, path: string, init?: CallInit) => Promise<Response>;
  /** Where it listens; undefined where it is called without a socket. */
  readonly port: number | undefined;
  /** How many requests the handlers have seen. */
  readonly seen: () => number;
  readonly close: () => Promise<void>;
}

export interface Framework {
  readonly name: string;
  readonly start: (options: ApiOptions) => Promise<GuardedApi>;
}

/** Calls an API through a socket. */
export function callerOf(port: number): GuardedApi['call'] {
  return (method, path, { headers = {}, body } = {}) =>
    fetch(`http://127.0.0.1:${port}${path}`, {
      method,
      headers,
      ...(body === undefined ? {} : { body }),
    });
}
