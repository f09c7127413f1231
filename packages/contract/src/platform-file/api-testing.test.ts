import assert from 'node:assert/strict';
import { test } from 'node:test';
import { permissionNames } from '../permissions.ts';
import { shippedCatalogue } from './shipped-platform.fixture.ts';

const catalogue = shippedCatalogue('api-testing');
const { platform } = catalogue;

const every = [
  'read:projects',
  'write:projects',
  'read:apis',
  'write:apis',
  'read:cases',
  'write:cases',
  'execute',
  'read:reports',
  'write:integrations',
  'admin',
];

test('the API testing platform has ten scopes', () => assert.deepEqual(Object.keys(platform.scopes), every));

test('of the API testing platform, admin satisfies all, and no other scope implies one', () => {
  for (const scope of every) assert.deepEqual([...catalogue.expand([scope])], scope === 'admin' ? every : [scope]);
});

test('the four roles of the API testing platform hold 4, 6, 9 and all ten of its scopes', () => {
  assert.deepEqual(catalogue.roles, ['viewer', 'tester', 'maintainer', 'admin']);
  assert.deepEqual(
    catalogue.roles.map((role) => catalogue.roleScopes(role).size),
    [4, 6, 9, 10],
  );
  assert.equal(platform.ownerRole, 'admin');
});

test('the API testing platform has PATs alone, and they are a prefix, a dot and a secret', () =>
  assert.deepEqual(platform.tokens, { pat: { mint: 'dotted', accept: ['dotted'] } }));

test('nobody but an admin of the API testing platform may read its audit log', () => {
  const readers = catalogue.roles.filter((role) => catalogue.roleScopes(role).has(catalogue.scopeOf('audit.read')));
  assert.deepEqual(readers, ['admin']);
});

test('a viewer of the API testing platform sees projects, members and rate limits, and changes none', () => {
  const held = permissionNames.filter((name) => catalogue.roleScopes('viewer').has(catalogue.scopeOf(name)));
  assert.deepEqual(held, ['org.read', 'members.read', 'projects.read', 'rate-limits.read']);
});

test('a rotated secret of the API testing platform ends at once, and no PAT may make others', () => {
  assert.deepEqual(platform.rotation, { maximumGraceSeconds: 0 });
  assert.equal(platform.tokenManagingScope, undefined);
});
