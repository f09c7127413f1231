import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Settings } from 'typebox/system';
import { edited, faultsOf, testFaults } from './sample-file.fixture.ts';

testFaults([
  {
    name: 'a misspelt key is named with the key it was meant to be',
    edits: [['    description: Write keys', '    descripton: Write keys']],
    faults: [
      '11:3 scopes["keys.write"].description: The key "description" is missing here: add it',
      '12:5 scopes["keys.write"].descripton: There is no key "descripton": did you mean "description"?',
    ],
  },
  {
    name: 'an unknown key like no other is answered with the keys there are',
    edits: [['limits:\n', 'limits:\n  zebra: 1\n']],
    faults: ['44:3 limits.zebra: There is no key "zebra": the keys here are livePatsPerUser, liveApiKeysPerProject'],
  },
  {
    name: 'a missing key of the file is reported at its start',
    edits: [['title: Sample\n', '']],
    faults: ['1:1 title: The key "title" is missing: add it'],
  },
  {
    name: 'a missing key within a map is reported at the key of that map',
    edits: [['  audit.read: keys.read\n', '']],
    faults: ['27:1 permissions["audit.read"]: The key "audit.read" is missing here: add it'],
  },
  {
    name: 'a brand that breaks its pattern is told what a brand is',
    edits: [['brand: sm', 'brand: S-M']],
    faults: ['3:8 brand: This must be 2 to 16 lower-case letters and digits, starting with a letter'],
  },
  {
    name: 'a name of a platform that is not kebab case is told what is',
    edits: [['platform: sample', 'platform: my_sample']],
    faults: [
      '1:11 platform: This must be lower-case letters and digits in words joined by hyphens, starting with a letter, such as part-db',
    ],
  },
  {
    name: 'a scope whose name breaks its pattern is reported at its key, and once',
    edits: [
      ['  read:projects: {', '  Read projects: {'],
      ['projects.read: read:projects', 'projects.read: Read projects'],
    ],
    faults: [
      '14:3 scopes["Read projects"]: The name "Read projects" must be 1 to 64 lower-case letters, digits, and _ . : -, starting with a letter or digit',
    ],
  },
  {
    name: 'a role whose name breaks its pattern is reported at its key',
    edits: [['  MEMBER: {', '  2ND: {description: Second, scopes: []}\n  MEMBER: {']],
    faults: ['18:3 roles["2ND"]: The name "2ND" must be 1 to 32 letters, digits, and _ -, starting with a letter'],
  },
  {
    name: 'text where a map belongs',
    edits: [['  keys.read: {description: Read keys}', '  keys.read: Read keys']],
    faults: ['10:14 scopes["keys.read"]: This must be a map'],
  },
  {
    name: 'text where a list belongs',
    edits: [['includes: [MEMBER]', 'includes: MEMBER']],
    faults: ['21:15 roles.OWNER.includes: This must be a list'],
  },
  {
    name: 'a number where text belongs',
    edits: [['title: Sample', 'title: 12']],
    faults: ['2:8 title: This must be text: write it, in quotes if it looks like a number or a word of YAML’s own'],
  },
  {
    name: 'nothing after a colon',
    edits: [['  required: false', '  required:']],
    faults: ['40:12 expiry.required: This must be true or false'],
  },
  {
    name: 'a fraction of a day',
    edits: [['presetsDays: [7, 365]', 'presetsDays: [7.5, 365]']],
    faults: ['42:17 expiry.presetsDays[0]: This must be a whole number'],
  },
  {
    name: 'a maximum of no days',
    edits: [['maximumDays: 365', 'maximumDays: 0']],
    faults: ['41:16 expiry.maximumDays: This must be at least 1'],
  },
  {
    name: 'a maximum of more than ten years',
    edits: [['maximumDays: 365', 'maximumDays: 3651']],
    faults: ['41:16 expiry.maximumDays: This must be at most 3650'],
  },
  {
    name: 'a limit of nothing',
    edits: [['livePatsPerUser: 10', 'livePatsPerUser: 0']],
    faults: ['44:20 limits.livePatsPerUser: This must be at least 1'],
  },
  {
    name: 'a token format that does not exist',
    edits: [['    mint: split', '    mint: splat']],
    faults: ['7:11 tokens.apiKey.mint: This must be one of: split, tolgee, dotted, opaque'],
  },
  {
    name: 'an accepted token format that does not exist hides no second fault and makes none',
    edits: [['    accept: [split]', '    accept: [splat]']],
    faults: ['8:14 tokens.apiKey.accept[0]: This must be one of: split, tolgee, dotted, opaque, legacy'],
  },
  {
    name: 'legacy keys where tokens are minted',
    edits: [['pat: {mint: split, accept: [split]}', 'pat: {mint: legacy, accept: [split, legacy]}']],
    faults: [
      '5:15 tokens.pat.mint: Keys of the format legacy are accepted, never minted: this must be one of: split, tolgee, dotted, opaque',
    ],
  },
  {
    name: 'PATs that are minted with neither scopes nor levels',
    edits: [['pat: {mint: split,', 'pat: {grants: roles, defaultLevel: full, mint: split,']],
    faults: ['5:17 tokens.pat.grants: This must be one of: scopes, levels'],
  },
  {
    name: 'API keys that are minted with levels',
    edits: [['  apiKey:\n', '  apiKey:\n    grants: levels\n']],
    faults: ['7:5 tokens.apiKey.grants: There is no key "grants": the keys here are mint, accept'],
  },
  {
    name: 'a level that is everything in a word that YAML does not take for true',
    edits: [['Does all, includes: [read-only], scopes: [admin]', 'Does all, everything: yes']],
    faults: ['26:45 levels.full.everything: This must be true or false'],
  },
  {
    name: 'a role that is everything, as a level may be',
    edits: [['    description: Owns\n', '    description: Owns\n    everything: true\n']],
    faults: [
      '21:5 roles.OWNER.everything: There is no key "everything": the keys here are description, includes, scopes',
    ],
  },
  {
    name: 'a status of a bad credential that is neither of the two',
    edits: [['expiry:\n', 'unauthenticatedStatus: 404\nexpiry:\n']],
    faults: ['39:24 unauthenticatedStatus: This must be one of: 401, 403'],
  },
  {
    name: 'a grace of less than no time',
    edits: [['limits:\n', 'rotation: {maximumGraceSeconds: -1}\nlimits:\n']],
    faults: ['43:33 rotation.maximumGraceSeconds: This must be at least 0'],
  },
  {
    name: 'a grace of more than thirty days',
    edits: [['limits:\n', 'rotation: {maximumGraceSeconds: 2592001}\nlimits:\n']],
    faults: ['43:33 rotation.maximumGraceSeconds: This must be at most 2592000'],
  },
  {
    name: 'a default life of no days',
    edits: [['  maximumDays: 365\n', '  maximumDays: 365\n  defaultDays: 0\n']],
    faults: ['42:16 expiry.defaultDays: This must be at least 1'],
  },
  {
    name: 'a default life beyond every maximum is reported once',
    edits: [['  maximumDays: 365\n', '  maximumDays: 365\n  defaultDays: 3651\n']],
    faults: ['42:16 expiry.defaultDays: This must be at most 3650'],
  },
  {
    name: 'an empty description',
    edits: [['description: Write keys', "description: ''"]],
    faults: ['12:18 scopes["keys.write"].description: This is empty: write something'],
  },
  {
    name: 'a title that is too long',
    edits: [['title: Sample', `title: ${'x'.repeat(81)}`]],
    faults: ['2:8 title: This must be at most 80 characters long'],
  },
  {
    name: 'a platform without any kind of credential',
    edits: [
      ['  pat: {mint: split, accept: [split]}\n', ''],
      ['tokens:\n  apiKey:\n    mint: split\n    accept: [split]', 'tokens: {}'],
    ],
    faults: ['4:9 tokens: This must have at least 1 entry'],
  },
  {
    name: 'more presets than a console can show',
    edits: [['[7, 365]', `[${Array.from({ length: 21 }, (_, day) => day + 1).join(', ')}]`]],
    faults: ['42:16 expiry.presetsDays: This must have at most 20 entries'],
  },
]);

test('no number of faults is too many to report', () => {
  const names = Array.from({ length: 300 }, (_, index) => `  scope-${index}: {}\n`).join('');
  const faults = faultsOf(edited(['scopes:\n', `scopes:\n${names}`]));
  assert.equal(faults.length, 300);
  assert.equal(Settings.Get().maxErrors, 8, 'the setting of the process is as it was');
});
