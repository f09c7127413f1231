import assert from 'node:assert/strict';
import { test } from 'node:test';
import { shippedCatalogue } from './shipped-platform.fixture.ts';

const catalogue = shippedCatalogue('pontoon');
const { platform } = catalogue;

test('Pontoon has PATs alone, and they may do what their owner may', () => {
  assert.equal(platform.brand, 'pontoon');
  assert.deepEqual(platform.tokens, {
    pat: { mint: 'split', accept: ['split'], grants: 'levels', defaultLevel: 'full' },
  });
  assert.deepEqual(catalogue.levels, ['full']);
  assert.ok(catalogue.followsOwner('full'));
});

test('a user of Pontoon may hold ten live PATs, and each must end within a year', () => {
  assert.deepEqual(platform.limits, { livePatsPerUser: 10 });
  assert.deepEqual(platform.expiry, { required: true, maximumDays: 365, presetsDays: [30, 60, 90, 180, 365] });
});

test('Pontoon answers a missing or bad credential with 403', () => assert.equal(platform.unauthenticatedStatus, 403));

test('the five roles of Pontoon hold 2, 4, 6, 6 and all ten of its scopes', () => {
  assert.deepEqual(catalogue.roles, ['Contributor', 'Translator', 'Team-Manager', 'Project-Manager', 'Admin']);
  assert.deepEqual(
    catalogue.roles.map((role) => catalogue.roleScopes(role).size),
    [2, 4, 6, 6, 10],
  );
  assert.equal(Object.keys(platform.scopes).length, 10);
  assert.equal(platform.ownerRole, 'Admin');
});

test('whoever submits translations in Pontoon may suggest and see them', () =>
  assert.deepEqual([...catalogue.expand(['translations.submit'])].sort(), [
    'translations.submit',
    'translations.suggest',
    'translations.view',
  ]));

test('only an Admin of Pontoon may read the audit log and decide on roles', () => {
  for (const permission of ['audit.read', 'members.write'] as const) {
    const holders = catalogue.roles.filter((role) => catalogue.roleScopes(role).has(catalogue.scopeOf(permission)));
    assert.deepEqual(holders, ['Admin'], permission);
  }
});
