import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { test } from 'node:test';
import fc from 'fast-check';
import { parsePlatformFile } from './parse-platform-file.ts';
import { type Edit, edited, faultsOf, sampleFile } from './sample-file.fixture.ts';

test('a valid file is read as the platform it describes', () => {
  const parsed = parsePlatformFile(sampleFile);
  assert.ok(parsed.ok);
  assert.equal(parsed.platform.brand, 'sm');
  assert.deepEqual(parsed.platform.roles.OWNER, { description: 'Owns', includes: ['MEMBER'], scopes: ['admin'] });
  assert.equal(parsed.platform.permissions['projects.read'], 'read:projects');
});

const levels = sampleFile.slice(sampleFile.indexOf('levels:'), sampleFile.indexOf('permissions:'));
const tolerated: readonly (readonly [name: string, edit: Edit])[] = [
  ['scopes may imply each other', ['{description: Read keys}', '{description: Read keys, implies: [keys.write]}']],
  ['a platform may have no API keys', ['  apiKey:\n    mint: split\n    accept: [split]\n', '']],
  ['a platform may have no PATs', ['  pat: {mint: split, accept: [split]}\n', '']],
  ['levels may be left out', [levels, '']],
  ['levels may be empty', [levels, 'levels: {}\n']],
  ['limits may be empty', ['limits:\n  livePatsPerUser: 10\n', 'limits: {}\n']],
  ['a role may have no scopes', ['Works, scopes: [keys.read]', 'Works, scopes: []']],
  [
    'legacy keys may be accepted',
    ['pat: {mint: split, accept: [split]}', 'pat: {mint: split, accept: [split, legacy]}'],
  ],
  [
    'PATs may be minted in one format while another is accepted',
    ['pat: {mint: split, accept: [split]}', 'pat: {mint: opaque, accept: [opaque, split]}'],
  ],
  ['PATs may be minted with levels', ['pat: {mint: split,', 'pat: {grants: levels, mint: split,']],
  ['PATs may have a default level', ['pat: {mint: split,', 'pat: {grants: levels, defaultLevel: full, mint: split,']],
  ['a level may be everything and no scopes', ['includes: [read-only], scopes: [admin]', 'everything: true']],
  [
    'a level may be everything and list scopes too',
    ['scopes: [admin]}\nperm', 'scopes: [admin], everything: true}\nperm'],
  ],
  ['a scope may manage tokens', ['expiry:\n', 'tokenManagingScope: admin\nexpiry:\n']],
  ['a bad credential may be answered with 403', ['expiry:\n', 'unauthenticatedStatus: 403\nexpiry:\n']],
  [
    'a bad credential may be answered with 401 in so many words',
    ['expiry:\n', 'unauthenticatedStatus: 401\nexpiry:\n'],
  ],
  ['there may be no grace at all', ['limits:\n', 'rotation: {maximumGraceSeconds: 0}\nlimits:\n']],
  ['rotation may be empty', ['limits:\n', 'rotation: {}\nlimits:\n']],
  ['the default life may be the longest', ['maximumDays: 365\n', 'maximumDays: 365\n  defaultDays: 365\n']],
  ['there may be no maximum', ['  maximumDays: 365\n', '']],
  [
    'an anchor may be used again',
    [
      'pat: {mint: split, accept: [split]}\n  apiKey:\n    mint: split\n    accept: [split]',
      'pat: &formats {mint: split, accept: [split]}\n  apiKey: *formats',
    ],
  ],
];
for (const [name, edit] of tolerated) test(name, () => assert.deepEqual(faultsOf(edited(edit)), []));

test('faults are reported together, in the order of their lines', () => {
  const text = edited(
    ['brand: sm', 'brand: S'],
    ['implies: [keys.read]', 'implies: [keys.raed]'],
    ['description: Owns', 'description: 3'],
    ['ownerRole: OWNER', 'ownerRole: KING'],
    ['maximumDays: 365', 'maximumDays: many'],
    ['livePatsPerUser: 10', 'livePats: 10'],
  );
  assert.deepEqual(
    faultsOf(text).map((fault) => fault.split(': ')[0]),
    [
      '3:8 brand',
      '13:15 scopes["keys.write"].implies[0]',
      '20:18 roles.OWNER.description',
      '23:12 ownerRole',
      '41:16 expiry.maximumDays',
      '44:3 limits.livePats',
    ],
  );
});

test('names out of the file come escaped and clipped in messages', () => {
  const [fault = ''] = faultsOf(edited(['ownerRole: OWNER', `ownerRole: "\\e[31m${'x'.repeat(500)}"`]));
  assert.ok(fault.includes('"\\u001b[31mxxx'));
  assert.ok(fault.length < 200);
});

test('whatever the text, there is an answer: a platform, or faults with a place within the text', () => {
  const piece = fc.oneof(
    fc.constantFrom(...sampleFile.split('\n')),
    fc.constantFrom(
      '&a',
      '*a',
      '- ',
      '? ',
      ': ',
      '[',
      '{',
      '}',
      ']',
      '"',
      '|',
      '<<: ',
      '!!set ',
      '---',
      '%YAML 1.1',
      '\t',
    ),
    fc.string({ unit: 'binary' }),
  );
  fc.assert(
    fc.property(fc.array(piece), fc.constantFrom('\n', ''), (pieces, joint) => {
      const text = pieces.join(joint);
      const parsed = parsePlatformFile(text);
      if (parsed.ok) return;
      assert.ok(parsed.faults.length > 0);
      const lines = text.split('\n').length;
      for (const { line, column } of parsed.faults) assert.ok(line >= 1 && line <= lines + 1 && column >= 1);
    }),
    { numRuns: 500 },
  );
});

const platformsFolder = new URL('../../../../platforms/', import.meta.url);
const shipped = readdirSync(platformsFolder).filter((name) => name.endsWith('.yaml'));

test('there are platform files to check', () => assert.ok(shipped.includes('translately.yaml')));

for (const name of shipped) {
  test(`platforms/${name} is valid and named after its platform`, () => {
    const parsed = parsePlatformFile(readFileSync(new URL(name, platformsFolder), 'utf8'));
    assert.deepEqual(parsed.ok ? [] : parsed.faults, []);
    assert.ok(parsed.ok);
    assert.equal(`${parsed.platform.platform}.yaml`, name);
  });
}
