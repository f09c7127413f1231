/** The new kinds, the older keys beside them, expiry and note: document 001, “What has changed?”. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { toInstant } from '../../../src/kernel/instant.ts';
import { type DatabaseKind, TestApp } from '../../harness.ts';
import { refused } from '../002/calls.ts';
import {
  call,
  importRecords,
  keysPath,
  mintPat,
  minuteMs,
  olderKey,
  originalKey,
  patsPath,
  present,
  projectPath,
  type Start,
} from './calls.ts';

export function newFormat(start: Start): void {
  describe('the new format', () => {
    it('an API key is prefixed with tgpak_, and so is the prefix that listings show', async () => {
      const app = await start();
      const { secret, prefix } = await app.apiKey(app.projectId, ['keys.view']);
      assert.match(secret, /^tgpak_[a-z2-7]+$/);
      assert.match(prefix, /^tgpak_[a-z0-9]{8}$/);
    });
  });
}

export function olderKeys(start: Start, kind: DatabaseKind): void {
  describe('older keys', () => {
    for (const [what, key] of [
      ['without a prefix', olderKey()],
      ['of the new form, made by the original', originalKey(875)],
    ] as const) {
      it(`a key ${what} works on its project as it is, before and after its first use, until it is revoked`, async () => {
        const app = await start();
        const record = {
          kind: 'api-key',
          key,
          project_id: app.projectId,
          name: `older, ${what}`,
          scopes: ['keys.view'],
        };
        const report = await importRecords(app, [record]);
        assert.deepEqual(report, { read: 1, imported: 1, faults: [], faultCount: 0 });
        const project = projectPath(app.projectId);
        for (let use = 0; use < 3; use += 1) {
          assert.equal((await call(app, 'GET', project, key)).status, 200);
          assert.equal((await app.call('GET', project, { authorization: `ApiKey ${key}` })).status, 200);
        }
        const { authorization } = await app.admin();
        const listed = await app.call('GET', keysPath(app.projectId), { authorization });
        const { id, legacy } = listed.body.data.find(({ name }: { name: string }) => name === `older, ${what}`);
        assert.equal(legacy, true);
        const ended = await app.call('DELETE', `${keysPath(app.projectId)}/${id}`, { authorization });
        assert.equal(ended.status, 204);
        refused(await call(app, 'GET', project, key), 401, 'CREDENTIAL_REVOKED');
      });
    }

    it('many keys of one project, which all begin alike, go on working after all were used and the service restarted', async () => {
      const app = await start();
      const keys = Array.from({ length: 30 }, () => originalKey(875));
      assert.equal(new Set(keys.map((key) => key.slice(0, 8))).size, 1, 'they all begin alike');
      const records = keys.map((key, index) => ({
        kind: 'api-key',
        key,
        project_id: app.projectId,
        name: `bulk ${index}`,
        scopes: 'keys.view',
      }));
      assert.equal((await importRecords(app, records)).imported, keys.length);
      for (const key of keys) assert.equal((await present(app, key)).status, 200);
      const { dataDir, databaseUrl } = app.config;
      const again = await TestApp.start(kind, { platform: 'tolgee', database: { dataDir, databaseUrl } });
      try {
        for (const key of keys) assert.equal((await present(again, key)).status, 200);
      } finally {
        await again.close();
      }
    });

    it('a key that was never imported is refused, however much it looks like one', async () => {
      const app = await start();
      for (const key of [olderKey(), originalKey(875), 'tgpak_ha3tkxzton2wm4twmrsgkmtgmnsgw4bqgvttemttnrwwoyld']) {
        refused(await present(app, key), 401, 'UNAUTHENTICATED');
      }
    });
  });
}

export function personalAccessTokens(start: Start): void {
  describe('personal access tokens', () => {
    it('a user generates one; it begins with tgpat_ and may do all that the user may, with no scopes of its own', async () => {
      const app = await start();
      const { secret, reply } = await mintPat(app, await app.admin());
      assert.match(secret, /^tgpat_/);
      assert.deepEqual([reply.scopes, reply.level], [[], 'full']);
      const slug = `by-pat-${secret.slice(-6)}`;
      const created = await call(app, 'POST', '/api/v1/organizations/acme/projects', secret, { slug, name: slug });
      assert.equal(created.status, 201, created.text);
      const minted = await call(app, 'POST', keysPath(created.body.id), secret, { name: 'ci', scopes: ['admin'] });
      assert.equal(minted.status, 201, minted.text);
    });

    it('a PAT may no more than its user, and follows what the user may from request to request', async () => {
      const app = await start();
      const person = await app.person('acme', 'VIEW');
      const { secret } = await mintPat(app, person);
      const mint = () => call(app, 'POST', keysPath(app.projectId), secret, { name: 'x', scopes: ['keys.view'] });
      refused(await mint(), 403, 'INSUFFICIENT_SCOPE');
      const setRole = async (role: string) => {
        const path = `/api/v1/organizations/acme/members/${person.userId}/role`;
        const { authorization } = await app.admin();
        const changed = await app.call('PUT', path, { authorization, headers: { 'if-match': '*' }, body: { role } });
        assert.equal(changed.status, 200, changed.text);
      };
      await setRole('MANAGE');
      assert.equal((await mint()).status, 201);
      await setRole('NONE');
      refused(await mint(), 403, 'INSUFFICIENT_SCOPE');
    });
  });
}

export function expiryAndNote(start: Start): void {
  describe('expiration dates and descriptions', () => {
    for (const kind of ['API key', 'PAT'] as const) {
      const isPat = kind === 'PAT';
      const what = isPat ? 'a PAT' : 'an API key';

      it(`${what} with an expiration date works until then, and ends by itself`, async () => {
        const app = await start();
        const expiresAt = toInstant(app.clock.now() + minuteMs);
        const { secret, reply } = isPat
          ? await mintPat(app, await app.admin(), { expiresAt })
          : await app.apiKey(app.projectId, ['keys.view'], { expiresAt });
        assert.equal(Date.parse(reply.expiresAt), Date.parse(expiresAt));
        assert.equal((await present(app, secret)).status, 200);
        app.clock.advance(minuteMs);
        refused(await present(app, secret), 401, 'CREDENTIAL_EXPIRED');
      });

      it(`${what} without one never ends by itself`, async () => {
        const app = await start();
        const minted = isPat ? await mintPat(app, await app.admin()) : await app.apiKey(app.projectId, ['keys.view']);
        assert.equal(minted.reply.expiresAt, null);
      });

      it(`a description of what ${what} is for is stored and shown in listings`, async () => {
        const app = await start();
        const note = `To push from CI (${kind})`;
        const owner = await app.admin();
        const { id } = isPat
          ? await mintPat(app, owner, { note })
          : await app.apiKey(app.projectId, ['keys.view'], { note });
        const path = isPat ? patsPath : keysPath(app.projectId);
        const { body } = await app.call('GET', path, { authorization: owner.authorization });
        assert.equal(body.data.find((shown: { id: string }) => shown.id === id).note, note);
      });
    }
  });
}
