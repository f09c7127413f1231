import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { type Permission, permissionNames } from '../permissions.ts';
import { createCatalogue } from './catalogue.ts';
import type { PlatformFile } from './platform-file.ts';

function platformWith(parts: Partial<PlatformFile>): PlatformFile {
  const scope = Object.keys(parts.scopes ?? {})[0] ?? 'a';
  return {
    platform: 'sample',
    title: 'Sample',
    brand: 'sm',
    tokens: { pat: { mint: 'split', accept: ['split'] } },
    scopes: { a: { description: 'A' } },
    roles: { OWNER: { description: 'Owns', scopes: [] } },
    ownerRole: 'OWNER',
    permissions: permissionsTo(scope),
    expiry: { required: false, presetsDays: [] },
    limits: {},
    ...parts,
  };
}

function permissionsTo(scope: string): Record<Permission, string> {
  return {
    'org.read': scope,
    'org.write': scope,
    'members.read': scope,
    'members.write': scope,
    'projects.read': scope,
    'projects.write': scope,
    'api-keys.read': scope,
    'api-keys.write': scope,
    'audit.read': scope,
    'rate-limits.read': scope,
    'rate-limits.write': scope,
  };
}

const graph = createCatalogue(
  platformWith({
    scopes: {
      a: { description: 'A', implies: ['b'] },
      b: { description: 'B', implies: ['c'] },
      c: { description: 'C' },
      x: { description: 'X', implies: ['y'] },
      y: { description: 'Y', implies: ['x', 'c'] },
      all: { description: 'All', satisfiesAll: true },
      boss: { description: 'Boss', implies: ['all'] },
      dangling: { description: 'Dangling', implies: ['gone', 'c'] },
    },
    roles: {
      NONE: { description: 'None', scopes: [] },
      READ: { description: 'Reads', scopes: ['b'] },
      WRITE: { description: 'Writes', includes: ['READ'], scopes: ['x'] },
      OWNER: { description: 'Owns', includes: ['WRITE', 'NONE'], scopes: ['boss'] },
      CIRCULAR: { description: 'Circular', includes: ['CIRCULAR', 'GONE'], scopes: ['c'] },
    },
    levels: {
      'read-only': { description: 'Reads', scopes: ['b'] },
      edit: { description: 'Edits', includes: ['read-only'], scopes: ['y'] },
    },
  }),
);
const every = ['a', 'all', 'b', 'boss', 'c', 'dangling', 'x', 'y'];

const expansions: readonly (readonly [guarantee: string, scopes: string[], expanded: string[]])[] = [
  ['no scopes expand to none', [], []],
  ['a scope that implies nothing expands to itself', ['c'], ['c']],
  ['implication is followed in any number of steps', ['a'], ['a', 'b', 'c']],
  ['scopes that imply each other expand to both, and to what either implies', ['x'], ['c', 'x', 'y']],
  ['a scope that satisfies all expands to every scope', ['all'], every],
  ['so does one that implies it', ['boss'], every],
  ['a scope that the platform lacks is left out', ['gone', 'c'], ['c']],
  ['a scope that the platform lacks is not implied either', ['dangling'], ['c', 'dangling']],
  ['a name that every object of JavaScript has is no scope', ['constructor', '__proto__'], []],
];
for (const [guarantee, scopes, expanded] of expansions) {
  test(`expand: ${guarantee}`, () => assert.deepEqual([...graph.expand(scopes)].sort(), expanded));
}

test('a scope is had exactly if the platform file defines it', () => {
  for (const scope of every) assert.ok(graph.has(scope));
  for (const scope of ['gone', '', 'constructor', '__proto__']) assert.ok(!graph.has(scope));
});

const roles: readonly (readonly [role: string, scopes: string[]])[] = [
  ['NONE', []],
  ['READ', ['b', 'c']],
  ['WRITE', ['b', 'c', 'x', 'y']],
  ['OWNER', every],
  ['CIRCULAR', ['c']],
];
for (const [role, scopes] of roles) {
  test(`the role ${role} has its own scopes and those of the roles it includes, expanded`, () =>
    assert.deepEqual([...graph.roleScopes(role)].sort(), scopes));
}

test('roles and levels come in the order of the file', () => {
  assert.deepEqual(graph.roles, ['NONE', 'READ', 'WRITE', 'OWNER', 'CIRCULAR']);
  assert.deepEqual(graph.levels, ['read-only', 'edit']);
});

test('a level has its own scopes and those of the levels it includes, expanded', () => {
  assert.deepEqual([...graph.levelScopes('edit')].sort(), ['b', 'c', 'x', 'y']);
});

