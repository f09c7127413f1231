import assert from 'node:assert/strict';
import type { SignedIn, TestApp } from '../../harness.ts';

export const webhooksPath = '/api/v1/admin/webhooks';

/** A call of an administrator about webhooks, which must succeed. */
export async function asAdmin(app: TestApp, method: string, path: string, body?: object, headers = {}) {
  const { authorization } = await app.admin();
  const reply = await app.call(method, path, { authorization, headers, ...(body === undefined ? {} : { body }) });
  assert.ok(reply.status < 300, reply.text);
  return reply.body;
}

export async function addWebhook(app: TestApp, url: string, kinds: readonly string[] = []) {
  return asAdmin(app, 'POST', webhooksPath, { url, kinds });
}

export async function removeAllWebhooks(app: TestApp): Promise<void> {
  const { data } = await asAdmin(app, 'GET', webhooksPath);
  for (const { id } of data) await asAdmin(app, 'DELETE', `${webhooksPath}/${id}`);
}

export async function deliveriesOf(app: TestApp, id: string, query = '') {
  return (await asAdmin(app, 'GET', `${webhooksPath}/${id}/deliveries${query}`)).data;
}

export const setWebhook = (app: TestApp, id: string, body: object) =>
  asAdmin(app, 'PATCH', `${webhooksPath}/${id}`, body, { 'if-match': '*' });

/** Makes something happen that is worth telling: an administrator revokes a person’s PAT. Answers its id. */
export async function revokeSomething(app: TestApp, person: SignedIn, name = 'laptop'): Promise<string> {
  const { id } = await app.pat(person, ['keys.read'], { name });
  await asAdmin(app, 'POST', `/api/v1/admin/credentials/${id}/revoke`, { reason: 'leaked' });
  return id;
}
