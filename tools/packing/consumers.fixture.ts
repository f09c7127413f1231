/** Programs of those who install the packages. */

/** Mints, checks and is refused, and guards a server of its own. Its one line is what it found. */
export const program = `
import { createClient, KeywrightError } from '@keywright/client';
import { errors, operations } from '@keywright/contract';
import { createServer } from 'node:http';
import { createGuards } from '@keywright/client/node';
import '@keywright/client/express';
import '@keywright/client/fastify';
import '@keywright/client/hono';

const [baseUrl, token, pat, projectId] = process.argv.slice(2);
const people = createClient({ baseUrl, token });
const key = await people.mintApiKey({ params: { projectId }, body: { name: process.version, scopes: ['keys.read'] } });
const checked = await createClient({ baseUrl, token: pat }).checkToken({ body: { token: key.secret } });
const mayRead = createGuards({ baseUrl })({ scopes: ['keys.read'], project: () => projectId }, (request, response, principal) => {
  response.end(principal.credentialId);
});
const server = createServer(mayRead);
await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
const guarded = 'http://127.0.0.1:' + server.address().port;
const letThrough = await fetch(guarded, { headers: { authorization: 'ApiKey ' + key.secret } });
const turnedAway = await fetch(guarded);
const refused = await createClient({ baseUrl, token: { apiKey: 'nothing' } }).getMe().catch((error) => error);
console.log(JSON.stringify({
  checked: [checked.active, checked.scope],
  refused: [refused instanceof KeywrightError, refused.code, errors[refused.code].status],
  contract: operations.mintApiKey.method,
  guard: [letThrough.status, (await letThrough.text()) === key.id, turnedAway.status],
}));
server.closeAllConnections();
server.close();
`;

/** Type-checks, and says where it must not. */
export const consumer = `
import type { IncomingMessage, ServerResponse } from 'node:http';
import { createClient, type ReplyOf } from '@keywright/client';
import { createGuards } from '@keywright/client/node';

const client = createClient({ baseUrl: 'https://keys.example.com', token: 'x' });
export const minted: Promise<ReplyOf<'mintPat'>> = client.mintPat({ body: { name: 'x', scopes: [] } });
const guard = createGuards({ baseUrl: 'https://keys.example.com' });
export const listener: (request: IncomingMessage, response: ServerResponse) => Promise<void> = guard(
  { scopes: ['keys.write'], project: (request: IncomingMessage) => request.headers['x-project'] ?? '' },
  (_request, response: ServerResponse, principal) => response.end(principal.scopes.join()),
);
// @ts-expect-error -- a rule says which scopes it needs
guard({}, () => {});
// @ts-expect-error -- there is no such operation
client.mintMoon();
`;

/** An API in each framework that there is a guard for, for the type-checker alone. */
export const servers = {
  express: `
import express from 'express';
import { createGuards, principalOf } from '@keywright/client/express';
const guard = createGuards({ baseUrl: 'https://keys.example.com' });
const mayWrite = guard({ scopes: ['keys.write'], project: (req) => req.params.projectId });
express().post('/v2/projects/:projectId/keys', mayWrite, express.json(), (req, res) => {
  const projectId: string = req.params.projectId;
  const user: string | null | undefined = req.keywright?.userId;
  res.json({ projectId, user, scopes: principalOf(req).scopes });
});
`,
  fastify: `
import { fastify } from 'fastify';
import { createGuards, principalOf } from '@keywright/client/fastify';
const guard = createGuards({ baseUrl: 'https://keys.example.com' });
const mayWrite = guard({ scopes: ['keys.write'], project: (request) => request.params.projectId });
fastify().post<{ Body: { name: string } }>('/v2/projects/:projectId/keys', { onRequest: mayWrite }, async (request) => {
  const user: string | null | undefined = request.keywright?.userId;
  return { name: request.body.name, user, scopes: principalOf(request).scopes };
});
`,
  hono: `
import { Hono } from 'hono';
import { createGuards } from '@keywright/client/hono';
const guard = createGuards({ baseUrl: 'https://keys.example.com', address: (c) => c.env.address });
const mayWrite = guard({ anyScope: ['keys.write', 'keys.read'], project: (c) => c.req.param('projectId') });
new Hono().post('/v2/projects/:projectId/keys', mayWrite, (c) => {
  const projectId: string = c.req.param('projectId');
  const scopes: string[] = c.get('keywright').scopes;
  return c.json({ projectId, scopes });
});
// @ts-expect-error -- Hono has no address of its own
createGuards({ baseUrl: 'https://keys.example.com' });
`,
};
