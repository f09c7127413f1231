/** A level is what its definition says at each moment, and `full` what its user may: document 004, the levels. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { DatabaseKind } from '../../harness.ts';
import { refused } from '../002/calls.ts';
import type { Start } from '../002/subjects.ts';
import { currentToken, mintToken } from '../token-calls.ts';
import { newScope, otherEdit, withEditedPlatform, withoutEdit } from './edited-platform.ts';

export function levelDefinitions(kind: DatabaseKind, start: Start): void {
  describe('level definitions', () => {
    it('a token follows the definition of its level: it gains and loses what the level does', async () => {
      const app = await start();
      const { authorization } = await mintToken(app, await app.person('acme', 'admin'), { level: 'edit' });
      const before = await currentToken(app, authorization);
      assert.ok(before.scopes.includes('projects.edit') && !before.scopes.includes('groups.read'));
      await withEditedPlatform(kind, app, [otherEdit], async (edited) => {
        const readOnly = await mintToken(edited, await edited.person('acme', 'admin'));
        const { scopes } = await currentToken(edited, readOnly.authorization);
        const after = await currentToken(edited, authorization);
        assert.deepEqual(after.scopes, [...scopes, 'groups.read', 'parts.edit'].sort());
        assert.deepEqual(after.effective[0].scopes, after.scopes);
        const body = { slug: 'x', name: 'x' };
        const create = await edited.call('POST', '/api/v1/organizations/acme/projects', { authorization, body });
        refused(create, 403, 'INSUFFICIENT_SCOPE');
      });
    });

    it('a right that only the user has, and no level names, is in a full token and in no admin token', async () => {
      const app = await start();
      const person = await app.person('acme', 'admin');
      const [full, admin] = [
        await mintToken(app, person, { level: 'full' }),
        await mintToken(app, person, { level: 'admin' }),
      ];
      await withEditedPlatform(kind, app, newScope, async (edited) => {
        const ofFull = await currentToken(edited, full.authorization);
        assert.ok(ofFull.effective[0].scopes.includes('robots.command'));
        assert.equal(ofFull.effective[0].scopes.length, 103);
        const ofAdmin = await currentToken(edited, admin.authorization);
        assert.equal(ofAdmin.effective[0].scopes.length, 97);
        assert.ok(!ofAdmin.scopes.includes('robots.command'));
      });
    });

    it('a token whose level is no more can do nothing, and can still be asked what it is', async () => {
      const app = await start();
      const { authorization } = await mintToken(app, await app.person('acme', 'admin'), { level: 'edit' });
      const edits = [withoutEdit, ['    includes: [edit]\n', '    includes: [rework]\n']] as const;
      await withEditedPlatform(kind, app, edits, async (edited) => {
        const { level, scopes, effective } = await currentToken(edited, authorization);
        assert.deepEqual([level, scopes, effective[0].scopes], ['edit', [], []]);
        const reply = await edited.call('GET', `/api/v1/projects/${app.projectId}`, { authorization });
        refused(reply, 403, 'INSUFFICIENT_SCOPE');
      });
    });
  });
}
