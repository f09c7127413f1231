/** What rights count when a credential is used: document 002, “PAT scope intersection at request time”. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Operation } from '@keywright/contract';
import { toInstant } from '../../../src/kernel/instant.ts';
import type { TestApp } from '../../harness.ts';
import {
  callHarmlessly,
  effective,
  join,
  keysPath,
  patsPath,
  present,
  refused,
  remove,
  revoke,
  roleScopes,
  setRole,
} from './calls.ts';
import { allOperations, minuteMs, type Start } from './subjects.ts';

/** An ADMIN of two organizations, X and Y, of their own. */
async function adminOfTwo(app: TestApp, name: string) {
  const [x, y] = [`${name}-x`, `${name}-y`];
  const [inX, inY] = [await app.tenant(x), await app.tenant(y)];
  const person = await app.person(x, 'ADMIN');
  await join(app, y, person, 'ADMIN');
  return { person, x: { slug: x, ...inX }, y: { slug: y, ...inY } };
}

export function patScopesAtRequestTime(start: Start): void {
  describe('PAT scope intersection at request time', () => {
    it('the minted scopes are an upper bound: a promotion of the owner adds nothing', async () => {
      const app = await start();
      const person = await app.person('acme', 'MEMBER');
      const { authorization } = await app.pat(person, ['keys.read', 'projects.read']);
      const before = await effective(app, authorization);
      await setRole(app, 'acme', person, 'ADMIN');
      assert.deepEqual(await effective(app, authorization), before);
    });

    it('an ADMIN who becomes MEMBER keeps in the PAT what a MEMBER holds', async () => {
      const app = await start();
      const { organizationId, projectId } = await app.tenant('demoted');
      const person = await app.person('demoted', 'ADMIN');
      const { authorization } = await app.pat(person, ['keys.write', 'translations.write', 'projects.read']);
      await setRole(app, 'demoted', person, 'MEMBER');
      assert.equal((await app.call('GET', `/api/v1/projects/${projectId}`, { authorization })).status, 200);
      assert.deepEqual(await effective(app, authorization), {
        [organizationId]: ['keys.read', 'keys.write', 'projects.read', 'translations.read', 'translations.write'],
      });
    });

    it('a demotion in one organization drops there, at once, what only an ADMIN holds, and nothing else', async () => {
      const app = await start();
      const { person, x, y } = await adminOfTwo(app, 'dropped');
      const scopes = ['api-keys.write', 'keys.write', 'projects.read', 'translations.write'];
      const { authorization } = await app.pat(person, scopes);
      const mint = { authorization, body: { name: 'x', scopes: ['keys.read'] } };
      const byAdmin = await app.call('POST', keysPath(y.projectId), mint);
      assert.equal(byAdmin.status, 201, byAdmin.text);
      const keyId = byAdmin.body.id;

      await setRole(app, y.slug, person, 'MEMBER');
      const onKey = { authorization, headers: { 'if-match': '*' } };
      const needing = {
        mintApiKey: await app.call('POST', keysPath(y.projectId), mint),
        updateApiKey: await app.call('PATCH', `${keysPath(y.projectId)}/${keyId}`, { ...onKey, body: { note: 'x' } }),
        revokeApiKey: await app.call('DELETE', `${keysPath(y.projectId)}/${keyId}`, onKey),
      };
      for (const reply of Object.values(needing)) {
        const details = refused(reply, 403, 'INSUFFICIENT_SCOPE');
        assert.deepEqual(details, { required: ['api-keys.write'], missing: ['api-keys.write'] });
      }
      assert.equal((await app.call('GET', `/api/v1/projects/${y.projectId}`, { authorization })).status, 200);
      assert.equal((await app.call('GET', keysPath(y.projectId), { authorization })).status, 200);
      assert.equal((await app.call('POST', keysPath(x.projectId), mint)).status, 201);
      const held = ['keys.read', 'keys.write', 'projects.read', 'translations.read', 'translations.write'];
      assert.deepEqual(await effective(app, authorization), {
        [x.organizationId]: ['api-keys.read', 'api-keys.write', ...held],
        [y.organizationId]: ['api-keys.read', ...held],
      });

      await setRole(app, y.slug, person, 'ADMIN');
      assert.equal((await app.call('POST', keysPath(y.projectId), mint)).status, 201);
    });

    it('removed from every organization, the owner’s PAT is answered 403 by every protected endpoint', async () => {
      const app = await start();
      const { person, x, y } = await adminOfTwo(app, 'removed');
      const { authorization, id } = await app.pat(person, await roleScopes(app, 'ADMIN'));
      assert.equal((await app.call('GET', `/api/v1/projects/${y.projectId}`, { authorization })).status, 200);
      await remove(app, x.slug, person);
      assert.deepEqual(Object.keys(await effective(app, authorization)), [y.organizationId]);
      await remove(app, y.slug, person);
      // Whoever holds a token may ask what it is still good for: the one thing that is not protected by a right.
      const isProtected = ({ needs }: Operation) => needs !== 'anyone' && needs !== 'own-credential';
      for (const operation of allOperations.filter(isProtected)) {
        const params = { organization: y.slug, projectId: y.projectId, patId: id, tokenId: id };
        const reply = await callHarmlessly(app, operation, authorization, params);
        // This platform has no token-managing scope, so that only people manage PATs.
        const isOpenToPats = operation.accepts.includes('pat') && operation.needs !== 'own-tokens';
        refused(reply, 403, isOpenToPats ? 'INSUFFICIENT_SCOPE' : 'CREDENTIAL_KIND_REFUSED');
      }
    });

    it('revoking such a PAT turns the answer into “not authenticated”', async () => {
      const app = await start();
      const person = await app.person('acme', 'MEMBER');
      const { id, authorization } = await app.pat(person, ['keys.read']);
      await remove(app, 'acme', person);
      refused(await present(app, authorization), 403, 'INSUFFICIENT_SCOPE');
      await revoke(app, `${patsPath}/${id}`, person);
      refused(await present(app, authorization), 401, 'CREDENTIAL_REVOKED');
    });
  });
}

