/** Who a request acts as is Keywright’s word alone. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { call, refused } from '../../test/call.ts';
import { keysOf, projectsOf, type Start } from './start.ts';

/** All that a client could claim to be, in the headers that the API reads by the gate. */
const claims = (user: string, project: string) => {
  const values = [`Kind: session`, `User: ${user}`, 'Credential: x', 'Organization: x', `Project: ${project}`];
  const more = ['Project-Ids: ', 'Scopes: keys.read keys.write projects.read'];
  return [...values, ...more].flatMap((line) => [`X-Auth-${line}`, `X_Auth_${line.replace('-', '_')}`]);
};

export function identity(start: Start): void {
  describe('identity headers that a client sends', () => {
    it('are no credential', async () => {
      const { keywright, url } = await start();
      const { userId } = await keywright.admin();
      const forged = claims(userId, keywright.projectId);
      for (const line of [`GET ${keysOf(keywright.projectId)}`, `GET ${projectsOf('acme')}`]) {
        refused(await call(url, line, forged), 401, 'UNAUTHENTICATED');
      }
    });

    it('never reach the API beside a credential: not as a user, a project, scopes or the lack of a bound', async () => {
      const { keywright } = await start();
      const [mine, other] = [await keywright.project('acme', 'own-one'), await keywright.project('acme', 'other-one')];
      const { url } = await start();
      const admin = await keywright.admin();
      const key = await keywright.apiKey(mine, ['keys.write', 'projects.read']);
      const headers = [`Authorization: ${key.authorization}`, ...claims(admin.userId, other)];

      const created = await call(url, `POST ${keysOf(mine)}`, headers, { name: 'whose' });
      assert.deepEqual([created.status, created.body?.createdBy], [201, key.id], created.text);
      refused(await call(url, `POST ${keysOf(other)}`, headers, { name: 'whose' }), 403, 'WRONG_PROJECT');
      const listed = await call(url, `GET ${projectsOf('acme')}`, headers);
      assert.deepEqual(
        listed.body.data.map(({ id }: { id: string }) => id),
        [mine],
      );
      refused(await call(url, `GET /api/v1/projects/${mine}/exports/de`, headers), 403, 'INSUFFICIENT_SCOPE');
    });
  });
}
