import type { FastifyInstance } from 'fastify';
import type { ApiDeps } from '../api.ts';

const workflow = { type: 'string', enum: ['translate', 'translate-and-review'] } as const;
const body = { type: 'object', required: ['workflow'], properties: { workflow } } as const;

/** How a project is worked on. On the platform `translately` that is for OWNERs. */
export function addSettings(api: FastifyInstance, { store, access }: ApiDeps): void {
  api.put<{ Params: { projectId: string }; Body: { workflow: string } }>(
    '/api/v1/projects/:projectId/settings',
    { onRequest: access({ scopes: ['project-settings.write'], in: 'project' }), schema: { body } },
    async (request) => {
      store.setWorkflow(request.params.projectId, request.body.workflow);
      return { workflow: request.body.workflow };
    },
  );
}
