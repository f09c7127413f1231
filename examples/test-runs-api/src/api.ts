/**
 * A tiny API such as a platform for testing APIs has: it starts test suites. Made for the platform file `api-testing`; like
 * the translation API, it runs behind a gate or by guards.
 */
import { principalOf } from '@keywright/client/fastify';
import { type FastifyInstance, fastify } from 'fastify';
import type { Access } from '../../access/access.ts';

export function createApi(access: Access): FastifyInstance {
  const api = fastify({ logger: { level: 'warn' } });
  let started = 0;
  api.post<{ Params: { projectId: string; suiteId: string } }>(
    '/api/v1/projects/:projectId/execute/suite/:suiteId',
    { onRequest: access({ scopes: ['execute'], in: 'project' }) },
    async (request, reply) => {
      started += 1;
      const { projectId, suiteId } = request.params;
      const run = { id: started, project_id: projectId, suite_id: suiteId, started_by: principalOf(request).userId };
      return reply.code(202).send(run);
    },
  );
  return api;
}
