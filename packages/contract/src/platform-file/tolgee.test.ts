import assert from 'node:assert/strict';
import { test } from 'node:test';
import { permissionNames } from '../permissions.ts';
import { shippedCatalogue } from './shipped-platform.fixture.ts';

const catalogue = shippedCatalogue('tolgee');
const { platform } = catalogue;
const every = Object.keys(platform.scopes);

const view = ['translations.view', 'screenshots.view', 'activity.view', 'keys.view', 'tasks.view'];
const rolesOf: readonly (readonly [role: string, adds: readonly string[]])[] = [
  ['NONE', []],
  ['VIEW', [...view, 'organization-quotas.view']],
  [
    'TRANSLATE',
    [
      'translations.edit',
      'translations.suggest',
      'translation-comments.add',
      'translation-comments.set-state',
      'translation-labels.assign',
    ],
  ],
  ['REVIEW', ['translations.state-edit']],
  [
    'EDIT',
    [
      'keys.edit',
      'keys.delete',
      'keys.create',
      'screenshots.upload',
      'screenshots.delete',
      'translation-comments.edit',
      'translation-suggestions.manage',
      'translations.batch-by-tm',
      'translations.batch-machine',
      'batch-jobs.view',
      'prompts.view',
      'prompts.edit',
      // By way of `prompts.edit`.
      'project.edit',
      'languages.edit',
    ],
  ],
];

test('Tolgee has 38 scopes and six roles', () => {
  assert.equal(every.length, 38);
  assert.deepEqual(catalogue.roles, [...rolesOf.map(([role]) => role), 'MANAGE']);
  assert.equal(platform.ownerRole, 'MANAGE');
});

for (const [index, [role, adds]] of rolesOf.entries()) {
  test(`the role ${role} of Tolgee holds what the roles before it hold, and what it adds`, () => {
    const held = rolesOf.slice(0, index).flatMap(([, scopes]) => scopes);
    assert.deepEqual([...catalogue.roleScopes(role)].sort(), [...held, ...adds].sort());
  });
}

test('the role MANAGE of Tolgee holds every scope, by way of admin', () => {
  assert.deepEqual([...catalogue.roleScopes('MANAGE')], every);
  assert.deepEqual([...catalogue.expand(['admin'])], every);
});

const expansions: readonly (readonly [scope: string, others: readonly string[]])[] = [
  ['translations.edit', ['translations.view', 'keys.view']],
  ['translations.view', ['keys.view']],
  ['keys.create', ['keys.view']],
  ['screenshots.upload', ['screenshots.view', 'keys.view']],
  ['tasks.edit', ['tasks.view', 'translations.view', 'keys.view']],
  [
    'prompts.edit',
    ['prompts.view', 'project.edit', 'languages.edit', 'translations.view', 'screenshots.view', 'keys.view'],
  ],
  ['languages.edit', ['prompts.view']],
  ['members.edit', ['members.view']],
  ['translation-comments.add', ['translations.view', 'keys.view']],
  ['branch.protected-modify', ['translations.edit', 'translations.view', 'keys.view']],
  ['translations.batch-machine', ['translations.edit', 'translations.view', 'keys.view']],
  ['content-delivery.manage', ['content-delivery.publish']],
  ['all.view', [...view, 'members.view', 'batch-jobs.view', 'prompts.view', 'organization-quotas.view']],
];
for (const [scope, others] of expansions) {
  test(`the scope ${scope} of Tolgee comes with exactly those below it`, () =>
    assert.deepEqual([...catalogue.expand([scope])].sort(), [scope, ...others].sort()));
}

const leaves = [
  'activity.view',
  'batch-jobs.cancel',
  'batch-jobs.view',
  'branch.management',
  'content-delivery.publish',
  'keys.view',
  'members.view',
  'organization-quotas.view',
  'project.edit',
  'prompts.view',
  'webhooks.manage',
];
test('eleven scopes of Tolgee imply none', () =>
  assert.deepEqual(every.filter((scope) => catalogue.expand([scope]).size === 1).sort(), leaves));

test('PATs of Tolgee may do what their owner may, API keys have scopes, and legacy keys of both kinds go on working', () => {
  const formats = { mint: 'tolgee', accept: ['tolgee', 'legacy'] };
  assert.equal(platform.brand, 'tg');
  assert.deepEqual(platform.tokens, {
    pat: { ...formats, grants: 'levels', defaultLevel: 'full' },
    apiKey: formats,
  });
  assert.deepEqual(catalogue.levels, ['full']);
  assert.ok(catalogue.followsOwner('full'));
});

test('whoever may edit in Tolgee holds no permission to change more than content', () => {
  const held = permissionNames.filter((name) => catalogue.roleScopes('EDIT').has(catalogue.scopeOf(name)));
  assert.deepEqual(held, ['org.read', 'projects.read', 'rate-limits.read']);
});

test('an expiry is optional in Tolgee, up to 90 days at one click', () =>
  assert.deepEqual(platform.expiry, { required: false, presetsDays: [7, 30, 60, 90] }));
