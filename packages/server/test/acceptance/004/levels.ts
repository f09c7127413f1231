/** The four levels, each with exactly what it includes: document 004, “Following token scopes are available”. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { SignedIn, TestApp } from '../../harness.ts';
import { callHarmlessly, missingId, present, refused, setRole } from '../002/calls.ts';
import { needingScope, type Start } from '../002/subjects.ts';
import { askForToken, currentToken, mintChild, mintToken } from '../token-calls.ts';

const inventory = [
  'parts',
  'storelocations',
  'footprints',
  'categories',
  'suppliers',
  'manufacturers',
  'projects',
  'attachment_types',
  'currencies',
  'measurement_units',
];
const each = (things: readonly string[], operations: readonly string[]) =>
  things.flatMap((thing) => operations.map((operation) => `${thing}.${operation}`));
const changes = ['edit', 'create', 'delete', 'revert_element', 'import'];

/** What each level adds to the one before it. */
const added = {
  'read-only': [
    ...each(inventory, ['read', 'show_history']),
    ...each(['attachments'], ['show_private', 'list_attachments']),
    ...each(['labels'], ['create_labels', 'read_profiles']),
    'self.show_permissions',
    'api.access',
  ],
  edit: [
    ...each(inventory, changes),
    ...each(['parts_stock'], ['withdraw', 'add', 'move']),
    'parts.change_favorite',
    'labels.edit_profiles',
  ],
  admin: [
    ...each(['groups'], ['read', 'show_history', ...changes, 'edit_permissions']),
    ...each(['users'], ['read', 'create', 'delete', 'edit_infos', 'edit_permissions']),
    'config.change_system_settings',
    ...each(['system'], ['show_logs', 'server_infos']),
  ],
  full: [
    ...each(['users'], ['set_password', 'impersonate']),
    ...each(['self'], ['edit_infos', 'show_logs']),
    'api.manage_tokens',
  ],
};
type Level = keyof typeof added;
const names = Object.keys(added) as Level[];

/** All that a level includes, sorted. */
const included = (level: Level): string[] =>
  names
    .slice(0, names.indexOf(level) + 1)
    .flatMap((name) => added[name])
    .sort();

const members = '/api/v1/organizations/acme/members';

/** A token of this level, of somebody who may do everything. */
async function ofAdmin(
  app: TestApp,
  level: Level,
): Promise<{ readonly owner: SignedIn; readonly authorization: string }> {
  const owner = await app.person('acme', 'admin');
  return { owner, authorization: (await mintToken(app, owner, { level })).authorization };
}

/** Creating a project takes `projects.edit`, adding a member `users.edit_permissions`. */
const createProject = (app: TestApp, authorization: string, slug: string) =>
  app.call('POST', '/api/v1/organizations/acme/projects', { authorization, body: { slug, name: slug } });
const addMember = (app: TestApp, authorization: string, name: string) =>
  app.call('POST', members, { authorization, body: { email: `${name}@example.com`, role: 'readonly' } });

