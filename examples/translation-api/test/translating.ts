/** What the API is for. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { call, refused } from '../../test/call.ts';
import { keysOf, projectsOf, type Start } from './start.ts';

export function translating(start: Start): void {
  describe('translating', () => {
    it('keys and translations are written, imported, exported and deleted, each by its scope', async () => {
      const { keywright, url } = await start();
      const id = await keywright.project('acme', 'shop');
      const publisher = await keywright.apiKey(id, ['keys.write', 'translations.write', 'imports.write']);
      const headers = [`Authorization: ${publisher.authorization}`];
      const send = (line: string, body?: unknown) => call(url, line, headers, body);
      const path = `/api/v1/projects/${id}`;

      const created = await send(`POST ${path}/keys`, { name: 'cart.title', description: 'Above the cart' });
      const key = { name: 'cart.title', description: 'Above the cart', createdBy: publisher.id };
      assert.deepEqual([created.status, created.body], [201, key]);
      refused(await send(`POST ${path}/keys`, { name: 'cart.title' }), 409, 'CONFLICT');
      refused(await send(`POST ${path}/keys`, { name: 'a/b' }), 400, 'VALIDATION_FAILED');
      assert.equal((await send(`POST ${path}/keys`, { name: 'cart.pay' })).status, 201);
      const changed = await send(`PUT ${path}/keys/cart.title`, { description: 'The heading' });
      assert.deepEqual(changed.body, { ...key, description: 'The heading' });
      assert.deepEqual((await send(`GET ${path}/keys`)).body.data.length, 2);

      assert.equal((await send(`PUT ${path}/translations/de/cart.title`, { text: 'Warenkorb' })).status, 200);
      refused(await send(`PUT ${path}/translations/de/cart.total`, { text: 'Summe' }), 404, 'NOT_FOUND');
      const file = { language: 'de', translations: { 'cart.title': 'Einkaufswagen', 'cart.pay': 'Bezahlen' } };
      assert.deepEqual((await send(`POST ${path}/imports`, file)).body, { language: 'de', imported: 2 });
      assert.deepEqual((await send(`GET ${path}/translations/de`)).body.translations, file.translations);

      refused(await send(`GET ${path}/exports/de`), 403, 'INSUFFICIENT_SCOPE');
      const reader = await keywright.apiKey(id, ['exports.read']);
      const exported = await call(url, `GET ${path}/exports/de`, [`Authorization: ${reader.authorization}`]);
      assert.deepEqual(exported.body, file.translations);

      assert.equal((await send(`DELETE ${path}/translations/de/cart.pay`)).status, 204);
      assert.equal((await send(`DELETE ${path}/keys/cart.title`)).status, 204);
      assert.deepEqual((await send(`GET ${path}/translations/de`)).body.translations, {});
      refused(await send(`GET ${path}/keys/cart.title`), 404, 'NOT_FOUND');
    });

    it('an archived project is read and no longer changed', async () => {
      const { keywright, url } = await start();
      const id = await keywright.project('acme', 'finished');
      const admin = await keywright.admin();
      const headers = [`Authorization: ${(await keywright.pat(admin, ['keys.write'])).authorization}`];
      assert.equal((await call(url, `POST ${keysOf(id)}`, headers, { name: 'a' })).status, 201);
      const archived = await keywright.call('POST', `/api/v1/projects/${id}/archive`, admin);
      assert.ok(archived.status < 300, archived.text);
      assert.equal((await call(url, `GET ${keysOf(id)}`, headers)).status, 200);
      refused(await call(url, `POST ${keysOf(id)}`, headers, { name: 'b' }), 403, 'FORBIDDEN');
    });

    it('a listing shows a PAT that is bound to projects those alone, and an API key its own', async () => {
      const { keywright } = await start();
      const mine = await keywright.project('acme', 'mine');
      const { url } = await start();
      const pat = await keywright.pat(await keywright.admin(), ['projects.read'], { projectIds: [mine] });
      const key = await keywright.apiKey(mine, ['projects.read']);
      for (const { authorization } of [pat, key]) {
        const reply = await call(url, `GET ${projectsOf('acme')}`, [`Authorization: ${authorization}`]);
        assert.equal(reply.status, 200, reply.text);
        assert.deepEqual(
          reply.body.data.map((project: { id: string }) => project.id),
          [mine],
        );
      }
    });

    it('the projects of an organization are for its members: to others it does not exist', async () => {
      const { keywright } = await start();
      await keywright.tenant('closed');
      const { url } = await start();
      const outsider = await keywright.pat(await keywright.person('acme', 'OWNER'), ['projects.read']);
      const key = await keywright.apiKey(keywright.projectId, ['projects.read']);
      for (const { authorization } of [outsider, key]) {
        const headers = [`Authorization: ${authorization}`];
        refused(await call(url, `GET ${projectsOf('closed')}`, headers), 404, 'NOT_FOUND');
      }
    });
  });
}
