/** The calls that the acceptance test of document 003 makes again and again. */
import assert from 'node:assert/strict';
import type { Reply, SignedIn, TestApp } from '../../harness.ts';

export type Start = () => Promise<TestApp>;

export const tokensPath = '/api/v1/tokens';
export const dayMs = 86_400_000;

/** The ten scopes, as the document lists them. */
export const documentedScopes = [
  'read:projects',
  'write:projects',
  'read:apis',
  'write:apis',
  'read:cases',
  'write:cases',
  'execute',
  'read:reports',
  'write:integrations',
  'admin',
];

/** A token that was just created. */
export interface Created {
  readonly id: string;
  readonly prefix: string;
  readonly token: string;
  readonly authorization: string;
  // biome-ignore lint/suspicious/noExplicitAny: as in the harness
  readonly reply: any;
}

export async function create(app: TestApp, owner: SignedIn, body: object): Promise<Created> {
  const { authorization } = owner;
  const created = await app.call('POST', tokensPath, { authorization, body: { name: 'CI Pipeline', ...body } });
  assert.equal(created.status, 201, created.text);
  const { id, token, token_prefix: prefix } = created.body;
  return { id, prefix, token, authorization: `Bearer ${token}`, reply: created.body };
}

/** Presents a token to an endpoint that needs no scope: 200 if and only if the token is good. */
export const present = (app: TestApp, token: string): Promise<Reply> =>
  app.call('GET', '/api/v1/scopes', { authorization: `Bearer ${token}` });

export const update = (app: TestApp, owner: SignedIn, id: string, body: object): Promise<Reply> =>
  app.call('PATCH', `${tokensPath}/${id}`, { authorization: owner.authorization, body });

export const getProject = (app: TestApp, projectId: string, { authorization }: { authorization: string }) =>
  app.call('GET', `/api/v1/projects/${projectId}`, { authorization });

/** The ids that a listing of one’s tokens has. */
export async function listedIds(app: TestApp, { authorization }: SignedIn): Promise<readonly string[]> {
  const listed = await app.call('GET', tokensPath, { authorization });
  assert.equal(listed.status, 200, listed.text);
  return listed.body.data.map(({ id }: { id: string }) => id);
}

/** The audit events of changes to a token, the oldest first. */
export function eventsAbout(app: TestApp, tokenId: string) {
  return app.changes().where('targetId', '=', tokenId).execute();
}
