import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parsePlatformFile } from './parse-platform-file.ts';
import { edited, faultsOf, testFaults } from './sample-file.fixture.ts';

testFaults([
  {
    name: 'a duplicate key, with the other faults of the file',
    edits: [
      ['brand: sm\n', 'brand: sm\nbrand: st\n'],
      ['ownerRole: OWNER', 'ownerRole: OWNR'],
    ],
    faults: [
      '4:1 brand: The key "brand" is here twice: remove one of the two or rename it',
      '24:12 ownerRole: There is no role "OWNR": did you mean "OWNER"?',
    ],
  },
  {
    name: 'of two equal keys, the faults of the second are reported where it stands',
    edits: [['brand: sm\n', 'brand: sm\nbrand: S\n']],
    faults: [
      '4:1 brand: The key "brand" is here twice: remove one of the two or rename it',
      '4:8 brand: This must be 2 to 16 lower-case letters and digits, starting with a letter',
    ],
  },
  {
    name: 'a key that is not text',
    edits: [['roles:\n', 'roles:\n  true: {description: Odd, scopes: []}\n']],
    faults: ['18:3 roles.true: The key "true" is not text: put it in quotes'],
  },
  {
    name: 'a list as a key',
    edits: [['brand: sm\n', 'brand: sm\n? [a, b]\n: 3\n']],
    faults: ['4:3 : A key here is not plain text: write a name before the colon'],
  },
  {
    name: 'what an alias stands for is at fault where it is written',
    edits: [
      ['pat: {mint: split, accept: [split]}', 'pat: &formats {mint: splat, accept: [split]}'],
      ['apiKey:\n    mint: split\n    accept: [split]', 'apiKey: *formats'],
    ],
    faults: [
      '5:24 tokens.pat.mint: This must be one of: split, tolgee, dotted, opaque',
      '5:24 tokens.apiKey.mint: This must be one of: split, tolgee, dotted, opaque',
    ],
  },
  {
    name: 'an alias without an anchor',
    edits: [['scopes: [admin]\nownerRole', 'scopes: *all\nownerRole']],
    faults: [
      '22:13 roles.OWNER.scopes: The alias "all" has no anchor before it: correct the name or write the value out',
    ],
  },
  {
    name: 'an alias within its own anchor',
    edits: [['includes: [MEMBER]', 'includes: &all [MEMBER, *all]']],
    faults: ['21:29 roles.OWNER.includes[1]: The alias "all" stands inside its own anchor: write the value out'],
  },
  {
    name: 'a second document',
    edits: [['ownerRole: OWNER\n', 'ownerRole: OWNER\n---\n']],
    faults: [
      '24:1 : A second document starts here: a platform file is one document, so remove this line and what follows',
    ],
  },
  {
    name: 'an unknown tag',
    edits: [['brand: sm', 'brand: !name sm']],
    faults: ['3:8 : This tag is not one that a platform file knows: remove it'],
  },
  {
    name: 'two errors of syntax',
    edits: [
      ['title: Sample', 'title: @Sample'],
      ['brand: sm', 'brand: `sm'],
    ],
    faults: [
      '2:8 : Plain value cannot start with reserved character @: put the value in quotes',
      '3:8 : Plain value cannot start with reserved character `: put the value in quotes',
    ],
  },
]);

const wholeFile: readonly (readonly [name: string, text: string, message: string])[] = [
  ['an empty text', '', 'The file is empty: describe a platform in it'],
  ['a text of comments', '# nothing\n# here\n', 'The file is empty: describe a platform in it'],
  ['a file over 1 MiB', `# ${'x'.repeat(1024 * 1024)}`, 'The file is larger than 1048576 bytes (1 MiB): shorten it'],
  [
    'a file over 1 MiB in UTF-8 alone',
    `# ${'é'.repeat(600_000)}`,
    'The file is larger than 1048576 bytes (1 MiB): shorten it',
  ],
  ['a list', '- a\n', 'This must be a map'],
  [
    'aliases within aliases',
    `a: &a [x, y]\nb: &b [${'*a, '.repeat(10)}]\nc: &c [${'*b, '.repeat(10)}]\nd: [*c, *c]\n`,
    'The aliases of this file multiply too much: write the values out',
  ],
];
for (const [name, text, message] of wholeFile) {
  test(`fault: ${name}`, () => assert.deepEqual(faultsOf(text), [`1:1 : ${message}`]));
}

test('fault: a tab as indentation', () => {
  assert.deepEqual(faultsOf('roles:\n\t- MEMBER\n'), ['2:1 : This line is indented with a tab: indent it with spaces']);
});

test('a hundred aliases are read and the next one is refused', () => {
  const withAliases = (count: number) => edited(['[7, 365]', `[&week 7${', *week'.repeat(count)}]`]);
  assert.ok(faultsOf(withAliases(100)).every((fault) => !fault.includes('alias')));
  assert.deepEqual(faultsOf(withAliases(101)), [
    '42:726 expiry.presetsDays[101]: There are more than 100 aliases: write the values out',
  ]);
});

test('nesting without end is a fault, whether or not YAML’s parser can follow it', () => {
  for (const depth of [40, 100, 600, 100_000]) {
    const text = `a: ${'['.repeat(depth)}${']'.repeat(depth)}`;
    assert.ok(!parsePlatformFile(text).ok, `depth ${depth}`);
  }
});
