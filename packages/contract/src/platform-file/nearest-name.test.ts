import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { nearestName } from './nearest-name.ts';

const names = ['keys.read', 'keys.write', 'org.read', 'tm.read', 'ai'];

const cases: readonly (readonly [guarantee: string, name: string, nearest: string | undefined])[] = [
  ['a letter too few', 'keys.wrte', 'keys.write'],
  ['a letter too many', 'keyss.read', 'keys.read'],
  ['another letter', 'keys.reed', 'keys.read'],
  ['two letters swapped', 'ogr.raed', 'org.read'],
  ['another case', 'KEYS.READ', 'keys.read'],
  ['a short name with one slip', 'at', 'ai'],
  ['a short name with two slips is like nothing', 'xy', undefined],
  ['a name with four slips is like nothing', 'kkkkk.read', undefined],
  ['nothing at all is like nothing', '', undefined],
];
for (const [guarantee, name, nearest] of cases) {
  test(`nearest name: ${guarantee}`, () => assert.equal(nearestName(name, names), nearest));
}

test('of equally near names the first is given', () => {
  assert.equal(nearestName('role3', ['role1', 'role2']), 'role1');
});

test('a known name is nearest to itself', () => {
  const name = fc.stringMatching(/^[a-z.]{1,12}$/);
  fc.assert(
    fc.property(fc.uniqueArray(name, { minLength: 1, maxLength: 10 }), (known) => {
      for (const each of known) assert.equal(nearestName(each, known), each);
    }),
  );
});

test('one slip in a name of three letters or more finds it again', () => {
  const name = fc.stringMatching(/^[a-z]{3,12}$/);
  fc.assert(
    fc.property(name, fc.nat(), fc.constantFrom('', '-', 'keep'), (known, place, slip) => {
      const at = place % known.length;
      const slipped = known.slice(0, at) + (slip === 'keep' ? `-${known[at]}` : slip) + known.slice(at + 1);
      assert.equal(nearestName(slipped, [known]), known);
    }),
  );
});

test('among more names than a platform file may define, none is looked for', () => {
  const many = Array.from({ length: 1001 }, (_, index) => `scope-${index}`);
  assert.equal(nearestName('scope-7', many), undefined);
  assert.equal(nearestName('scope-7', many.slice(0, 1000)), 'scope-7');
});
