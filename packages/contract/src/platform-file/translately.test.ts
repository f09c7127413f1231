import assert from 'node:assert/strict';
import { test } from 'node:test';
import { shippedCatalogue } from './shipped-platform.fixture.ts';

const catalogue = shippedCatalogue('translately');
const { platform } = catalogue;

const member = [
  'ai.suggest',
  'api-keys.read',
  'audit.read',
  'branches.read',
  'cdn.read',
  'exports.read',
  'glossaries.read',
  'imports.write',
  'keys.read',
  'keys.write',
  'members.read',
  'org.read',
  'projects.read',
  'screenshots.read',
  'tasks.read',
  'tm.read',
  'translations.read',
  'translations.write',
  'webhooks.read',
];
const adminAdds = [
  'api-keys.write',
  'branches.write',
  'cdn.write',
  'glossaries.write',
  'members.write',
  'org.write',
  'projects.write',
  'screenshots.write',
  'tasks.write',
  'webhooks.write',
];
const ownerAdds = ['ai-config.write', 'project-settings.write'];

test('Translately has 31 scopes, and its roles hold 19, 10 more and 2 more of them', () => {
  assert.deepEqual([member.length, adminAdds.length, ownerAdds.length], [19, 10, 2]);
  assert.deepEqual(Object.keys(platform.scopes).sort(), [...member, ...adminAdds, ...ownerAdds].sort());
  assert.deepEqual(catalogue.roles, ['MEMBER', 'ADMIN', 'OWNER']);
  assert.deepEqual([...catalogue.roleScopes('MEMBER')].sort(), member);
  assert.deepEqual([...catalogue.roleScopes('ADMIN')].sort(), [...member, ...adminAdds].sort());
  assert.deepEqual([...catalogue.roleScopes('OWNER')].sort(), [...member, ...adminAdds, ...ownerAdds].sort());
});

test('a scope of Translately that writes implies the one that reads beside it, where there is one, and no other does', () => {
  for (const [scope, { implies = [] }] of Object.entries(platform.scopes)) {
    const read = scope.endsWith('.write') ? scope.replace(/\.write$/, '.read') : '';
    assert.deepEqual(implies, catalogue.has(read) ? [read] : [], scope);
  }
});

test('Translately mints split tokens of the brand tr', () => {
  const split = { mint: 'split', accept: ['split'] };
  assert.equal(platform.brand, 'tr');
  assert.deepEqual(platform.tokens, { pat: split, apiKey: split });
});

test('whoever opens an organization of Translately owns it', () => assert.equal(platform.ownerRole, 'OWNER'));

test('an ADMIN of Translately may mint API keys and set rate limits, a MEMBER may see both', () => {
  const may = (role: string) => {
    const permissions = ['api-keys.read', 'rate-limits.read', 'api-keys.write', 'rate-limits.write'] as const;
    return permissions.filter((permission) => catalogue.roleScopes(role).has(catalogue.scopeOf(permission)));
  };
  assert.deepEqual(may('MEMBER'), ['api-keys.read', 'rate-limits.read']);
  assert.deepEqual(may('ADMIN'), ['api-keys.read', 'rate-limits.read', 'api-keys.write', 'rate-limits.write']);
});

test('an expiry is optional in Translately, up to a year at one click', () => {
  assert.deepEqual(platform.expiry, { required: false, presetsDays: [7, 30, 60, 90, 365] });
  assert.deepEqual(platform.limits, {});
});
