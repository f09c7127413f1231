import assert from 'node:assert/strict';
import { test } from 'node:test';
import { edited, faultsOf, sampleFile, testFaults } from './sample-file.fixture.ts';

const levels = sampleFile.slice(sampleFile.indexOf('levels:'), sampleFile.indexOf('permissions:'));

testFaults([
  {
    name: 'a scope that implies an unknown scope',
    edits: [['implies: [keys.read]', 'implies: [keys.raed]']],
    faults: ['13:15 scopes["keys.write"].implies[0]: There is no scope "keys.raed": did you mean "keys.read"?'],
  },
  {
    name: 'a role with an unknown scope, at its own line of a long list',
    edits: [['    scopes: [admin]\nownerRole', '    scopes:\n      - admin\n      - keys.delete\nownerRole']],
    faults: ['24:9 roles.OWNER.scopes[1]: There is no scope "keys.delete": define it or remove it'],
  },
  {
    name: 'a level with an unknown scope',
    edits: [['Reads, scopes: [keys.read]', 'Reads, scopes: [Keys.Read]']],
    faults: ['25:44 levels.read-only.scopes[0]: There is no scope "Keys.Read": did you mean "keys.read"?'],
  },
  {
    name: 'a permission mapped to an unknown scope',
    edits: [['  org.read: keys.read', '  org.read: org.read']],
    faults: ['28:13 permissions["org.read"]: There is no scope "org.read": define it or remove it'],
  },
  {
    name: 'a scope that only every object of JavaScript has',
    edits: [['implies: [keys.read]', 'implies: [constructor]']],
    faults: ['13:15 scopes["keys.write"].implies[0]: There is no scope "constructor": define it or remove it'],
  },
  {
    name: 'a role that includes an unknown role',
    edits: [['includes: [MEMBER]', 'includes: [MEMBRE]']],
    faults: ['21:16 roles.OWNER.includes[0]: There is no role "MEMBRE": did you mean "MEMBER"?'],
  },
  {
    name: 'an unknown owner role',
    edits: [['ownerRole: OWNER', 'ownerRole: KING']],
    faults: ['23:12 ownerRole: There is no role "KING": define it or remove it'],
  },
  {
    name: 'a level that includes an unknown level',
    edits: [['includes: [read-only]', 'includes: [readonly]']],
    faults: ['26:44 levels.full.includes[0]: There is no level "readonly": did you mean "read-only"?'],
  },
  {
    name: 'roles that include each other',
    edits: [['MEMBER: {description: Works,', 'MEMBER: {description: Works, includes: [OWNER],']],
    faults: ['21:16 roles.OWNER.includes[0]: "MEMBER" includes "OWNER", which includes "MEMBER": remove one of these'],
  },
  {
    name: 'a role that includes itself',
    edits: [['includes: [MEMBER]', 'includes: [MEMBER, OWNER]']],
    faults: ['21:24 roles.OWNER.includes[1]: "OWNER" includes "OWNER": remove one of these'],
  },
  {
    name: 'levels that include each other',
    edits: [['{description: Reads,', '{description: Reads, includes: [full],']],
    faults: [
      '26:44 levels.full.includes[0]: "read-only" includes "full", which includes "read-only": remove one of these',
    ],
  },
  {
    name: 'every circle through one role is reported, not the first alone',
    edits: [
      ['MEMBER: {description: Works,', 'MEMBER: {description: Works, includes: [OWNER, OTHER],'],
      ['  OWNER:\n', '  OTHER: {description: Else, includes: [MEMBER], scopes: []}\n  OWNER:\n'],
    ],
    faults: [
      '19:41 roles.OTHER.includes[0]: "MEMBER" includes "OTHER", which includes "MEMBER": remove one of these',
      '22:16 roles.OWNER.includes[0]: "MEMBER" includes "OWNER", which includes "MEMBER": remove one of these',
    ],
  },
  {
    name: 'a scope that implies itself',
    edits: [['implies: [keys.read]', 'implies: [keys.read, keys.write]']],
    faults: ['13:26 scopes["keys.write"].implies[1]: The scope "keys.write" implies itself: remove this entry'],
  },
  {
    name: 'a scope that is listed twice',
    edits: [['Works, scopes: [keys.read]', 'Works, scopes: [keys.read, admin, keys.read]']],
    faults: ['18:59 roles.MEMBER.scopes[2]: "keys.read" is listed twice: remove this entry'],
  },
  {
    name: 'a format that is accepted twice',
    edits: [['    accept: [split]', '    accept: [split, split]']],
    faults: ['8:21 tokens.apiKey.accept[1]: "split" is listed twice: remove this entry'],
  },
  {
    name: 'a preset that is listed twice',
    edits: [['[7, 365]', '[7, 365, 7]']],
    faults: ['42:25 expiry.presetsDays[2]: "7" is listed twice: remove this entry'],
  },
  {
    name: 'a preset beyond the maximum',
    edits: [['[7, 365]', '[7, 366]']],
    faults: ['42:20 expiry.presetsDays[1]: This preset is longer than "maximumDays" (365): shorten it or remove it'],
  },
  {
    name: 'a minted format that is not accepted',
    edits: [['pat: {mint: split, accept: [split]}', 'pat: {mint: split, accept: []}']],
    faults: ['5:15 tokens.pat.mint: Tokens of the format split are minted but not accepted: add split to "accept"'],
  },
  {
    name: 'a minted format that is not accepted where legacy keys are',
    edits: [['pat: {mint: split, accept: [split]}', 'pat: {mint: opaque, accept: [split, legacy]}']],
    faults: ['5:15 tokens.pat.mint: Tokens of the format opaque are minted but not accepted: add opaque to "accept"'],
  },
  {
    name: 'PATs that are minted with levels where there are none',
    edits: [
      ['pat: {mint: split,', 'pat: {grants: levels, mint: split,'],
      [levels, ''],
    ],
    faults: [
      '5:17 tokens.pat.grants: PATs are minted with levels, and there are none: define some in "levels" or write scopes here',
    ],
  },
  {
    name: 'PATs that are minted with levels where the map of them is empty',
    edits: [
      ['pat: {mint: split,', 'pat: {grants: levels, mint: split,'],
      [levels, 'levels: {}\n'],
    ],
    faults: [
      '5:17 tokens.pat.grants: PATs are minted with levels, and there are none: define some in "levels" or write scopes here',
    ],
  },
  {
    name: 'an unknown default level',
    edits: [['pat: {mint: split,', 'pat: {grants: levels, defaultLevel: fill, mint: split,']],
    faults: ['5:39 tokens.pat.defaultLevel: There is no level "fill": did you mean "full"?'],
  },
  {
    name: 'a default level of PATs that are minted with scopes by default',
    edits: [['pat: {mint: split,', 'pat: {defaultLevel: full, mint: split,']],
    faults: [
      '5:9 tokens.pat.defaultLevel: PATs are minted with scopes, not levels: remove this key or add "grants: levels"',
    ],
  },
  {
    name: 'a default level of PATs that are minted with scopes in so many words',
    edits: [['pat: {mint: split,', 'pat: {grants: scopes, defaultLevel: full, mint: split,']],
    faults: [
      '5:25 tokens.pat.defaultLevel: PATs are minted with scopes, not levels: remove this key or add "grants: levels"',
    ],
  },
  {
    name: 'a level with neither scopes nor everything',
    edits: [['Does all, includes: [read-only], scopes: [admin]', 'Does all, includes: [read-only]']],
    faults: ['26:3 levels.full.scopes: The key "scopes" is missing here: add it, or "everything: true"'],
  },
  {
    name: 'a level without scopes that says it is not everything',
    edits: [['Does all, includes: [read-only], scopes: [admin]', 'Does all, everything: false']],
    faults: ['26:3 levels.full.scopes: The key "scopes" is missing here: add it, or "everything: true"'],
  },
  {
    name: 'an unknown scope to manage tokens by',
    edits: [['expiry:\n', 'tokenManagingScope: admn\nexpiry:\n']],
    faults: ['39:21 tokenManagingScope: There is no scope "admn": did you mean "admin"?'],
  },
  {
    name: 'a default life beyond the maximum',
    edits: [['  maximumDays: 365\n', '  maximumDays: 365\n  defaultDays: 366\n']],
    faults: ['42:16 expiry.defaultDays: This default is longer than "maximumDays" (365): shorten it or remove it'],
  },
]);

test('where scopes or roles are missing, names of them are not reported one by one', () => {
  const text = edited(
    [sampleFile.slice(sampleFile.indexOf('scopes:'), sampleFile.indexOf('roles:')), ''],
    ['roles:\n  MEMBER: {description: Works, scopes: [keys.read]}\n', 'roles: 3\nrest:\n'],
  );
  assert.deepEqual(
    faultsOf(text).map((fault) => fault.split(': ')[0]),
    ['1:1 scopes', '9:8 roles', '10:1 rest'],
  );
});
