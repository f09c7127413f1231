/** The ten scopes: document 003, “Supported Scopes”. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { isPermission, type Operation, operations } from '@keywright/contract';
import { loadPlatform } from '../../../src/platform.ts';
import { callHarmlessly, refused } from '../002/calls.ts';
import { create, documentedScopes, type Start, tokensPath } from './calls.ts';

const needingScope = Object.values<Operation>(operations).filter(
  ({ needs, accepts }) => isPermission(needs) && accepts.includes('pat'),
);

export function supportedScopes(start: Start): void {
  describe('supported scopes', () => {
    it('there are the ten of the document and no other', async () => {
      const app = await start();
      const { body } = await app.call('GET', '/api/v1/scopes', await app.admin());
      const names = body.scopes.map(({ scope }: { scope: string }) => scope);
      assert.deepEqual([...names].sort(), [...documentedScopes].sort());
    });

    for (const scope of documentedScopes) {
      it(`a token can be created with ${scope} alone, and has that scope`, async () => {
        const app = await start();
        const { reply, authorization } = await create(app, await app.admin(), { scopes: [scope] });
        assert.deepEqual(reply.scopes, [scope]);
        const { body } = await app.call('GET', `${tokensPath}/current`, { authorization });
        const effective = body.effective[0].scopes;
        assert.deepEqual([...effective].sort(), scope === 'admin' ? [...documentedScopes].sort() : [scope]);
      });
    }

    it('a scope that is none of the ten is refused by name', async () => {
      const app = await start();
      const { authorization } = await app.admin();
      const body = { name: 'x', scopes: ['execute', 'read:everything'] };
      const details = refused(await app.call('POST', tokensPath, { authorization, body }), 400, 'UNKNOWN_SCOPE');
      assert.equal(details.token, 'read:everything');
    });

    it('admin satisfies every scope check: no endpoint that takes a token finds a scope missing', async () => {
      const app = await start();
      const { authorization } = await create(app, await app.admin(), { scopes: ['admin'] });
      assert.ok(needingScope.length > 10);
      for (const operation of needingScope) {
        const params = { projectId: app.projectId, organization: 'acme' };
        if (operation.method === 'DELETE' || operation.id === 'archiveProject') continue;
        const reply = await callHarmlessly(app, operation, authorization, params);
        assert.notEqual(reply.body?.error?.code, 'INSUFFICIENT_SCOPE', `${operation.id}: ${reply.text}`);
      }
    });

    it('every endpoint that needs a scope refuses a token that has another, and names the one that is needed', async () => {
      const app = await start();
      const { authorization } = await create(app, await app.admin(), { scopes: ['read:reports'] });
      const catalogue = loadPlatform('api-testing');
      for (const operation of needingScope) {
        const params = { projectId: app.projectId, organization: 'acme' };
        const reply = await callHarmlessly(app, operation, authorization, params);
        const required = isPermission(operation.needs) ? [catalogue.scopeOf(operation.needs)] : [];
        assert.deepEqual(refused(reply, 403, 'INSUFFICIENT_SCOPE'), { required, missing: required });
      }
    });

    it('admin in a token is no more than its owner may', async () => {
      const app = await start();
      const person = await app.person('acme', 'tester');
      const body = { name: 'x', scopes: ['admin'] };
      const { authorization } = person;
      refused(await app.call('POST', tokensPath, { authorization, body }), 403, 'SCOPE_ESCALATION');
    });
  });
}
