import { type FastifyReply, type FastifyRequest, fastify } from 'fastify';
import { createGuards, principalOf } from '../../src/fastify.ts';
import { type ApiOptions, callerOf, type GuardedApi, type Seen } from './guarded-api.ts';

export async function startFastify(options: ApiOptions): Promise<GuardedApi> {
  const guard = createGuards(options);
  const app = fastify({ bodyLimit: 100_000_000 });
  let seen = 0;
  app.addContentTypeParser('text/plain', { parseAs: 'string' }, (_request, body, done) => done(null, body));
  const answer = async (request: FastifyRequest): Promise<Seen> => {
    seen += 1;
    return { principal: principalOf(request), bytes: typeof request.body === 'string' ? request.body.length : 0 };
  };

  const mayWrite = guard({ scopes: ['keys.write'], project: (request) => request.params.projectId });
  app.get('/projects/:projectId/things', { onRequest: mayWrite }, answer);
  // A route with types of its own, and the guard as the later hook.
  app.post<{ Params: { projectId: string }; Body: string }>(
    '/projects/:projectId/things',
    { preHandler: mayWrite },
    async (request) => {
      seen += 1;
      return { principal: request.keywright, bytes: request.body.length };
    },
  );
  app.options('/projects/:projectId/things', { onRequest: mayWrite }, answer);
  app.get('/anybody', { onRequest: guard({ scopes: [] }) }, answer);
  app.get('/either', { onRequest: [guard({ anyScope: ['projects.read', 'keys.write'] })] }, answer);
  app.get(
    '/named',
    { onRequest: guard({ scopes: ['keys.write'], project: (request) => queried(request, 'project') }) },
    answer,
  );
  const misspelt = guard({ scopes: [], project: (request) => request.params.project });
  app.get('/misspelt/:projectId', { onRequest: misspelt }, answer);
  const mayOpen = guard({ scopes: ['projects.write'], organization: (request) => request.params.organization });
  app.get('/organizations/:organization/projects', { onRequest: mayOpen }, answer);
  const within = guard({ scopes: ['projects.write'], organization: (request) => queried(request, 'organization') });
  app.get('/within', { onRequest: within }, answer);
  const misspeltWithin = guard({ scopes: [], organization: (request) => request.params.organisation });
  app.get('/misspelt-within/:organization', { onRequest: misspeltWithin }, answer);
  app.get('/moon', { onRequest: guard({ scopes: ['moon.read'] }) }, answer);
  app.get('/unguarded', async (request: FastifyRequest, reply: FastifyReply) => reply.send(principalOf(request)));

  const port = Number(new URL(await app.listen({ port: 0, host: '127.0.0.1' })).port);
  return { call: callerOf(port), port, seen: () => seen, close: () => app.close() };
}

function queried({ originalUrl }: FastifyRequest, name: 'project' | 'organization'): string {
  return new URL(originalUrl, 'http://localhost').searchParams.get(name) ?? '';
}