test('a level that is everything has every scope, and so has one that includes it', () => {
  const { levelScopes, followsOwner } = createCatalogue(
    platformWith({
      scopes: { a: { description: 'A' }, b: { description: 'B' }, c: { description: 'C' } },
      levels: {
        some: { description: 'Some', scopes: ['a'] },
        not: { description: 'Not', scopes: ['a'], everything: false },
        full: { description: 'Full', everything: true },
        both: { description: 'Both', includes: ['some'], scopes: ['b'], everything: true },
        more: { description: 'More', includes: ['full'], scopes: [] },
        circular: { description: 'Circular', includes: ['circular', 'gone'], scopes: ['c'] },
      },
    }),
  );
  for (const level of ['full', 'both', 'more']) {
    assert.deepEqual([...levelScopes(level)].sort(), ['a', 'b', 'c']);
    assert.ok(followsOwner(level));
  }
  for (const [level, scope] of [
    ['some', 'a'],
    ['not', 'a'],
    ['circular', 'c'],
  ] as const) {
    assert.deepEqual([...levelScopes(level)], [scope]);
    assert.ok(!followsOwner(level));
  }
});

test('a level with a scope that satisfies all has every scope, and does not follow its owner', () => {
  const { levelScopes, followsOwner } = createCatalogue(
    platformWith({
      scopes: { a: { description: 'A' }, all: { description: 'All', satisfiesAll: true } },
      levels: { all: { description: 'All', scopes: ['all'] } },
    }),
  );
  assert.deepEqual([...levelScopes('all')].sort(), ['a', 'all']);
  assert.ok(!followsOwner('all'));
});

test('a platform without levels has none', () => {
  const { levels, hasLevel } = createCatalogue(platformWith({}));
  assert.deepEqual(levels, []);
  assert.ok(!hasLevel('full'));
});

test('an unknown role or level is a RangeError, and known by its absence', () => {
  for (const name of ['GONE', 'constructor', '']) {
    assert.ok(!graph.hasRole(name));
    assert.ok(!graph.hasLevel(name));
    assert.throws(() => graph.roleScopes(name), RangeError);
    assert.throws(() => graph.levelScopes(name), RangeError);
    assert.throws(() => graph.followsOwner(name), RangeError);
  }
  assert.ok(graph.hasRole('OWNER'));
  assert.ok(graph.hasLevel('edit'));
});

test('each permission has the scope that the platform file maps it to', () => {
  const { scopeOf } = createCatalogue(platformWith({ permissions: { ...permissionsTo('a'), 'audit.read': 'audits' } }));
  for (const permission of permissionNames) {
    assert.equal(scopeOf(permission), permission === 'audit.read' ? 'audits' : 'a');
  }
});

test('a change to the platform afterwards changes nothing', () => {
  const platform = platformWith({});
  const catalogue = createCatalogue(platform);
  platform.scopes.late = { description: 'Late' };
  platform.permissions['org.read'] = 'late';
  assert.ok(!catalogue.has('late'));
  assert.equal(catalogue.scopeOf('org.read'), 'a');
});

const scopeNames = ['a', 'b', 'c', 'd', 'e', 'f'];
const someScopes = fc.subarray([...scopeNames, 'gone']);
// Any graph at all: circles, self-implication and names that are defined nowhere, which the parser would refuse, included.
const anyCatalogue = fc
  .record({
    edges: fc.array(someScopes, { minLength: scopeNames.length, maxLength: scopeNames.length }),
    satisfyingAll: fc.option(fc.constantFrom(...scopeNames)),
  })
  .map(({ edges, satisfyingAll }) => {
    const scopes = scopeNames.map((name, index) => {
      return [name, { description: name, implies: edges[index] ?? [], satisfiesAll: name === satisfyingAll }] as const;
    });
    return createCatalogue(platformWith({ scopes: Object.fromEntries(scopes) }));
  });

test('expand gives what it was given, as far as the platform has it', () => {
  fc.assert(
    fc.property(anyCatalogue, someScopes, (catalogue, scopes) => {
      const expanded = catalogue.expand(scopes);
      for (const scope of scopes) assert.equal(expanded.has(scope), catalogue.has(scope));
    }),
  );
});

test('to expand twice is to expand once', () => {
  fc.assert(
    fc.property(anyCatalogue, someScopes, (catalogue, scopes) => {
      const once = catalogue.expand(scopes);
      assert.deepEqual([...catalogue.expand(once)].sort(), [...once].sort());
    }),
  );
});

test('more scopes never expand to fewer', () => {
  fc.assert(
    fc.property(anyCatalogue, someScopes, someScopes, (catalogue, some, others) => {
      assert.ok(catalogue.expand(some).isSubsetOf(catalogue.expand([...some, ...others])));
    }),
  );
});

test('scopes expanded together are those expanded one by one', () => {
  fc.assert(
    fc.property(anyCatalogue, someScopes, (catalogue, scopes) => {
      const oneByOne = new Set(scopes.flatMap((scope) => [...catalogue.expand([scope])]));
      assert.deepEqual([...catalogue.expand(scopes)].sort(), [...oneByOne].sort());
    }),
  );
});

test('what a scope implies is in its expansion, and every scope there is if it satisfies all', () => {
  fc.assert(
    fc.property(anyCatalogue, fc.constantFrom(...scopeNames), (catalogue, scope) => {
      const { implies = [], satisfiesAll } = catalogue.platform.scopes[scope] ?? {};
      const due = satisfiesAll ? scopeNames : implies.filter(catalogue.has);
      assert.ok(new Set(due).isSubsetOf(catalogue.expand([scope])));
    }),
  );
});
