import { createRequire } from 'node:module';
import express, { type Request, type Response } from 'express';
import { createGuards, principalOf } from '../../src/express.ts';
import { type ApiOptions, callerOf, type GuardedApi, type Seen } from './guarded-api.ts';
import { listenOn } from './listen-on.ts';

/** The types of both are those of Express 5: what is used here is the same. */
const express4: typeof express = createRequire(import.meta.url)('express4');

export const startExpress = (options: ApiOptions) => start(express, options);
export const startExpress4 = (options: ApiOptions) => start(express4, options);

async function start(create: typeof express, options: ApiOptions): Promise<GuardedApi> {
  const guard = createGuards(options);
  const app = create();
  let seen = 0;
  const answer = (request: Pick<Request, 'body' | 'keywright'>, response: Response) => {
    seen += 1;
    const body: unknown = request.body;
    const said: Seen = { principal: principalOf(request), bytes: typeof body === 'string' ? body.length : 0 };
    response.json(said);
  };

  const mayWrite = guard({ scopes: ['keys.write'], project: (request) => request.params.projectId });
  const parse = create.text({ limit: '100mb' });
  app
    .route('/projects/:projectId/things')
    .get(mayWrite, answer)
    // Parameters keep their types beside a guard.
    .post(mayWrite, parse, (request, response) => {
      const { projectId }: { readonly projectId: string } = request.params;
      if (projectId !== '') answer(request, response);
    })
    .options(mayWrite, answer);
  app.get('/anybody', guard({ scopes: [] }), answer);
  app.get('/either', guard({ anyScope: ['projects.read', 'keys.write'] }), answer);
  app.get('/named', guard({ scopes: ['keys.write'], project: (request) => queried(request, 'project') }), answer);
  app.get('/misspelt/:projectId', guard({ scopes: [], project: (request) => request.params.project }), answer);
  const mayOpen = guard({ scopes: ['projects.write'], organization: (request) => request.params.organization });
  app.get('/organizations/:organization/projects', mayOpen, answer);
  const within = guard({ scopes: ['projects.write'], organization: (request) => queried(request, 'organization') });
  app.get('/within', within, answer);
  const misspeltWithin = guard({ scopes: [], organization: (request) => request.params.organisation });
  app.get('/misspelt-within/:organization', misspeltWithin, answer);
  app.get('/moon', guard({ scopes: ['moon.read'] }), answer);

  const { port, close } = await listenOn(app);
  return { call: callerOf(port), port, seen: () => seen, close };
}

function queried({ query }: Request, name: 'project' | 'organization'): string {
  const value = query[name];
  return typeof value === 'string' ? value : '';
}
