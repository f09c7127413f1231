import { principalOf } from '@keywright/client/fastify';
import type { FastifyInstance } from 'fastify';
import type { ApiDeps } from '../api.ts';
import { answerProblem } from '../problem.ts';

interface OfProject {
  Params: { projectId: string };
}

interface OfKey {
  Params: { projectId: string; name: string };
}

/** Names of keys are segments of paths, so they hold nothing that servers could read in two ways. */
export const keyName = { type: 'string', pattern: '^[A-Za-z0-9][A-Za-z0-9._-]{0,127}$' } as const;
const description = { type: 'string', maxLength: 500 } as const;
const newKey = { type: 'object', required: ['name'], properties: { name: keyName, description } } as const;
const changedKey = { type: 'object', required: ['description'], properties: { description } } as const;

/** The keys of a project: what is to be translated. */
export function addKeys(api: FastifyInstance, { store, access }: ApiDeps): void {
  const mayRead = access({ scopes: ['keys.read'], in: 'project' });
  const mayWrite = access({ scopes: ['keys.write'], in: 'project' });
  const path = '/api/v1/projects/:projectId/keys';

  api.get<OfProject>(path, { onRequest: mayRead }, async ({ params }) => ({
    data: store.listKeys(params.projectId),
    nextCursor: null,
  }));

  api.post<OfProject & { Body: { name: string; description?: string } }>(
    path,
    { onRequest: mayWrite, schema: { body: newKey } },
    async (request, reply) => {
      const { userId, credentialId } = principalOf(request);
      const { name, description: said = '' } = request.body;
      const key = { name, description: said, createdBy: userId ?? credentialId ?? '' };
      if (store.insertKey(request.params.projectId, key)) return reply.code(201).send(key);
      return answerProblem(reply, 409, 'CONFLICT', 'There is a key of this name.');
    },
  );

  api.get<OfKey>(`${path}/:name`, { onRequest: mayRead }, async ({ params }, reply) => {
    return (
      store.findKey(params.projectId, params.name) ?? answerProblem(reply, 404, 'NOT_FOUND', 'There is no such key.')
    );
  });

  api.put<OfKey & { Body: { description: string } }>(
    `${path}/:name`,
    { onRequest: mayWrite, schema: { body: changedKey } },
    async ({ params, body }, reply) => {
      const isThere = store.updateKey(params.projectId, params.name, body.description);
      if (!isThere) return answerProblem(reply, 404, 'NOT_FOUND', 'There is no such key.');
      return store.findKey(params.projectId, params.name);
    },
  );

  api.delete<OfKey>(`${path}/:name`, { onRequest: mayWrite }, async ({ params }, reply) => {
    const wasThere = store.deleteKey(params.projectId, params.name);
    return wasThere ? reply.code(204).send() : answerProblem(reply, 404, 'NOT_FOUND', 'There is no such key.');
  });
}
