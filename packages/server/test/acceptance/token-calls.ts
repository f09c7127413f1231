/** Calls on tokens as their owners make them on platforms that mint by level: documents 000 and 004. */
import assert from 'node:assert/strict';
import { toInstant } from '../../src/kernel/instant.ts';
import type { Minted, Reply, SignedIn, TestApp } from '../harness.ts';

export const tokensPath = '/api/v1/tokens';
export const dayMs = 24 * 3_600_000;

/** An instant so many milliseconds from now, as the API writes it. */
export const instantIn = (app: TestApp, ms: number): string => toInstant(app.clock.now() + ms);

/** Asks for a token: `fields` on top of a name and an expiry in thirty days. */
export function askForToken(app: TestApp, by: { authorization: string }, fields: object = {}): Promise<Reply> {
  const { authorization } = by;
  const body = { name: 'token', expires_at: instantIn(app, 30 * dayMs), ...fields };
  return app.call('POST', tokensPath, { authorization, body });
}

/** Mints a token, which must succeed. */
export async function mintToken(app: TestApp, by: { authorization: string }, fields: object = {}): Promise<Minted> {
  const { status, body, text } = await askForToken(app, by, fields);
  assert.equal(status, 201, text);
  const { id, token_prefix, token } = body;
  return { id, prefix: token_prefix, secret: token, authorization: `Bearer ${token}`, reply: body };
}

/** Mints a token with a token, to end with it where `fields` say nothing else. */
export const mintChild = (app: TestApp, parent: { authorization: string }, fields: object = {}): Promise<Minted> =>
  mintToken(app, parent, { expires_at: undefined, ...fields });

/** A person’s tokens as they see them, newest first. */
export async function listTokens(app: TestApp, owner: SignedIn) {
  const { status, body, text } = await app.call('GET', tokensPath, { authorization: owner.authorization });
  assert.equal(status, 200, text);
  return body.data;
}

/** Deletes a token, which must succeed. */
export async function deleteToken(app: TestApp, owner: { authorization: string }, id: string): Promise<void> {
  const { authorization } = owner;
  const { status, text } = await app.call('DELETE', `${tokensPath}/${id}`, { authorization });
  assert.deepEqual([status, text], [204, '']);
}

/** What `path`, the one or the other address of the current token, answers about a token. */
export async function currentToken(app: TestApp, authorization: string, path = `${tokensPath}/current`) {
  const { status, body, text } = await app.call('GET', path, { authorization });
  assert.equal(status, 200, text);
  return body;
}

/** The faults that a `VALIDATION_FAILED` names: path and code of each. */
export function faultsOf(reply: Reply): readonly (readonly [string, string])[] {
  assert.deepEqual([reply.status, reply.body?.error?.code], [400, 'VALIDATION_FAILED'], reply.text);
  const { fields } = reply.body.error.details;
  return fields.map(({ path, code }: { path: string; code: string }) => [path, code]);
}
