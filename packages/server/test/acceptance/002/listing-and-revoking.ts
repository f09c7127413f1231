/** Listing and revoking: document 002, “Listing API keys” and “Revoking an API key”. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Minted } from '../../harness.ts';
import { eventually, keysPath, present, refused, revoke } from './calls.ts';
import { ciScopes, instant, kinds, names, openDoor, type Start } from './subjects.ts';

export function listingApiKeys(start: Start): void {
  describe('listing API keys', () => {
    it('a listing has each key with its public fields, and no secret', async () => {
      const app = await start();
      const projectId = await app.project('acme', 'listed-shape');
      const { authorization } = await app.admin();
      const { id, prefix, reply } = await app.apiKey(projectId, ciScopes, { name: 'CI publisher' });
      const listed = await app.call('GET', keysPath(projectId), { authorization });
      assert.equal(listed.status, 200);
      const key = {
        id,
        prefix,
        name: 'CI publisher',
        scopes: ['imports.write', 'keys.read', 'keys.write', 'translations.write'],
        expiresAt: null,
        lastUsedAt: null,
        lastUsedAddress: null,
        revokedAt: null,
        createdAt: reply.createdAt,
        // Keywright's additions to the shape of the document, as is `nextCursor`:
        note: '',
        level: null,
        projectIds: [],
        allowedNetworks: [],
        rateLimitPolicyId: null,
        legacy: false,
      };
      assert.deepEqual(listed.body, { data: [key], nextCursor: null });
    });

    it('a listing has the newest key first', async () => {
      const app = await start();
      const projectId = await app.project('acme', 'listed-order');
      const minted = [];
      for (const name of ['first', 'second', 'third'])
        minted.push(await app.apiKey(projectId, ['keys.read'], { name }));
      const { body } = await app.call('GET', keysPath(projectId), await app.admin());
      const ids = body.data.map(({ id }: Minted) => id);
      assert.deepEqual(ids, minted.map(({ id }) => id).reverse());
    });

    it('listing needs api-keys.read and nothing more', async () => {
      const app = await start();
      const reads = await app.apiKey(app.projectId, ['api-keys.read']);
      assert.equal((await app.call('GET', keysPath(app.projectId), reads)).status, 200);
      const doesNot = await app.apiKey(app.projectId, ciScopes);
      const details = refused(await app.call('GET', keysPath(app.projectId), doesNot), 403, 'INSUFFICIENT_SCOPE');
      assert.deepEqual(details, { required: ['api-keys.read'], missing: ['api-keys.read'] });
    });

    for (const kind of kinds) {
      it(`a listing tells when ${names[kind]} was last used`, async () => {
        const app = await start();
        const { mint, owner, path } = await openDoor(app, kind);
        const { authorization, id, reply } = await mint(['keys.read']);
        const { body: unused } = await app.call('GET', `${path}/${id}`, owner);
        assert.equal(unused.lastUsedAt, null);
        assert.equal((await present(app, authorization)).status, 200);
        const { body } = await eventually(
          () => app.call('GET', path, owner),
          (listed) => listed.body.data[0].lastUsedAt !== null,
        );
        const { lastUsedAt } = body.data[0];
        assert.equal(body.data[0].id, id);
        assert.match(lastUsedAt, instant);
        assert.ok(Date.parse(lastUsedAt) >= Date.parse(reply.createdAt) && Date.parse(lastUsedAt) <= app.clock.now());
      });
    }

    it('a listing tells when a key was revoked', async () => {
      const app = await start();
      const owner = await app.admin();
      const { id, reply } = await app.apiKey(app.projectId, ['keys.read']);
      await revoke(app, `${keysPath(app.projectId)}/${id}`, owner);
      const { body } = await app.call('GET', keysPath(app.projectId), owner);
      assert.equal(body.data[0].id, id);
      assert.match(body.data[0].revokedAt, instant);
      assert.ok(Date.parse(body.data[0].revokedAt) >= Date.parse(reply.createdAt));
    });
  });
}

export function revokingAnApiKey(start: Start): void {
  describe('revoking an API key', () => {
    it('revoking needs api-keys.write', async () => {
      const app = await start();
      const { id, authorization } = await app.apiKey(app.projectId, ['api-keys.read']);
      const path = `${keysPath(app.projectId)}/${id}`;
      for (const caller of [await app.person('acme', 'MEMBER'), { authorization }]) {
        const details = refused(await app.call('DELETE', path, caller), 403, 'INSUFFICIENT_SCOPE');
        assert.deepEqual(details, { required: ['api-keys.write'], missing: ['api-keys.write'] });
      }
      assert.equal((await present(app, authorization)).status, 200);
      await revoke(app, path, await app.person('acme', 'ADMIN'));
    });

    for (const kind of kinds) {
      it(`revoking ${names[kind]} again changes nothing and answers 204 again`, async () => {
        const app = await start();
        const { mint, owner, path } = await openDoor(app, kind);
        const { id } = await mint(['keys.read']);
        await revoke(app, `${path}/${id}`, owner);
        const once = await app.call('GET', `${path}/${id}`, owner);
        await revoke(app, `${path}/${id}`, owner);
        const twice = await app.call('GET', `${path}/${id}`, owner);
        assert.match(once.body.revokedAt, instant);
        assert.deepEqual([twice.body, twice.headers.get('etag')], [once.body, once.headers.get('etag')]);
      });

      it(`revoked, ${names[kind]} fails on the very next request, fifty times out of fifty`, async () => {
        const app = await start();
        const { mint, owner, path } = await openDoor(app, kind);
        for (let round = 0; round < 50; round += 1) {
          const { id, authorization } = await mint(['keys.read']);
          assert.equal((await present(app, authorization)).status, 200);
          await revoke(app, `${path}/${id}`, owner);
          refused(await present(app, authorization), 401, 'CREDENTIAL_REVOKED');
        }
      });
    }
  });
}
