import assert from 'node:assert/strict';
import { test } from 'node:test';
import { groupScopes, impliedBy } from './scope-groups.ts';

const scope = (name: string, ...implies: string[]) => ({ scope: name, description: name, implies });
const catalogue = [
  scope('keys.read'),
  scope('keys.write', 'keys.read'),
  scope('keys.purge', 'keys.write'),
  scope('tests:write'),
  scope('admin'),
];

test('scopes stand by resource, in the order of the catalogue, each exactly once', () => {
  const groups = groupScopes(catalogue);
  assert.deepEqual(
    groups.map(({ resource, read, write, others }) => [
      resource,
      read?.scope,
      write?.scope,
      others.map((o) => o.action),
    ]),
    [
      ['keys', 'keys.read', 'keys.write', ['purge']],
      ['tests', undefined, 'tests:write', []],
      ['general', undefined, undefined, ['admin']],
    ],
  );
});

test('what comes along is worked out in any number of steps, and names what brings it', () => {
  assert.deepEqual(
    [...impliedBy(catalogue, ['keys.purge'])],
    [
      ['keys.write', 'keys.purge'],
      ['keys.read', 'keys.purge'],
    ],
  );
  assert.deepEqual([...impliedBy(catalogue, ['keys.read', 'admin'])], []);
});

test('a circle of implications ends', () => {
  const circle = [scope('a.read', 'b.read'), scope('b.read', 'a.read')];
  assert.deepEqual([...impliedBy(circle, ['a.read'])], [['b.read', 'a.read']]);
});
