/** What instance administrators do, and what those whom it concerns are told. */
import assert from 'node:assert/strict';
import type { Reply, SignedIn, TestApp } from '../harness.ts';

export const credentialsPath = '/api/v1/admin/credentials';
export const usersPath = '/api/v1/admin/users';
export const noticesPath = '/api/v1/users/me/notices';

/** A call as the instance administrator, which must succeed; answers its body. */
export async function asAdmin(app: TestApp, method: 'GET' | 'POST', path: string, body?: object) {
  const { authorization } = await app.admin();
  const reply = await app.call(method, path, { authorization, ...(body === undefined ? {} : { body }) });
  assert.equal(reply.status, 200, reply.text);
  return reply.body;
}

/** One page of a listing, by default the first. */
export async function listAsAdmin(app: TestApp, query: Readonly<Record<string, string>>, path = credentialsPath) {
  return (await asAdmin(app, 'GET', `${path}?${new URLSearchParams(query)}`)).data;
}

/** The ids that a listing finds, in its order. */
export async function idsFound(app: TestApp, query: Readonly<Record<string, string>>, path = credentialsPath) {
  const found: { id: string }[] = await listAsAdmin(app, { limit: '200', ...query }, path);
  return found.map(({ id }) => id);
}

export const revokeAsAdmin = (app: TestApp, id: string, reason: string) =>
  asAdmin(app, 'POST', `${credentialsPath}/${id}/revoke`, { reason });

/** What somebody was told, newest first. */
export async function noticesOf(app: TestApp, { authorization }: SignedIn) {
  const { status, body, text } = await app.call('GET', noticesPath, { authorization });
  assert.equal(status, 200, text);
  return body.data;
}

/** Gives a signed-in person a name. */
export async function setName(app: TestApp, { authorization }: SignedIn, name: string): Promise<void> {
  const { status, text } = await app.call('PATCH', '/api/v1/users/me', { authorization, body: { name } });
  assert.equal(status, 200, text);
}

/** Presents a token where nothing but a good one is needed. */
export const useToken = (app: TestApp, authorization: string): Promise<Reply> =>
  app.call('GET', '/api/v1/tokens/current', { authorization });
