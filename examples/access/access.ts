/**
 * How an API finds out who a request acts as and whether it may do what it asks for. There are two ways, and a route says what
 * it needs in the same words for both:
 *
 * - `byGate`: a proxy has asked Keywright’s gate before, and says in headers who the caller is. The API knows nothing of tokens.
 * - `byGuards`: no proxy; each route asks Keywright itself.
 */
import type { FastifyReply, FastifyRequest } from 'fastify';

/** What a route needs of its caller. */
export interface Needs {
  /** Each of these. */
  readonly scopes: readonly string[];
  /** Where: in the project or organization that the path names in `:projectId` or `:organization`. Absent: anywhere. */
  readonly in?: 'project' | 'organization';
}

/** Makes a hook, for `onRequest`, that lets a request go on or answers it. Afterwards `principalOf` says who the caller is. */
export type Access = (needs: Needs) => (request: FastifyRequest, reply: FastifyReply) => Promise<unknown>;
