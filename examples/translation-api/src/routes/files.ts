import type { FastifyInstance } from 'fastify';
import type { ApiDeps } from '../api.ts';
import { answerProblem } from '../problem.ts';
import type { Translations } from '../translation-store.ts';
import { keyName } from './keys.ts';
import { language, saidText } from './translations.ts';

interface OfLanguage {
  Params: { projectId: string; language: string };
}

const translations = {
  type: 'object',
  propertyNames: keyName,
  additionalProperties: saidText,
  maxProperties: 1_000,
} as const;
const body = {
  type: 'object',
  required: ['language', 'translations'],
  properties: { language, translations },
} as const;

/** Whole files of translations, in and out: JSON with one text for each key. */
export function addFiles(api: FastifyInstance, { store, access }: ApiDeps): void {
  api.post<{ Params: { projectId: string }; Body: { language: string; translations: Translations } }>(
    '/api/v1/projects/:projectId/imports',
    { onRequest: access({ scopes: ['imports.write'], in: 'project' }), schema: { body } },
    async (request, reply) => {
      const { body: file, params } = request;
      const missing = store.setTranslations(params.projectId, file.language, file.translations);
      if (missing !== undefined) return answerProblem(reply, 400, 'VALIDATION_FAILED', `There is no key ${missing}.`);
      return reply.code(201).send({ language: file.language, imported: Object.keys(file.translations).length });
    },
  );

  api.get<OfLanguage>(
    '/api/v1/projects/:projectId/exports/:language',
    {
      onRequest: access({ scopes: ['exports.read'], in: 'project' }),
      schema: { params: { type: 'object', properties: { language } } },
    },
    async ({ params }) => store.listTranslations(params.projectId, params.language),
  );
}
