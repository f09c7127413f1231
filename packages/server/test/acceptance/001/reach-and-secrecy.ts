/** What a key reaches, through which endpoints, and who ever sees it: document 001, “Why we did do it?”. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { readProjectId } from '@keywright/contract';
import { refused } from '../002/calls.ts';
import {
  call,
  importRecords,
  keysPath,
  mintPat,
  olderKey,
  patsPath,
  present,
  projectPath,
  type Start,
} from './calls.ts';

export function oneKeyOneProject(start: Start): void {
  describe('project API keys can authorize operations in one project only', () => {
    it('an API key reaches its own project and no other one, of the same organization or of another', async () => {
      const app = await start();
      const { secret } = await app.apiKey(app.projectId, ['admin']);
      const sibling = await app.project('acme', 'one-key-sibling');
      const { projectId: elsewhere } = await app.tenant('one-key-elsewhere');
      assert.equal((await call(app, 'GET', projectPath(app.projectId), secret)).status, 200);
      refused(await call(app, 'GET', projectPath(sibling), secret), 403, 'WRONG_PROJECT');
      refused(await call(app, 'GET', projectPath(elsewhere), secret), 404, 'NOT_FOUND');
    });

    it('one PAT manages several projects, over organizations', async () => {
      const app = await start();
      const { secret } = await mintPat(app, await app.admin());
      const sibling = await app.project('acme', 'one-pat-sibling');
      const { projectId: elsewhere } = await app.tenant('one-pat-elsewhere');
      for (const id of [app.projectId, sibling, elsewhere]) {
        assert.equal((await call(app, 'GET', projectPath(id), secret)).status, 200);
        assert.equal((await call(app, 'GET', keysPath(id), secret)).status, 200);
      }
    });
  });
}

export function sameEndpoints(start: Start): void {
  describe('the same endpoint for all authentication methods', () => {
    it('session, PAT, API key and older key use one URL, and get one answer', async () => {
      const app = await start();
      const { authorization } = await app.admin();
      const key = olderKey();
      const record = { kind: 'api-key', key, project_id: app.projectId, name: 'same', scopes: ['keys.view'] };
      assert.equal((await importRecords(app, [record])).faultCount, 0);
      const pat = await mintPat(app, await app.admin());
      const apiKey = await app.apiKey(app.projectId, ['keys.view']);
      const path = projectPath(app.projectId);
      const bySession = await app.call('GET', path, { authorization });
      assert.equal(bySession.status, 200);
      for (const secret of [pat.secret, apiKey.secret, key]) {
        const reply = await call(app, 'GET', path, secret);
        assert.deepEqual([reply.status, reply.body], [200, bySession.body]);
      }
    });

    it('X-API-Key takes API keys and PATs, and nothing that is neither', async () => {
      const app = await start();
      assert.equal((await present(app, (await app.apiKey(app.projectId, ['keys.view'])).secret)).status, 200);
      assert.equal((await present(app, (await mintPat(app, await app.admin())).secret)).status, 200);
      refused(await present(app, (await app.admin()).accessToken), 401, 'UNAUTHENTICATED');
      refused(await present(app, 'no key at all'), 401, 'UNAUTHENTICATED');
    });

    it('the project id is obtained from the key without a request', async () => {
      const app = await start();
      const other = await app.project('acme', 'read-offline');
      for (const id of [app.projectId, other]) {
        assert.equal(readProjectId('tg', (await app.apiKey(id, ['keys.view'])).secret), id);
      }
      assert.equal(readProjectId('tg', (await mintPat(app, await app.admin())).secret), null);
    });

    it('the document’s own example names project 875', () => {
      assert.equal(readProjectId('tg', 'tgpak_ha3tkxzton2wm4twmrsgkmtgmnsgw4bqgvttemttnrwwoyld'), '875');
    });
  });
}

export function seenOnce(start: Start): void {
  describe('keys are visible when they are generated and never more', () => {
    for (const kind of ['API key', 'PAT'] as const) {
      const what = kind === 'PAT' ? 'a PAT' : 'an API key';
      it(`${what} is in the reply to its mint and in no reply after it`, async () => {
        const app = await start();
        const owner = await app.admin();
        const { authorization } = owner;
        const minted = kind === 'PAT' ? await mintPat(app, owner) : await app.apiKey(app.projectId, ['keys.view']);
        const path = kind === 'PAT' ? patsPath : keysPath(app.projectId);
        const replies = [
          await app.call('GET', path, { authorization }),
          await app.call('GET', `${path}/${minted.id}`, { authorization }),
          await present(app, minted.secret),
          await call(app, 'GET', '/api/v1/tokens/current', minted.secret),
        ];
        assert.deepEqual(
          replies.map(({ status }) => status),
          [200, 200, 200, 200],
        );
        assert.ok(replies[0]?.text.includes(minted.id), 'the listing has it');
        for (const { text } of replies) assert.ok(!text.includes(minted.secret.slice(-40)), text);
      });

      it(`of ${what} the database holds the hash and no part of the value`, async () => {
        const app = await start();
        const minted =
          kind === 'PAT' ? await mintPat(app, await app.admin()) : await app.apiKey(app.projectId, ['keys.view']);
        assert.equal((await present(app, minted.secret)).status, 200);
        const { reader } = app.app.database;
        const row = reader.selectFrom('credentials').selectAll().where('id', '=', minted.id);
        const { secretHash, ...rest } = await row.executeTakeFirstOrThrow();
        assert.match(secretHash, /^\$argon2id\$/);
        const stored = JSON.stringify([rest, secretHash, await reader.selectFrom('auditEvents').selectAll().execute()]);
        for (const length of [43, 30, 20]) assert.ok(!stored.includes(minted.secret.slice(-length)));
      });
    }

    it('of an imported older key the database holds hashes and no part of the value, used or not', async () => {
      const app = await start();
      const key = olderKey();
      const record = { kind: 'api-key', key, project_id: app.projectId, name: 'stored', scopes: ['keys.view'] };
      await importRecords(app, [record]);
      const everything = async () => {
        const { reader } = app.app.database;
        const tables = ['credentials', 'auditEvents'] as const;
        return JSON.stringify(await Promise.all(tables.map((table) => reader.selectFrom(table).selectAll().execute())));
      };
      const before = await everything();
      assert.equal((await present(app, key)).status, 200);
      for (const stored of [before, await everything()]) {
        assert.ok(stored.includes('"stored"'));
        for (let at = 0; at + 8 <= key.length; at += 1) assert.ok(!stored.includes(key.slice(at, at + 8)));
      }
    });
  });
}
