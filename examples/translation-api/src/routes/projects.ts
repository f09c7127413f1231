import { type GuardedPrincipal, principalOf } from '@keywright/client/fastify';
import type { FastifyInstance } from 'fastify';
import type { ApiDeps } from '../api.ts';
import { answerProblem } from '../problem.ts';
import type { Project, TranslationStore } from '../translation-store.ts';

/**
 * The projects of an organization. The route is about no project, so that the scope counts wherever it is held: which
 * organizations a user belongs to is known here, and a credential that is bound to projects lists those alone.
 */
export function addProjects(api: FastifyInstance, { store, access }: ApiDeps): void {
  api.get<{ Params: { organization: string } }>(
    '/api/v1/organizations/:organization/projects',
    { onRequest: access({ scopes: ['projects.read'] }) },
    async (request, reply) => {
      const principal = principalOf(request);
      const organizationId = store.findOrganizationId(request.params.organization);
      if (organizationId === undefined || !belongsTo(store, principal, organizationId)) {
        return answerProblem(reply, 404, 'NOT_FOUND', 'There is no such organization.');
      }
      const data = store.listProjects(organizationId).filter((project) => reaches(principal, project));
      return { data, nextCursor: null };
    },
  );
}

function belongsTo(store: TranslationStore, principal: GuardedPrincipal, organizationId: string): boolean {
  if (principal.kind === 'api-key') return principal.organizationId === organizationId;
  return principal.userId !== null && store.isMember(organizationId, principal.userId);
}

function reaches({ projectIds }: GuardedPrincipal, { id }: Project): boolean {
  return projectIds === null || projectIds.includes(id);
}
