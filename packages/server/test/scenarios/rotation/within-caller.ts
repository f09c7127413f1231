import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { TestApp } from '../../harness.ts';

/** Whoever rotates gets the secret: so nobody rotates what may do more than they. */
export function withinCaller(start: () => Promise<TestApp>): void {
  describe('who may have the new secret', () => {
    async function rotate(authorization: string, key: { id: string }, body: object = {}) {
      const app = await start();
      const path = `/api/v1/projects/${app.projectId}/api-keys/${key.id}/rotate`;
      return app.call('POST', path, { authorization, body });
    }

    it('an ADMIN does not get the secret of a key with scopes of the OWNER', async () => {
      const app = await start();
      const strong = await app.apiKey(app.projectId, ['ai-config.write', 'keys.read']);
      const admin = await app.person('acme', 'ADMIN');
      const refused = await rotate(admin.authorization, strong);
      assert.equal(refused.status, 403);
      assert.deepEqual(refused.body.error.details, {
        requested: ['ai-config.write', 'keys.read'],
        held: ['keys.read'],
        missing: ['ai-config.write'],
      });
      const works = await app.call('GET', '/api/v1/tokens/current', { authorization: strong.authorization });
      assert.equal(works.status, 200);
    });

    it('an API key gets the secret of no key that may do more, and of its own', async () => {
      const app = await start();
      const strong = await app.apiKey(app.projectId, ['keys.write', 'api-keys.write']);
      const weak = await app.apiKey(app.projectId, ['api-keys.write']);
      const refused = await rotate(weak.authorization, strong);
      assert.equal(refused.body.error.code, 'SCOPE_ESCALATION');
      assert.equal((await rotate(strong.authorization, weak)).status, 200);
      assert.equal((await rotate(strong.authorization, strong)).status, 200);
    });

    it('an API key that expires, or is bound to networks, gets the secret of none that is not', async () => {
      const app = await start();
      const unbound = await app.apiKey(app.projectId, ['keys.read']);
      const scopes = ['api-keys.write', 'keys.read'];
      const expiring = await app.apiKey(app.projectId, scopes, { expiresAt: '2099-01-01T00:00:00Z' });
      const local = await app.apiKey(app.projectId, scopes, { allowedNetworks: ['127.0.0.0/8'] });
      for (const { authorization } of [expiring, local]) {
        const refused = await rotate(authorization, unbound);
        assert.equal(refused.body.error.code, 'FORBIDDEN');
      }
      const bounded = await rotate(expiring.authorization, unbound, { expiresAt: '2098-01-01T00:00:00Z' });
      assert.equal(bounded.status, 200);
      const prolonged = await rotate(expiring.authorization, expiring, { expiresAt: null });
      assert.equal(prolonged.body.error.details.fields[0].code, 'BEYOND_PARENT');
    });
  });
}
