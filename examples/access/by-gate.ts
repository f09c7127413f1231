import type { GuardedPrincipal } from '@keywright/client/fastify';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Access, Needs } from './access.ts';

/**
 * The proxy in front has asked Keywright’s gate, and the headers `X-Auth-*` say who the caller is. Whoever can reach the API
 * without that proxy is believed whatever they send: an API that uses this listens where the proxy alone can reach it.
 *
 * The platform file says what each route needs, and decides. The API holds it to what the route itself says, so that an entry
 * that is missing there, or wider than meant, is a fault that shows and not a door that stands open.
 */
export const byGate: Access = (needs) => async (request, reply) => {
  const principal = readIdentity(request.raw.headersDistinct);
  if (principal === undefined || !suffices(principal, needs, request)) return answerFault(request, reply);
  request.keywright = principal;
  return undefined;
};

/** A path may name an organization by its slug, which the headers do not: they say its id. */
function suffices(principal: GuardedPrincipal, needs: Needs, { params }: FastifyRequest): boolean {
  const { scopes, organizationId, projectId } = principal;
  if (!needs.scopes.every((scope) => scopes.includes(scope))) return false;
  if (needs.in === 'organization') return organizationId !== null;
  if (needs.in === undefined) return true;
  return typeof params === 'object' && params !== null && 'projectId' in params && params.projectId === projectId;
}

function answerFault(request: FastifyRequest, reply: FastifyReply): FastifyReply {
  request.log.error({ route: request.routeOptions.url }, 'no gate has asked about this request, or not for this route');
  return reply
    .code(500)
    .type('application/problem+json')
    .send({ type: 'about:blank', title: 'Internal Server Error', status: 500 });
}

type Headers = Readonly<Record<string, readonly string[] | undefined>>;

/** Undefined where the headers are not as the gate sets them: each there, once. Of public routes, which name nobody, too. */
function readIdentity(headers: Headers): GuardedPrincipal | undefined {
  const names = ['kind', 'user', 'credential', 'organization', 'project', 'project-ids', 'scopes'];
  const values = names.map((name) => headers[`x-auth-${name}`]);
  // nginx leaves a header out where there is nothing to say.
  if (values.some((value) => value !== undefined && value.length !== 1)) return undefined;
  const [kind, ...rest] = values.map((value) => value?.[0] ?? '');
  if (kind !== 'session' && kind !== 'pat' && kind !== 'api-key') return undefined;
  const [userId, credentialId, organizationId, projectId, projectIds, scopes] = rest.map((value) => value || null);
  return {
    kind,
    userId: userId ?? null,
    credentialId: credentialId ?? null,
    organizationId: organizationId ?? null,
    projectId: projectId ?? null,
    projectIds: projectIds?.split(' ') ?? null,
    scopes: scopes?.split(' ') ?? [],
  };
}
