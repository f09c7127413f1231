import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { toBase32 } from './base32.ts';
import { partsOf } from './format-samples.fixture.ts';
import { credentialKinds } from './token.ts';
import { readProjectId, tolgee } from './tolgee.ts';

/** Document 001 gives these two. */
const documentsKey = 'tgpak_ha3tkxzton2wm4twmrsgkmtgmnsgw4bqgvttemttnrwwoyld';
const documentsPat = 'tgpat_rh7887fjl1d3q834k5srpql4nj53dmv45d29estbce9arndgmda';
const secret = 'x'.repeat(43);
const key = { kind: 'api-key', projectId: '01JABCDEFGHJKMNPQRSTVWXYZ0', prefix: 'k9c4n2xb', secret } as const;

for (const kind of credentialKinds) {
  test(`the parts of any ${kind} read back`, () => {
    fc.assert(
      fc.property(partsOf(tolgee, kind), (parts) => {
        assert.deepEqual(tolgee.parse('tg', kind, tolgee.format('tg', parts)), parts);
      }),
    );
  });
}

test('an API key is tgpak_ and the base32 of the project id, an underscore and the key', () => {
  assert.equal(tolgee.format('tg', key), `tgpak_${toBase32(`01JABCDEFGHJKMNPQRSTVWXYZ0_k9c4n2xb${secret}`)}`);
});

test('a PAT is tgpat_ and 51 characters of 0-9 and a-v, as in the document', () => {
  const pat = tolgee.format('tg', { kind: 'pat', projectId: '', prefix: 'rh7887fj', secret: 'v'.repeat(43) });
  assert.match(pat, /^tgpat_[0-9a-v]{51}$/);
  assert.equal(pat.length, documentsPat.length);
});

test('the project id of the document’s own example is 875', () => {
  assert.equal(readProjectId('tg', documentsKey), '875');
});

test('the project id of any key is read from it', () => {
  fc.assert(
    fc.property(partsOf(tolgee, 'api-key'), (parts) => {
      assert.equal(readProjectId('tg', tolgee.format('tg', parts)), parts.projectId);
    }),
  );
});

for (const [what, token] of [
  ['a PAT', documentsPat],
  ['a key of another brand', documentsKey.replace('tg', 'xx')],
  ['a key without its prefix', documentsKey.slice(6)],
  ['a key that is not base32', 'tgpak_10101010'],
  ['base32 without an underscore', `tgpak_${toBase32('875')}`],
  ['base32 that begins with the underscore', `tgpak_${toBase32('_key')}`],
  ['a string longer than any key', `tgpak_${toBase32(`1_${'k'.repeat(300)}`)}`],
  ['nothing', ''],
] as const) {
  test(`${what} names no project`, () => {
    assert.equal(readProjectId('tg', token), null);
  });
}

test('an old key of this shape is none of ours: its inner key has another length', () => {
  assert.equal(tolgee.parse('tg', 'api-key', documentsKey), null);
});

test('the public prefix shows the kind and the 8 characters that are stored', () => {
  assert.equal(tolgee.publicPrefix('tg', 'api-key', 'k9c4n2xb'), 'tgpak_k9c4n2xb');
  assert.equal(tolgee.publicPrefix('tg', 'pat', 'rh7887fj'), 'tgpat_rh7887fj');
});

test('the check digits of a key cover its project, so that a key cannot be moved to another one', () => {
  assert.notEqual(tolgee.head('tg', key), tolgee.head('tg', { ...key, projectId: '01JABCDEFGHJKMNPQRSTVWXYZ1' }));
});