export function apiKeyScopesAtRequestTime(start: Start): void {
  describe('API keys do not re-intersect', () => {
    it('a key keeps all its scopes when its minter is demoted, removed and disabled', async () => {
      const app = await start();
      const { organizationId, projectId } = await app.tenant('key-stays');
      const person = await app.person('key-stays', 'ADMIN');
      const scopes = await roleScopes(app, 'ADMIN');
      const key = await app.apiKey(projectId, scopes, {}, person);
      const { authorization } = key;
      const requireAllScopes = async () => {
        assert.deepEqual(await effective(app, authorization), { [organizationId]: scopes });
        const body = { name: 'x', scopes };
        assert.equal((await app.call('POST', keysPath(projectId), { authorization, body })).status, 201);
      };
      await requireAllScopes();
      await setRole(app, 'key-stays', person, 'MEMBER');
      await requireAllScopes();
      await remove(app, 'key-stays', person);
      await requireAllScopes();
      const disabled = await app.call('POST', `/api/v1/admin/users/${person.userId}/disable`, {
        authorization: (await app.admin()).authorization,
      });
      assert.equal(disabled.status, 200);
      await requireAllScopes();
    });

    it('revocation cuts such a key off, and so does its expiry', async () => {
      const app = await start();
      const person = await app.person('acme', 'ADMIN');
      const expiresAt = toInstant(app.clock.now() + minuteMs);
      const revoked = await app.apiKey(app.projectId, ['keys.read'], {}, person);
      const expired = await app.apiKey(app.projectId, ['keys.read'], { expiresAt }, person);
      await remove(app, 'acme', person);
      await revoke(app, `${keysPath(app.projectId)}/${revoked.id}`, await app.admin());
      refused(await present(app, revoked.authorization), 401, 'CREDENTIAL_REVOKED');
      assert.equal((await present(app, expired.authorization)).status, 200);
      app.clock.advance(minuteMs);
      refused(await present(app, expired.authorization), 401, 'CREDENTIAL_EXPIRED');
    });
  });
}
