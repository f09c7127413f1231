/** Ending secrets and tokens: document 003, “Token Rotation and Revocation”. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { missingId, refused } from '../002/calls.ts';
import { create, eventsAbout, listedIds, present, type Start, tokensPath, update } from './calls.ts';

export function rotationAndRevocation(start: Start): void {
  describe('token rotation and revocation', () => {
    it('rotation returns a new secret, once, behind the same id and prefix, with all else as it was', async () => {
      const app = await start();
      const owner = await app.admin();
      const { id, prefix, token, reply } = await create(app, owner, {
        scopes: ['execute'],
        project_ids: [app.projectId],
      });
      const rotated = await update(app, owner, id, { action: 'rotate' });
      assert.equal(rotated.status, 200, rotated.text);
      assert.deepEqual(rotated.body, { ...reply, token: rotated.body.token, grace_ends_at: null });
      assert.match(rotated.body.token, new RegExp(`^${prefix}\\.[0-9A-Za-z]{43}$`));
      assert.notEqual(rotated.body.token, token);
      assert.equal(rotated.headers.get('cache-control'), 'no-store');
      const shown = await app.call('GET', `${tokensPath}/${id}`, { authorization: owner.authorization });
      assert.ok(!shown.text.includes(rotated.body.token.split('.')[1]));
    });

    it('the previous secret fails on the very next request and the new one works, twenty times out of twenty', async () => {
      const app = await start();
      const owner = await app.admin();
      const created = await create(app, owner, { scopes: ['execute'] });
      let { token } = created;
      for (let round = 0; round < 20; round += 1) {
        assert.equal((await present(app, token)).status, 200);
        const { body } = await update(app, owner, created.id, { action: 'rotate' });
        refused(await present(app, token), 401, 'CREDENTIAL_REVOKED');
        assert.equal((await present(app, body.token)).status, 200);
        token = body.token;
      }
    });

    it('no grace can be asked for: the previous secret ends at once all the same', async () => {
      const app = await start();
      const owner = await app.admin();
      const { id, token } = await create(app, owner, { scopes: ['execute'] });
      const rotated = await update(app, owner, id, { action: 'rotate', grace_period_seconds: 300 });
      assert.deepEqual([rotated.status, rotated.body.grace_ends_at], [200, null], rotated.text);
      refused(await present(app, token), 401, 'CREDENTIAL_REVOKED');
    });

    it('revoked, a token is answered 401 Unauthorized on the very next request, and stays listed as revoked', async () => {
      const app = await start();
      const owner = await app.admin();
      const { id, token } = await create(app, owner, { scopes: ['execute'] });
      assert.equal((await present(app, token)).status, 200);
      const revoked = await update(app, owner, id, { action: 'revoke' });
      assert.equal(revoked.status, 200, revoked.text);
      assert.ok(Math.abs(Date.parse(revoked.body.revoked_at) - app.clock.now()) < 60_000);
      assert.ok(!('token' in revoked.body));
      refused(await present(app, token), 401, 'CREDENTIAL_REVOKED');
      assert.ok((await listedIds(app, owner)).includes(id));
    });

    it('revoking again changes nothing; a revoked token cannot be rotated back to life', async () => {
      const app = await start();
      const owner = await app.admin();
      const { id } = await create(app, owner, { scopes: ['execute'] });
      const once = await update(app, owner, id, { action: 'revoke' });
      const twice = await update(app, owner, id, { action: 'revoke' });
      assert.deepEqual([twice.status, twice.body], [200, once.body]);
      refused(await update(app, owner, id, { action: 'rotate' }), 409, 'CREDENTIAL_ENDED');
    });

    it('an action that is neither, or none, is refused', async () => {
      const app = await start();
      const owner = await app.admin();
      const { id, token } = await create(app, owner, { scopes: ['execute'] });
      for (const body of [{}, { action: 'pause' }, { action: 'revoke', grace_period_seconds: 5 }, { action: null }]) {
        refused(await update(app, owner, id, body), 400, 'VALIDATION_FAILED');
      }
      assert.equal((await present(app, token)).status, 200);
    });

    it('deleted, a token is gone from listings, ends at once, and stays in the audit log', async () => {
      const app = await start();
      const owner = await app.admin();
      const { authorization } = owner;
      const kept = await create(app, owner, { scopes: ['execute'] });
      const { id, token } = await create(app, owner, { scopes: ['execute'] });
      assert.equal((await present(app, token)).status, 200);
      const deleted = await app.call('DELETE', `${tokensPath}/${id}`, { authorization });
      assert.deepEqual([deleted.status, deleted.text], [204, '']);
      refused(await present(app, token), 401, 'CREDENTIAL_REVOKED');
      const ids = await listedIds(app, owner);
      assert.deepEqual([ids.includes(id), ids.includes(kept.id)], [false, true]);
      refused(await app.call('GET', `${tokensPath}/${id}`, { authorization }), 404, 'NOT_FOUND');
      const actions = (await eventsAbout(app, id)).map(({ action }) => action);
      assert.deepEqual(actions, ['pat.mint', 'pat.delete']);
    });

    it('a revoked token can be deleted; a deleted one can be neither rotated, revoked nor deleted again', async () => {
      const app = await start();
      const owner = await app.admin();
      const { authorization } = owner;
      const { id } = await create(app, owner, { scopes: ['execute'] });
      assert.equal((await update(app, owner, id, { action: 'revoke' })).status, 200);
      assert.equal((await app.call('DELETE', `${tokensPath}/${id}`, { authorization })).status, 204);
      for (const action of ['rotate', 'revoke']) refused(await update(app, owner, id, { action }), 404, 'NOT_FOUND');
      refused(await app.call('DELETE', `${tokensPath}/${id}`, { authorization }), 404, 'NOT_FOUND');
    });

    it('somebody else’s token is not found, alike one that does not exist, and goes on working', async () => {
      const app = await start();
      const { id, token } = await create(app, await app.admin(), { scopes: ['execute'] });
      const other = await app.person('acme', 'admin');
      const { authorization } = other;
      for (const tokenId of [id, missingId]) {
        for (const action of ['rotate', 'revoke'])
          refused(await update(app, other, tokenId, { action }), 404, 'NOT_FOUND');
        for (const method of ['GET', 'DELETE']) {
          refused(await app.call(method, `${tokensPath}/${tokenId}`, { authorization }), 404, 'NOT_FOUND');
        }
      }
      assert.equal((await present(app, token)).status, 200);
    });
  });
}