export function levels(start: Start): void {
  describe('token levels', () => {
    it('there are four levels, each with all of the one before it: 26, 81, 97 and 102 scopes', async () => {
      const app = await start();
      const { body } = await present(app, (await app.admin()).authorization);
      const shown = body.levels.map(({ level, scopes }: { level: string; scopes: string[] }) => [level, scopes]);
      assert.deepEqual(
        shown,
        names.map((level) => [level, included(level)]),
      );
      assert.deepEqual(
        names.map((level) => included(level).length),
        [26, 81, 97, 102],
      );
    });

    for (const level of names) {
      it(`a ${level} token of somebody who may do everything can do what ${level} includes and nothing else`, async () => {
        const app = await start();
        const { authorization } = await ofAdmin(app, level);
        const current = await currentToken(app, authorization);
        assert.equal(current.level, level);
        assert.deepEqual(current.scopes, included(level));
        assert.deepEqual(current.effective, [
          { organization_id: app.firstRun?.organization.id, role: 'admin', scopes: included(level) },
        ]);
        assert.deepEqual(current.missing, []);
      });
    }

    it('read-only reads what is not sensitive and changes nothing at all', async () => {
      const app = await start();
      const { authorization } = await ofAdmin(app, 'read-only');
      assert.equal((await app.call('GET', `/api/v1/projects/${app.projectId}`, { authorization })).status, 200);
      refused(await app.call('GET', members, { authorization }), 403, 'INSUFFICIENT_SCOPE');
      const changing = needingScope.filter(({ method }) => method !== 'GET');
      assert.ok(changing.length >= 10);
      for (const operation of changing) {
        const params = { organization: 'acme', projectId: app.projectId, userId: missingId };
        refused(await callHarmlessly(app, operation, authorization, params), 403, 'INSUFFICIENT_SCOPE');
      }
    });

    it('edit also creates and changes what is not sensitive, and still sees no users', async () => {
      const app = await start();
      const { authorization } = await ofAdmin(app, 'edit');
      const created = await createProject(app, authorization, 'by-edit');
      assert.equal(created.status, 201, created.text);
      const headers = { 'if-match': '*' };
      const path = `/api/v1/projects/${created.body.id}`;
      const updated = await app.call('PATCH', path, { authorization, headers, body: { name: 'renamed' } });
      assert.deepEqual([updated.status, updated.body.name], [200, 'renamed']);
      refused(await app.call('GET', members, { authorization }), 403, 'INSUFFICIENT_SCOPE');
      refused(await addMember(app, authorization, 'by-edit'), 403, 'INSUFFICIENT_SCOPE');
    });

    it('admin also sees users and changes settings, and makes no tokens', async () => {
      const app = await start();
      await app.tenant('renamed-by-admin');
      const owner = await app.person('renamed-by-admin', 'admin');
      const path = '/api/v1/organizations/renamed-by-admin';
      const change = { headers: { 'if-match': '*' }, body: { name: 'renamed' } };
      const edit = await mintToken(app, owner, { level: 'edit' });
      refused(await app.call('PATCH', path, { ...edit, ...change }), 403, 'INSUFFICIENT_SCOPE');
      const admin = await mintToken(app, owner, { level: 'admin' });
      const { authorization } = admin;
      const renamed = await app.call('PATCH', path, { authorization, ...change });
      assert.deepEqual([renamed.status, renamed.body.name], [200, 'renamed']);
      const listed = await app.call('GET', `${path}/members`, { authorization });
      assert.deepEqual([listed.status, listed.body.data[0].userId], [200, owner.userId]);
      refused(await askForToken(app, { authorization }), 403, 'CREDENTIAL_KIND_REFUSED');
    });

    it('full does anything that its user can do, and makes new tokens', async () => {
      const app = await start();
      const { owner, authorization } = await ofAdmin(app, 'full');
      assert.equal((await createProject(app, authorization, 'by-full')).status, 201);
      assert.equal((await addMember(app, authorization, 'by-full')).status, 201);
      const child = await mintChild(app, { authorization }, { level: 'edit' });
      const { body } = await app.call('GET', '/api/v1/users/me', child);
      assert.equal(body.id, owner.userId);
    });

    it('full follows its user: what a promotion gives, it has on the next request, and loses with a demotion', async () => {
      const app = await start();
      const person = await app.person('acme', 'readonly');
      const { authorization } = await mintToken(app, person, { level: 'full' });
      refused(await createProject(app, authorization, 'promoted'), 403, 'INSUFFICIENT_SCOPE');
      await setRole(app, 'acme', person, 'editor');
      assert.equal((await createProject(app, authorization, 'promoted')).status, 201);
      await setRole(app, 'acme', person, 'readonly');
      refused(await createProject(app, authorization, 'demoted'), 403, 'INSUFFICIENT_SCOPE');
    });
  });
}
