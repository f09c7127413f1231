import assert from 'node:assert/strict';
import { test } from 'node:test';
import { judge, type Snapshot, type Verdict } from './verdict.ts';

const now = 1_000_000;
const sound: Snapshot = {
  credentialId: 'credential',
  kind: 'pat',
  principal: { kind: 'anonymous' },
  ownerDisabled: false,
  revokedAt: null,
  secretValidUntil: null,
  expiresAt: null,
  allows: (address) => address === '192.0.2.1',
};

const revoked = { revokedAt: now - 1 };
const expired = { expiresAt: now };
const disabled = { ownerDisabled: true };
const elsewhere = '198.51.100.1';

const cases: readonly (readonly [
  what: string,
  change: Partial<Snapshot>,
  address: string | undefined,
  outcome: Verdict['outcome'],
])[] = [
  ['nothing is wrong', {}, undefined, 'valid'],
  ['it expires in a millisecond', { expiresAt: now + 1 }, undefined, 'valid'],
  ['it expires now', { expiresAt: now }, undefined, 'expired'],
  ['it expired long ago', { expiresAt: 1 }, undefined, 'expired'],
  ['it was revoked', revoked, undefined, 'revoked'],
  ['it was revoked at the epoch', { revokedAt: 0 }, undefined, 'revoked'],
  ['its owner is disabled', disabled, undefined, 'owner-disabled'],
  ['it comes from elsewhere', {}, elsewhere, 'network-refused'],
  ['revoked and everything else', { ...revoked, ...expired, ...disabled }, elsewhere, 'revoked'],
  ['revoked and expired', { ...revoked, ...expired }, undefined, 'revoked'],
  ['expired, its owner disabled, from elsewhere', { ...expired, ...disabled }, elsewhere, 'expired'],
  ['its owner disabled, from elsewhere', disabled, elsewhere, 'owner-disabled'],
];

for (const [what, change, address = '192.0.2.1', outcome] of cases) {
  test(`${outcome} where: ${what}`, () => {
    assert.equal(judge({ ...sound, ...change }, now, address).outcome, outcome);
  });
}

test('a valid verdict carries who acts; a refusal which credential it was and who would have acted', () => {
  assert.deepEqual(judge(sound, now, '192.0.2.1'), {
    outcome: 'valid',
    principal: sound.principal,
    credentialId: 'credential',
  });
  assert.deepEqual(judge({ ...sound, ...revoked }, now, '192.0.2.1'), {
    outcome: 'revoked',
    principal: sound.principal,
    credentialId: 'credential',
  });
});
