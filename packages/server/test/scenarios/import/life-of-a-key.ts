/** What becomes of a key once it is imported: listed, used, rotated, revoked, expired. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { toInstant } from '../../../src/kernel/instant.ts';
import { importRecords, keysPath, olderKey, patsPath, present } from '../../acceptance/001/calls.ts';
import { refused } from '../../acceptance/002/calls.ts';
import type { TestApp } from '../../harness.ts';
import { apiKeyRecord, patRecord, rowNamed, uniqueName, waysToGive } from './keys.ts';

export function lifeOfAKey(start: () => Promise<TestApp>): void {
  describe('an imported key', () => {
    it('is listed as legacy with all that its record says, and without anything of the key', async () => {
      const app = await start();
      const [key, name] = [olderKey(), uniqueName()];
      const record = apiKeyRecord(app, {
        key,
        name,
        note: 'from the old system',
        scopes: 'translations.edit keys.view keys.view',
        allowed_networks: ['127.0.0.1', '10.0.0.0/8'],
        expires_at: '2100-01-01T00:00:00+01:00',
        created_at: '2020-02-03T04:05:06Z',
      });
      assert.equal((await importRecords(app, [record])).imported, 1);
      const listed = await app.call('GET', keysPath(app.projectId), await app.admin());
      const { id, prefix, ...shown } = listed.body.data.find((one: { name: string }) => one.name === name);
      assert.deepEqual(shown, {
        name,
        note: 'from the old system',
        scopes: ['keys.view', 'translations.edit'],
        level: null,
        projectIds: [],
        allowedNetworks: ['10.0.0.0/8', '127.0.0.1/32'],
        rateLimitPolicyId: null,
        legacy: true,
        expiresAt: '2099-12-31T23:00:00Z',
        lastUsedAt: null,
        lastUsedAddress: null,
        revokedAt: null,
        createdAt: '2020-02-03T04:05:06Z',
      });
      assert.match(id, /^[0-9A-HJKMNP-TV-Z]{26}$/);
      for (let at = 0; at + 6 <= key.length; at += 1) assert.ok(!listed.text.includes(key.slice(at, at + 6)));
      assert.ok(!key.includes(prefix));
    });

    it('ends when its record says', async () => {
      const app = await start();
      const key = olderKey();
      const expires_at = toInstant(app.clock.now() + 60_000);
      await importRecords(app, [apiKeyRecord(app, { key, expires_at })]);
      assert.equal((await present(app, key)).status, 200);
      app.clock.advance(60_000);
      refused(await present(app, key), 401, 'CREDENTIAL_EXPIRED');
    });

    it('works from the networks that its record names and from no other', async () => {
      const app = await start();
      const [near, far] = [olderKey(), olderKey()];
      await importRecords(app, [
        apiKeyRecord(app, { key: near, allowed_networks: '127.0.0.0/8' }),
        apiKeyRecord(app, { key: far, allowed_networks: '10.0.0.0/8;192.168.0.0/16' }),
      ]);
      assert.equal((await present(app, near)).status, 200);
      refused(await present(app, far), 403, 'NETWORK_REFUSED');
    });

    for (const used of [false, true]) {
      const when = used ? 'after a use' : 'before any use';

      it(`revoked ${when}, is refused from the next request on`, async () => {
        const app = await start();
        const [key, name] = [olderKey(), uniqueName()];
        await importRecords(app, [apiKeyRecord(app, { key, name })]);
        if (used) assert.equal((await present(app, key)).status, 200);
        const { id } = await rowNamed(app, name);
        const { authorization } = await app.admin();
        const revoked = await app.call('DELETE', `${keysPath(app.projectId)}/${id}`, { authorization });
        assert.equal(revoked.status, 204);
        refused(await present(app, key), 401, 'CREDENTIAL_REVOKED');
      });

      it(`deleted ${when}, is refused from the next request on and is listed no more`, async () => {
        const app = await start();
        const [key, name] = [olderKey(), uniqueName()];
        await importRecords(app, [patRecord(app, { key, name })]);
        if (used) assert.equal((await present(app, key)).status, 200);
        const { id } = await rowNamed(app, name);
        const { authorization } = await app.admin();
        assert.equal((await app.call('DELETE', `/api/v1/tokens/${id}`, { authorization })).status, 204);
        refused(await present(app, key), 401, 'CREDENTIAL_REVOKED');
        const listed = await app.call('GET', patsPath, { authorization });
        assert.ok(!listed.text.includes(id));
      });
    }

    for (const way of ['plaintext', 'bcrypt'] as const) {
      for (const used of [false, true]) {
        it(`given as ${way} and rotated ${used ? 'after' : 'before'} its first use, becomes a token of the present format; the old string works through the grace and no longer`, async () => {
          const app = await start();
          const [key, name] = [olderKey(), uniqueName()];
          await importRecords(app, [apiKeyRecord(app, { name, ...(await waysToGive[way]?.(key)) })]);
          if (used) assert.equal((await present(app, key)).status, 200);
          const { id } = await rowNamed(app, name);
          const path = `${keysPath(app.projectId)}/${id}`;
          const { authorization } = await app.admin();
          const body = { gracePeriodSeconds: 60 };
          const rotated = await app.call('POST', `${path}/rotate`, { authorization, body });
          assert.equal(rotated.status, 200, rotated.text);
          assert.match(rotated.body.secret, /^tgpak_[a-z2-7]+$/);
          assert.equal(rotated.body.id, id);
          assert.equal((await app.call('GET', path, { authorization })).body.legacy, false);
          assert.equal((await present(app, key)).status, 200);
          assert.equal((await present(app, rotated.body.secret)).status, 200);
          app.clock.advance(61_000);
          refused(await present(app, key), 401, 'CREDENTIAL_REVOKED');
          assert.equal((await present(app, rotated.body.secret)).status, 200);
        });
      }
    }

    it('rotated without grace, ends at once; after a revoke neither string works', async () => {
      const app = await start();
      const [key, name] = [olderKey(), uniqueName()];
      await importRecords(app, [apiKeyRecord(app, { key, name })]);
      const { id } = await rowNamed(app, name);
      const path = `${keysPath(app.projectId)}/${id}`;
      const { authorization } = await app.admin();
      const { body } = await app.call('POST', `${path}/rotate`, { authorization, body: {} });
      refused(await present(app, key), 401, 'CREDENTIAL_REVOKED');
      assert.equal((await present(app, body.secret)).status, 200);
      assert.equal((await app.call('DELETE', path, { authorization })).status, 204);
      for (const secret of [key, body.secret]) refused(await present(app, secret), 401, 'CREDENTIAL_REVOKED');
    });
  });
}
