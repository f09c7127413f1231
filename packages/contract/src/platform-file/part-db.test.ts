import assert from 'node:assert/strict';
import { test } from 'node:test';
import { shippedCatalogue } from './shipped-platform.fixture.ts';

const catalogue = shippedCatalogue('part-db');
const { platform } = catalogue;
const every = Object.keys(platform.scopes);

const resources = [
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
const operationsOn = (names: readonly string[], operations: readonly string[]) =>
  names.flatMap((name) => operations.map((operation) => `${name}.${operation}`));

const overOneself = ['self.edit_infos', 'self.show_logs', 'api.manage_tokens'];
const levelsAdd = {
  'read-only': [
    ...operationsOn(resources, ['read', 'show_history']),
    'attachments.show_private',
    'attachments.list_attachments',
    'labels.create_labels',
    'labels.read_profiles',
    'self.show_permissions',
    'api.access',
  ],
  edit: [
    ...operationsOn(resources, ['edit', 'create', 'delete', 'revert_element', 'import']),
    'parts_stock.withdraw',
    'parts_stock.add',
    'parts_stock.move',
    'parts.change_favorite',
    'labels.edit_profiles',
  ],
  admin: [
    ...operationsOn(
      ['groups'],
      ['read', 'show_history', 'edit', 'create', 'delete', 'revert_element', 'import', 'edit_permissions'],
    ),
    ...operationsOn(['users'], ['read', 'create', 'delete', 'edit_infos', 'edit_permissions']),
    'config.change_system_settings',
    'system.show_logs',
    'system.server_infos',
  ],
  full: ['users.set_password', 'users.impersonate', ...overOneself],
};

test('the levels of Part-DB add 26, 55, 16 and 5 scopes, which are all that it has', () => {
  assert.deepEqual(Object.keys(levelsAdd), catalogue.levels);
  assert.deepEqual(
    Object.values(levelsAdd).map((scopes) => scopes.length),
    [26, 55, 16, 5],
  );
  assert.deepEqual(Object.values(levelsAdd).flat().sort(), every.toSorted());
  for (const [level, scopes] of Object.entries(levelsAdd)) {
    assert.deepEqual(platform.levels?.[level]?.scopes?.toSorted(), scopes.toSorted(), level);
  }
});

test('each level of Part-DB holds all that the one before it holds, and more', () => {
  const held = catalogue.levels.map(catalogue.levelScopes);
  for (const [index, scopes] of held.entries()) {
    assert.ok((held[index - 1] ?? new Set()).isSubsetOf(scopes));
    assert.ok((held[index - 1]?.size ?? 0) < scopes.size);
  }
});

test('of the levels of Part-DB, full alone follows its owner', () =>
  assert.deepEqual(catalogue.levels.filter(catalogue.followsOwner), ['full']));

test('no scope of Part-DB implies another', () => {
  for (const scope of every) assert.deepEqual([...catalogue.expand([scope])], [scope]);
});

test('the roles of Part-DB hold what the levels of their names do and the rights over oneself, and admin everything', () => {
  const held = (role: string) => [...catalogue.roleScopes(role)].sort();
  assert.deepEqual(catalogue.roles, ['readonly', 'editor', 'admin']);
  assert.deepEqual(held('readonly'), [...catalogue.levelScopes('read-only'), ...overOneself].sort());
  assert.deepEqual(held('editor'), [...catalogue.levelScopes('edit'), ...overOneself].sort());
  assert.deepEqual(held('admin'), every.toSorted());
  assert.equal(platform.ownerRole, 'admin');
});

test('a PAT of Part-DB may make others at the level full and at no other', () => {
  const scope = platform.tokenManagingScope;
  assert.equal(scope, 'api.manage_tokens');
  assert.deepEqual(
    catalogue.levels.filter((level) => catalogue.levelScopes(level).has(scope)),
    ['full'],
  );
});

test('PATs of Part-DB are opaque, and the least of the levels unless another is asked for', () => {
  assert.equal(platform.brand, 'tcp');
  assert.deepEqual(platform.tokens, {
    pat: { mint: 'opaque', accept: ['opaque'], grants: 'levels', defaultLevel: 'read-only' },
  });
});

test('a PAT of Part-DB ends after a year unless its owner says otherwise, and there may be any number', () => {
  assert.deepEqual(platform.expiry, { required: false, defaultDays: 365, presetsDays: [30, 90, 365] });
  assert.deepEqual(platform.limits, {});
});
