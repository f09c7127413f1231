import type { IncomingMessage, ServerResponse } from 'node:http';
import { text } from 'node:stream/consumers';
import { createGuards, type GuardedPrincipal } from '../../src/node.ts';
import { type ApiOptions, callerOf, type GuardedApi, type Seen } from './guarded-api.ts';
import { listenOn } from './listen-on.ts';

const urlOf = ({ url = '/' }: IncomingMessage) => new URL(url, 'http://localhost');
const segment = (request: IncomingMessage, index: number) => urlOf(request).pathname.split('/')[index];
const queried = (request: IncomingMessage, name: 'project' | 'organization') =>
  urlOf(request).searchParams.get(name) ?? '';

export async function startNode(options: ApiOptions): Promise<GuardedApi> {
  const guard = createGuards(options);
  let seen = 0;
  const answer = async (request: IncomingMessage, response: ServerResponse, principal: GuardedPrincipal) => {
    seen += 1;
    const said: Seen = { principal, bytes: (await text(request)).length };
    response.setHeader('content-type', 'application/json').end(JSON.stringify(said));
  };

  const things = guard({ scopes: ['keys.write'], project: (request) => segment(request, 2) }, answer);
  const anybody = guard({ scopes: [] }, answer);
  const either = guard({ anyScope: ['projects.read', 'keys.write'] }, answer);
  const named = guard({ scopes: ['keys.write'], project: (request) => queried(request, 'project') }, answer);
  const misspelt = guard({ scopes: [], project: (request) => segment(request, 7) }, answer);
  const mayOpen = { scopes: ['projects.write'] };
  const organizations = guard({ ...mayOpen, organization: (request) => segment(request, 2) }, answer);
  const within = guard({ ...mayOpen, organization: (request) => queried(request, 'organization') }, answer);
  const misspeltWithin = guard({ scopes: [], organization: (request) => segment(request, 7) }, answer);
  const moon = guard({ scopes: ['moon.read'] }, answer);

  const aboutOrganizations = { organizations, within, 'misspelt-within': misspeltWithin };
  const routes = new Map(
    Object.entries({ projects: things, anybody, either, named, misspelt, ...aboutOrganizations, moon }),
  );
  const { port, close } = await listenOn((request, response) => {
    const route = routes.get(segment(request, 1) ?? '');
    if (route === undefined) response.writeHead(404).end();
    else void route(request, response);
  });
  return { call: callerOf(port), port, seen: () => seen, close };
}
