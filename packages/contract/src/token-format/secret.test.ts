import assert from 'node:assert/strict';
import { test } from 'node:test';
import { crc32 } from 'node:zlib';
import fc from 'fast-check';
import { base62Alphabet, toBase62 } from './base62.ts';
import { checkDigits, hasValidCheckDigits, secretLayout, splitSecret } from './secret.ts';

const base62 = (length: number) =>
  fc
    .array(fc.constantFrom(...base62Alphabet), { minLength: length, maxLength: length })
    .map((characters) => characters.join(''));

/** A token as a scanner sees it: check digits right, and no key anywhere. */
const scanned = fc
  .tuple(fc.constantFrom('tr_ak_k9c4n2xb.', 'tr_pat_00000000.', 'x_pat_a.'), base62(37))
  .map(([head, body]) => head + body + checkDigits(head + body));

test('the three parts of a secret make up its 43 characters', () => {
  const { random, seal, check, total } = secretLayout;
  assert.equal(random + seal + check, total);
  assert.equal(total, 43);
});

test('check digits are CRC-32 (ISO-HDLC) in six digits of base62, so that anybody can work them out', () => {
  assert.equal(checkDigits('123456789'), toBase62(0xcb_f4_39_26, 6));
  assert.equal(checkDigits(''), '000000');
  fc.assert(fc.property(fc.string(), (text) => checkDigits(text) === toBase62(crc32(text), 6)));
});

test('a token is confirmed offline by its check digits, without a key and without a request', () => {
  fc.assert(fc.property(scanned, (token) => hasValidCheckDigits(token)));
});

test('a changed character is noticed, wherever it stands', () => {
  fc.assert(
    fc.property(scanned, fc.nat(), fc.constantFrom(...base62Alphabet), (token, at, character) => {
      const position = at % token.length;
      const changed = token.slice(0, position) + character + token.slice(position + 1);
      assert.equal(hasValidCheckDigits(changed), changed === token);
    }),
  );
});

test('two neighbours that changed places are noticed', () => {
  fc.assert(
    fc.property(scanned, fc.nat(), (token, at) => {
      const position = at % (token.length - 1);
      const [left = '', right = ''] = token.slice(position, position + 2);
      const swapped = token.slice(0, position) + right + left + token.slice(position + 2);
      assert.equal(hasValidCheckDigits(swapped), swapped === token);
    }),
  );
});

for (const text of ['', '0', '00000', '000000', 'x000000', '\u0000\u0000', '🔑🔑🔑🔑']) {
  test(`${JSON.stringify(text)} has no valid check digits and does not throw`, () => {
    assert.equal(hasValidCheckDigits(text), false);
  });
}

test('a secret comes apart into random, seal and check without loss', () => {
  fc.assert(
    fc.property(base62(secretLayout.total), (secret) => {
      const { random, seal, check } = splitSecret(secret);
      assert.equal(random + seal + check, secret);
      assert.deepEqual([random.length, seal.length, check.length], [32, 5, 6]);
    }),
  );
});
