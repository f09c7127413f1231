import { principalOf } from '@keywright/client/fastify';
import type { FastifyInstance } from 'fastify';
import type { ApiDeps } from '../api.ts';
import { answerProblem } from '../problem.ts';

/** The projects of an organization. A credential that is bound to projects lists those alone. */
export function addProjects(api: FastifyInstance, { store, access }: ApiDeps): void {
  api.get<{ Params: { organization: string } }>(
    '/api/v1/organizations/:organization/projects',
    { onRequest: access({ scopes: ['projects.read'], in: 'organization' }) },
    async (request, reply) => {
      const { organizationId, projectIds } = principalOf(request);
      if (organizationId === null || store.findOrganizationId(request.params.organization) !== organizationId) {
        return answerProblem(reply, 404, 'NOT_FOUND', 'There is no such organization.');
      }
      const data = store
        .listProjects(organizationId)
        .filter(({ id }) => projectIds === null || projectIds.includes(id));
      return { data, nextCursor: null };
    },
  );
}
