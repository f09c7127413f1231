import type { FastifyInstance } from 'fastify';
import type { ApiDeps } from '../api.ts';
import { answerProblem } from '../problem.ts';

interface OfLanguage {
  Params: { projectId: string; language: string };
}

interface OfTranslation {
  Params: { projectId: string; language: string; name: string };
}

/** A language tag of BCP 47, as far as translators need it: `de`, `pt-BR`, `zh-Hant`. */
export const language = { type: 'string', pattern: '^[a-z]{2,3}(-[A-Za-z0-9]{2,8}){0,2}$' } as const;
export const saidText = { type: 'string', maxLength: 10_000 } as const;
const params = { type: 'object', properties: { language } } as const;
const body = { type: 'object', required: ['text'], properties: { text: saidText } } as const;

/** The translations of a project’s keys into one language. */
export function addTranslations(api: FastifyInstance, { store, access }: ApiDeps): void {
  const mayRead = access({ scopes: ['translations.read'], in: 'project' });
  const mayWrite = access({ scopes: ['translations.write'], in: 'project' });
  const path = '/api/v1/projects/:projectId/translations/:language';

  api.get<OfLanguage>(path, { onRequest: mayRead, schema: { params } }, async (request) => ({
    language: request.params.language,
    translations: store.listTranslations(request.params.projectId, request.params.language),
  }));

  api.put<OfTranslation & { Body: { text: string } }>(
    `${path}/:name`,
    { onRequest: mayWrite, schema: { params, body } },
    async (request, reply) => {
      const { projectId, name } = request.params;
      const { text } = request.body;
      const missing = store.setTranslations(projectId, request.params.language, { [name]: text });
      if (missing !== undefined) return answerProblem(reply, 404, 'NOT_FOUND', 'There is no such key.');
      return { language: request.params.language, key: name, text };
    },
  );

  api.delete<OfTranslation>(`${path}/:name`, { onRequest: mayWrite, schema: { params } }, async (request, reply) => {
    const { projectId, name } = request.params;
    const wasThere = store.deleteTranslation(projectId, request.params.language, name);
    return wasThere ? reply.code(204).send() : answerProblem(reply, 404, 'NOT_FOUND', 'There is no such translation.');
  });
}
