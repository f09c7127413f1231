/** How a request says who it acts as: document 002, “Authentication on protected endpoints”. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Operation } from '@keywright/contract';
import { callHarmlessly, callWithRawHeaders, effective, keysPath, present, refused, roleScopes } from './calls.ts';
import { needingScope, type Start } from './subjects.ts';

export function protectedEndpoints(start: Start): void {
  describe('authentication on protected endpoints', () => {
    it('every endpoint that needs a scope accepts an access JWT, a PAT and an API key alike', async () => {
      const app = await start();
      const { projectId: ofOwner } = await app.tenant('every-endpoint');
      const [ofPat, ofKey] = [await app.project('every-endpoint', 'p'), await app.project('every-endpoint', 'k')];
      const owner = await app.admin();
      const scopes = await roleScopes(app, 'OWNER');
      const callers = [
        { projectId: ofOwner, authorization: owner.authorization },
        { projectId: ofPat, authorization: (await app.pat(owner, scopes)).authorization },
        { projectId: ofKey, authorization: (await app.apiKey(ofKey, scopes)).authorization },
      ];
      // Archiving a project ends its API keys, so it comes last.
      const isLast = ({ id }: Operation) => Number(id === 'archiveProject');
      const inOrder = needingScope.toSorted((one, other) => isLast(one) - isLast(other));
      assert.ok(inOrder.length >= 16);
      for (const operation of inOrder) {
        assert.deepEqual(operation.accepts, ['session', 'pat', 'api-key'], operation.id);
        const statuses: number[] = [];
        for (const { authorization, projectId } of callers) {
          const params = { organization: 'every-endpoint', projectId };
          statuses.push((await callHarmlessly(app, operation, authorization, params)).status);
        }
        const told = `${operation.id}: ${statuses.join(', ')}`;
        assert.ok([200, 201, 204, 400, 404].includes(statuses[0] ?? 0), told);
        assert.equal(new Set(statuses).size, 1, told);
      }
    });

    it('a token works exactly as it was returned and in no other form', async () => {
      const app = await start();
      const { secret } = await app.pat(await app.admin(), ['projects.read']);
      const path = '/api/v1/organizations/acme/projects';
      assert.equal((await app.call('GET', path, { authorization: `Bearer ${secret}` })).status, 200);
      for (const altered of [secret.slice(0, -1), `${secret}a`, secret.toUpperCase(), secret.replace('.', '_')]) {
        const reply = await app.call('GET', path, { authorization: `Bearer ${altered}` });
        refused(reply, 401, 'UNAUTHENTICATED');
      }
    });

    it('the header’s shape decides: ApiKey takes no PAT, and Bearer no API key', async () => {
      const app = await start();
      const key = await app.apiKey(app.projectId, ['keys.read']);
      const pat = await app.pat(await app.admin(), ['keys.read']);
      refused(await present(app, `ApiKey ${pat.secret}`), 401, 'UNAUTHENTICATED');
      refused(await present(app, `Bearer ${key.secret}`), 401, 'UNAUTHENTICATED');
    });

    it('any other Bearer is an access JWT: a good one acts as its user, a bad one is refused', async () => {
      const app = await start();
      const { userId, accessToken } = await app.person('acme', 'MEMBER');
      const me = await app.call('GET', '/api/v1/users/me', { authorization: `Bearer ${accessToken}` });
      assert.deepEqual([me.status, me.body.id], [200, userId]);
      const [head = '', payload = ''] = accessToken.split('.');
      const forged = `${head}.${payload}.${Buffer.alloc(64, 7).toString('base64url')}`;
      for (const bad of ['aaaa.bbbb.cccc', forged, `${head}.${payload}.`, accessToken.slice(0, 20)]) {
        refused(await present(app, `Bearer ${bad}`), 401, 'UNAUTHENTICATED');
      }
      refused(await present(app, `ApiKey ${accessToken}`), 401, 'UNAUTHENTICATED');
    });

    it('X-API-Key takes an API key as well as a PAT', async () => {
      const app = await start();
      const key = await app.apiKey(app.projectId, ['keys.read']);
      const pat = await app.pat(await app.admin(), ['keys.read']);
      for (const { secret } of [key, pat]) {
        const reply = await app.call('GET', '/api/v1/scopes', { headers: { 'x-api-key': secret } });
        assert.equal(reply.status, 200);
      }
    });

    it('an API key has the scopes that are stored with it, whoever minted it', async () => {
      const app = await start();
      const { authorization } = await app.apiKey(app.projectId, ['projects.read', 'tm.read']);
      const organizationId = app.firstRun?.organization.id ?? '';
      assert.deepEqual(await effective(app, authorization), { [organizationId]: ['projects.read', 'tm.read'] });
    });

    it('two credentials on one request are refused, whatever they are and wherever they stand', async () => {
      const app = await start();
      const { authorization, cookie } = await app.admin();
      const { secret } = await app.apiKey(app.projectId, ['keys.read']);
      const pat = await app.pat(await app.admin(), ['keys.read']);
      const path = '/api/v1/scopes';
      const inQuery = await app.call('GET', `${path}?api_key=${secret}`, { authorization });
      assert.deepEqual(refused(inQuery, 400, 'MULTIPLE_CREDENTIALS'), {
        presented: ['Authorization header', 'query parameter'],
      });
      const pairs = [
        { authorization, headers: { 'x-api-key': secret } },
        { authorization: pat.authorization, headers: { 'x-api-key': pat.secret } },
        { authorization, headers: { cookie } },
        { headers: { cookie, 'x-api-key': secret } },
      ];
      for (const pair of pairs) refused(await app.call('GET', path, pair), 400, 'MULTIPLE_CREDENTIALS');
      const twice = ['Authorization', authorization, 'Authorization', `ApiKey ${secret}`];
      const reply = await callWithRawHeaders(app, path, twice);
      assert.deepEqual(reply, { status: 400, code: 'MULTIPLE_CREDENTIALS' });
    });

    it('grants are never merged: neither of two credentials adds to the other', async () => {
      const app = await start();
      const { authorization } = await app.person('acme', 'MEMBER');
      const { secret } = await app.apiKey(app.projectId, ['api-keys.write']);
      const body = { name: 'x', scopes: ['api-keys.write'] };
      const headers = { 'x-api-key': secret };
      const reply = await app.call('POST', keysPath(app.projectId), { authorization, headers, body });
      refused(reply, 400, 'MULTIPLE_CREDENTIALS');
    });
  });
}
