/** Document 002, “Authentication on protected endpoints” and after, at an API that is not Keywright’s own. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { join, remove, setRole } from '../../../packages/server/test/acceptance/002/calls.ts';
import { call, refused } from '../../test/call.ts';
import { keysOf, projectsOf, type Start } from './start.ts';

const missingProject = '01J00000000000000000000000';

export function protectedEndpoints(start: Start): void {
  describe('authentication on protected endpoints', () => {
    it('the first call of the document: an API key lists the keys of its project', async () => {
      const { keywright, url } = await start();
      const { secret } = await keywright.apiKey(keywright.projectId, ['keys.read']);
      const reply = await call(url, `GET ${keysOf(keywright.projectId)}`, [`Authorization: ApiKey ${secret}`]);
      assert.equal(reply.status, 200, reply.text);
      assert.ok(Array.isArray(reply.body.data));
    });

    it('the second call: a PAT lists the projects of an organization', async () => {
      const { keywright, url } = await start();
      const { secret } = await keywright.pat(await keywright.admin(), ['projects.read']);
      const reply = await call(url, `GET ${projectsOf('acme')}`, [`Authorization: Bearer ${secret}`]);
      assert.equal(reply.status, 200, reply.text);
      assert.ok(reply.body.data.some(({ id }: { id: string }) => id === keywright.projectId));
    });

    it('any other Bearer is an access JWT and acts as its user', async () => {
      const { keywright, url } = await start();
      const { authorization } = await keywright.admin();
      const reply = await call(url, `GET ${keysOf(keywright.projectId)}`, [`Authorization: ${authorization}`]);
      assert.equal(reply.status, 200, reply.text);
    });

    it('two credentials are refused, and are not merged: a JWT in the header and an API key in the query', async () => {
      const { keywright, url } = await start();
      const { authorization } = await keywright.admin();
      const { secret } = await keywright.apiKey(keywright.projectId, ['keys.read']);
      const path = keysOf(keywright.projectId);
      const inQuery = await call(url, `GET ${path}?api_key=${secret}`, [`Authorization: ${authorization}`]);
      refused(inQuery, 400, 'MULTIPLE_CREDENTIALS');
      const inHeaders = await call(url, `GET ${path}`, [`Authorization: ${authorization}`, `X-API-Key: ${secret}`]);
      refused(inHeaders, 400, 'MULTIPLE_CREDENTIALS');
    });

    it('401 with a challenge: no credential, an unknown one, one that is cut short', async () => {
      const { keywright, url } = await start();
      const line = `GET ${keysOf(keywright.projectId)}`;
      const { secret } = await keywright.apiKey(keywright.projectId, ['keys.read']);
      const none = refused(await call(url, line), 401, 'UNAUTHENTICATED');
      assert.equal(none.headers.get('www-authenticate'), 'Bearer realm="keywright"');
      for (const bad of [secret.slice(0, -1), `tr_ak_00000000.${'a'.repeat(43)}`]) {
        const reply = refused(await call(url, line, [`Authorization: ApiKey ${bad}`]), 401, 'UNAUTHENTICATED');
        assert.equal(reply.headers.get('www-authenticate'), 'Bearer realm="keywright", error="invalid_token"');
      }
    });

    it('a revoked API key fails on the next request, an expired one from its expiry on', async () => {
      const { keywright, url } = await start();
      const { projectId } = keywright;
      const line = `GET ${keysOf(projectId)}`;
      const revoked = await keywright.apiKey(projectId, ['keys.read']);
      assert.equal((await call(url, line, [`Authorization: ${revoked.authorization}`])).status, 200);
      const { authorization } = await keywright.admin();
      await keywright.call('DELETE', `/api/v1/projects/${projectId}/api-keys/${revoked.id}`, { authorization });
      refused(await call(url, line, [`Authorization: ${revoked.authorization}`]), 401, 'CREDENTIAL_REVOKED');

      const expiresAt = new Date(keywright.clock.now() + 60_000).toISOString();
      const expiring = await keywright.apiKey(projectId, ['keys.read'], { expiresAt });
      assert.equal((await call(url, line, [`Authorization: ${expiring.authorization}`])).status, 200);
      keywright.clock.advance(60_000);
      refused(await call(url, line, [`Authorization: ${expiring.authorization}`]), 401, 'CREDENTIAL_EXPIRED');
    });

    it('403 without the scope, and the caller is told which', async () => {
      const { keywright, url } = await start();
      const { authorization } = await keywright.apiKey(keywright.projectId, ['keys.read']);
      const path = keysOf(keywright.projectId);
      const reply = await call(url, `POST ${path}`, [`Authorization: ${authorization}`], { name: 'a' });
      const { details } = refused(reply, 403, 'INSUFFICIENT_SCOPE').body.error;
      assert.deepEqual(details, { required: ['keys.write'], missing: ['keys.write'] });
    });

    it('another tenant’s project is the same 404 as one that does not exist', async () => {
      const { keywright, url } = await start();
      const { projectId } = await keywright.tenant('elsewhere');
      const { authorization } = await keywright.pat(await keywright.person('acme', 'ADMIN'), ['keys.read']);
      for (const id of [projectId, missingProject]) {
        refused(await call(url, `GET ${keysOf(id)}`, [`Authorization: ${authorization}`]), 404, 'NOT_FOUND');
      }
    });
  });

  intersection(start);
}

function intersection(start: Start): void {
  describe('PAT scope intersection at request time', () => {
    it('a demotion in one organization drops there what a MEMBER does not hold, and nothing elsewhere', async () => {
      const { keywright, url } = await start();
      const [inX, inY] = [await keywright.tenant('api-x'), await keywright.tenant('api-y')];
      const person = await keywright.person('api-x', 'OWNER');
      await join(keywright, 'api-y', person, 'OWNER');
      const scopes = ['project-settings.write', 'keys.write', 'keys.read'];
      const { authorization } = await keywright.pat(person, scopes);
      const put = (projectId: string) =>
        call(url, `PUT /api/v1/projects/${projectId}/settings`, [`Authorization: ${authorization}`], {
          workflow: 'translate',
        });
      assert.equal((await put(inY.projectId)).status, 200);

      await setRole(keywright, 'api-y', person, 'MEMBER');
      refused(await put(inY.projectId), 403, 'INSUFFICIENT_SCOPE');
      assert.equal((await put(inX.projectId)).status, 200);
      const kept = await call(url, `GET ${keysOf(inY.projectId)}`, [`Authorization: ${authorization}`]);
      assert.equal(kept.status, 200, kept.text);
    });

    it('removed from every organization, the owner’s PAT is answered 403 by every route', async () => {
      const { keywright, url } = await start();
      const { projectId } = await keywright.tenant('api-left');
      const person = await keywright.person('api-left', 'MEMBER');
      const { authorization } = await keywright.pat(person, ['keys.read', 'keys.write', 'projects.read']);
      const headers = [`Authorization: ${authorization}`];
      assert.equal((await call(url, `GET ${keysOf(projectId)}`, headers)).status, 200);
      await remove(keywright, 'api-left', person);
      for (const line of [`GET ${keysOf(projectId)}`, `POST ${keysOf(projectId)}`, `GET ${projectsOf('api-left')}`]) {
        refused(await call(url, line, headers), 403, 'INSUFFICIENT_SCOPE');
      }
    });
  });
}
