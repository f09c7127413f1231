/** The calls that the acceptance test of document 002 makes again and again. */
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { type IncomingMessage, request } from 'node:http';
import { setTimeout as delay } from 'node:timers/promises';
import type { CredentialKind, Operation } from '@keywright/contract';
import { openSecrets } from '../../../src/config/secrets.ts';
import { type Random, systemRandom } from '../../../src/kernel/crypto/random.ts';
import { createTokenCodec } from '../../../src/modules/credentials/index.ts';
import { loadPlatform } from '../../../src/platform.ts';
import type { Minted, Reply, SignedIn, TestApp } from '../../harness.ts';

/** An id that nothing has. */
export const missingId = '01J00000000000000000000000';
export const patsPath = '/api/v1/users/me/pats';
export const keysPath = (projectId: string) => `/api/v1/projects/${projectId}/api-keys`;

/** The 43 characters that are shown once. */
export const secretHalf = ({ secret, prefix }: Minted): string => secret.slice(prefix.length + 1);

/** Asserts a refusal with this status and code; answers its `error.details`. */
export function refused(reply: Reply, status: number, code: string): Readonly<Record<string, unknown>> {
  assert.deepEqual([reply.status, reply.body?.error?.code], [status, code], reply.text);
  return reply.body.error.details;
}

/** All that a caller can tell one refusal from another by: everything but the trace id. */
export function answerOf(reply: Reply) {
  const { traceId, ...error } = reply.body.error;
  assert.match(traceId, /^[0-9a-f]{32}$/);
  return { status: reply.status, challenge: reply.headers.get('www-authenticate'), ...reply.body, error };
}

/** The scopes that a request with `authorization` has at this moment, by organization id. */
export async function effective(app: TestApp, authorization: string): Promise<Readonly<Record<string, string[]>>> {
  const { status, body, text } = await present(app, authorization);
  assert.equal(status, 200, text);
  const organizations: { organizationId: string; scopes: string[] }[] = body.grantable.organizations;
  return Object.fromEntries(organizations.map(({ organizationId, scopes }) => [organizationId, scopes]));
}

/** Presents a credential to an endpoint that needs no scope: 200 if and only if the credential is good. */
export function present(app: TestApp, authorization: string): Promise<Reply> {
  return app.call('GET', '/api/v1/scopes', { authorization });
}

/** The scopes of a role, sorted. */
export async function roleScopes(app: TestApp, role: string): Promise<string[]> {
  const { body } = await present(app, (await app.admin()).authorization);
  const found = body.roles.find((candidate: { role: string }) => candidate.role === role);
  assert.ok(found !== undefined, `the platform has the role ${role}`);
  return found.scopes;
}

/** Makes somebody who is known already a member of one more organization. */
export async function join(app: TestApp, organization: string, { email }: SignedIn, role: string): Promise<void> {
  const { authorization } = await app.admin();
  const path = `/api/v1/organizations/${organization}/members`;
  const added = await app.call('POST', path, { authorization, body: { email, role } });
  assert.equal(added.status, 201, added.text);
}

export async function setRole(app: TestApp, organization: string, { userId }: SignedIn, role: string): Promise<void> {
  const { authorization } = await app.admin();
  const path = `/api/v1/organizations/${organization}/members/${userId}/role`;
  const changed = await app.call('PUT', path, { authorization, headers: { 'if-match': '*' }, body: { role } });
  assert.equal(changed.status, 200, changed.text);
}

export async function remove(app: TestApp, organization: string, { userId }: SignedIn): Promise<void> {
  const { authorization } = await app.admin();
  const path = `/api/v1/organizations/${organization}/members/${userId}`;
  const removed = await app.call('DELETE', path, { authorization });
  assert.equal(removed.status, 204, removed.text);
}

export async function revoke(app: TestApp, path: string, by: SignedIn): Promise<void> {
  const { authorization } = by;
  const revoked = await app.call('DELETE', path, { authorization });
  assert.deepEqual([revoked.status, revoked.text], [204, '']);
}

/**
 * A token with a valid seal whose secret was never minted: under a prefix that is not stored, or under the given one. It
 * gets past the seal, to where the database and Argon2id decide, which nobody without the instance’s keyring can do.
 */
export async function forge(app: TestApp, kind: CredentialKind, publicPrefix?: string): Promise<string> {
  const prefix = publicPrefix?.slice(-8);
  const random: Random = {
    ...systemRandom,
    characters: (alphabet, length) =>
      prefix !== undefined && length === prefix.length ? prefix : systemRandom.characters(alphabet, length),
  };
  const { platform } = loadPlatform(app.config.platform);
  const codec = createTokenCodec({ platform, sealKeys: openSecrets(app.config).seals, random });
  const { token } = codec.make(kind);
  const { outcome } = await app.app.checkCredential(token, '127.0.0.1');
  assert.equal(outcome, 'unknown', 'the seal is good, so the token is not told to be malformed');
  return token;
}

/** Calls an operation where it does no harm: an empty body, and ids that do not exist where nothing else is given. */
export function callHarmlessly(
  app: TestApp,
  operation: Operation,
  authorization: string,
  params: Readonly<Record<string, string>>,
): Promise<Reply> {
  const path = operation.path.replaceAll(/\{(\w+)\}/g, (_, name: string) => params[name] ?? missingId);
  const body = operation.body === null ? {} : { body: {} };
  return app.call(operation.method, path, { authorization, headers: { 'if-match': '*' }, ...body });
}

/** A request with headers exactly as given, which `fetch` would merge; answers its status and error code. */
export async function callWithRawHeaders(app: TestApp, path: string, headers: readonly string[]) {
  const sent = request(`${app.url}${path}`, { headers: ['host', new URL(app.url).host, ...headers] }).end();
  const [response]: IncomingMessage[] = await once(sent, 'response');
  assert.ok(response !== undefined);
  const text = (await response.toArray()).join('');
  return { status: response.statusCode, code: JSON.parse(text).error?.code };
}

/** Reads until `isThere`, for at most five seconds. */
export async function eventually<T>(read: () => Promise<T>, isThere: (value: T) => boolean): Promise<T> {
  for (let attempt = 0; attempt < 100; attempt += 1) {
    const value = await read();
    if (isThere(value)) return value;
    await delay(50);
  }
  assert.fail('not seen within five seconds');
}
