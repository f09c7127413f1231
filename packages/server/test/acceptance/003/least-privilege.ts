/** As few scopes and projects as a pipeline needs: document 003, “Usage in CI/CD Pipelines”. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { missingId, refused } from '../002/calls.ts';
import { create, getProject, present, type Start, tokensPath } from './calls.ts';

const projectsPath = '/api/v1/organizations/acme/projects';

export function leastPrivilege(start: Start): void {
  describe('the minimum set of scopes', () => {
    it('scopes that one does not hold are refused, with what was requested, held and missing', async () => {
      const app = await start();
      const { authorization } = await app.person('acme', 'viewer');
      const body = { name: 'x', scopes: ['read:projects', 'execute', 'admin'] };
      const reply = await app.call('POST', tokensPath, { authorization, body });
      const { requested, held, missing } = refused(reply, 403, 'SCOPE_ESCALATION');
      assert.deepEqual([requested, held], [['admin', 'execute', 'read:projects'], ['read:projects']]);
      assert.ok(Array.isArray(missing) && missing.includes('execute') && missing.includes('admin'));
      const listed = await app.call('GET', tokensPath, { authorization });
      assert.deepEqual(listed.body.data, []);
    });

    it('a token may what its scopes say and nothing else that its owner may', async () => {
      const app = await start();
      const { authorization } = await create(app, await app.admin(), { scopes: ['read:projects'] });
      assert.equal((await app.call('GET', projectsPath, { authorization })).status, 200);
      const body = { slug: 'not-by-a-reader', name: 'x' };
      refused(await app.call('POST', projectsPath, { authorization, body }), 403, 'INSUFFICIENT_SCOPE');
    });

    it('a token without any scope is not created', async () => {
      const app = await start();
      const { authorization } = await app.admin();
      for (const body of [{ name: 'x' }, { name: 'x', scopes: [] }]) {
        refused(await app.call('POST', tokensPath, { authorization, body }), 400, 'VALIDATION_FAILED');
      }
    });
  });
}

export function projectAccess(start: Start): void {
  describe('restricted project access', () => {
    it('a restricted token reaches its projects and no other of its owner’s', async () => {
      const app = await start();
      const other = await app.project('acme', 'beyond-the-token');
      const { projectId: elsewhere } = await app.tenant('beyond-the-tenant');
      const restricted = await create(app, await app.admin(), {
        scopes: ['read:projects'],
        project_ids: [app.projectId],
      });
      assert.equal((await getProject(app, app.projectId, restricted)).status, 200);
      for (const id of [other, elsewhere]) refused(await getProject(app, id, restricted), 403, 'WRONG_PROJECT');
      refused(await getProject(app, missingId, restricted), 404, 'NOT_FOUND');
    });

    it('its listings of projects have its own alone', async () => {
      const app = await start();
      const second = await app.project('acme', 'listed-second');
      await app.project('acme', 'not-listed');
      const project_ids = [app.projectId, second];
      const { authorization } = await create(app, await app.admin(), { scopes: ['read:projects'], project_ids });
      const { body } = await app.call('GET', projectsPath, { authorization });
      const ids = body.data.map(({ id }: { id: string }) => id);
      assert.deepEqual([...ids].sort(), [...project_ids].sort());
    });

    it('restricted to no project, a token reaches every project of its owner, later ones too', async () => {
      const app = await start();
      for (const more of [{ project_ids: [] }, {}]) {
        const token = await create(app, await app.admin(), { scopes: ['read:projects'], ...more });
        assert.deepEqual(token.reply.project_ids, []);
        const later = await app.project('acme', `later-${token.id.slice(-8).toLowerCase()}`);
        for (const id of [app.projectId, later]) assert.equal((await getProject(app, id, token)).status, 200);
      }
    });

    it('a project that does not exist and one of another tenant are refused alike, by their place in the list', async () => {
      const app = await start();
      const { projectId: foreign } = await app.tenant('foreign-to-tester');
      const { authorization } = await app.person('acme', 'tester');
      const answers = [];
      for (const id of [foreign, missingId]) {
        const body = { name: 'x', scopes: ['execute'], project_ids: [app.projectId, id].sort() };
        const reply = await app.call('POST', tokensPath, { authorization, body });
        const { fields } = refused(reply, 400, 'VALIDATION_FAILED');
        assert.ok(Array.isArray(fields));
        assert.match(fields[0].path, /^project_ids\[[01]\]$/);
        answers.push([fields.length, fields[0].code, fields[0].message, reply.status]);
      }
      assert.deepEqual(answers[0], answers[1]);
    });

    it('a restricted token changes nothing above its projects', async () => {
      const app = await start();
      const more = { scopes: ['admin'], project_ids: [app.projectId] };
      const { authorization, token } = await create(app, await app.admin(), more);
      assert.equal((await present(app, token)).status, 200);
      const body = { slug: 'from-below', name: 'x' };
      refused(await app.call('POST', projectsPath, { authorization, body }), 403, 'WRONG_PROJECT');
    });
  });
}
