/**
 * A small API such as a translation platform has. Who may call which route is Keywright’s to say, by a gate in front or by
 * guards (`access`); of rights, all that stands in here is what each route needs.
 */
import { type FastifyInstance, fastify } from 'fastify';
import type { Access } from '../../access/access.ts';
import { answerProblem } from './problem.ts';
import { addFiles } from './routes/files.ts';
import { addKeys } from './routes/keys.ts';
import { addProjects } from './routes/projects.ts';
import { addSettings } from './routes/settings.ts';
import { addTranslations } from './routes/translations.ts';
import type { TranslationStore } from './translation-store.ts';

export interface ApiDeps {
  readonly store: TranslationStore;
  readonly access: Access;
}

export function createApi(deps: ApiDeps): FastifyInstance {
  const api = fastify({ logger: { level: 'warn' } });
  api.setErrorHandler((error, request, reply) => {
    if (error instanceof Error && 'statusCode' in error && error.statusCode === 400) {
      return answerProblem(reply, 400, 'VALIDATION_FAILED', error.message);
    }
    request.log.error(error);
    return reply.code(500).send();
  });
  api.setNotFoundHandler((_request, reply) => answerProblem(reply, 404, 'NOT_FOUND', 'There is no such thing.'));
  api.get('/healthz', async () => ({ status: 'ok' }));
  addProjects(api, deps);
  addKeys(api, deps);
  addTranslations(api, deps);
  addFiles(api, deps);
  addSettings(api, deps);
  return api;
}
