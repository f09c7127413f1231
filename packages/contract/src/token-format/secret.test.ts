import assert from 'node:assert/strict';
import { test } from 'node:test';
import { crc32 } from 'node:zlib';
import fc from 'fast-check';
import { base62Alphabet, toDigits } from './alphabet.ts';
import { credentialKinds, tokenFormats } from './index.ts';
import { base62Layout } from './layouts.ts';
import { checkDigits, hasValidCheckDigits, secretLength, splitSecret } from './secret.ts';

const { split } = tokenFormats;
const digits = (before: string) => checkDigits(before, base62Layout);

/** What a scanner asks: is this a token, by its check digits. */
const isConfirmed = (token: string): boolean =>
  credentialKinds.some((kind) => {
    const parts = split.parse('tr', kind, token);
    return parts !== null && hasValidCheckDigits(split, 'tr', parts);
  });

const base62 = (length: number) =>
  fc
    .array(fc.constantFrom(...base62Alphabet), { minLength: length, maxLength: length })
    .map((characters) => characters.join(''));

/** A token as a scanner sees it: check digits right, and no key anywhere. */
const scanned = fc
  .tuple(fc.constantFrom('tr_ak_k9c4n2xb.', 'tr_pat_00000000.'), base62(37))
  .map(([head, body]) => head + body + digits(head + body));

test('the three parts of a secret make up its 43 characters', () => {
  assert.equal(secretLength(base62Layout), 43);
});

test('check digits are CRC-32 (ISO-HDLC) in six digits of base62, so that anybody can work them out', () => {
  assert.equal(digits('123456789'), toDigits(0xcb_f4_39_26, base62Alphabet, 6));
  assert.equal(digits(''), '000000');
  fc.assert(fc.property(fc.string(), (text) => digits(text) === toDigits(crc32(text), base62Alphabet, 6)));
});

test('a token is confirmed offline by its check digits, without a key and without a request', () => {
  fc.assert(fc.property(scanned, (token) => isConfirmed(token)));
});

test('a changed character is noticed, wherever it stands', () => {
  fc.assert(
    fc.property(scanned, fc.nat(), fc.constantFrom(...base62Alphabet), (token, at, character) => {
      const position = at % token.length;
      const changed = token.slice(0, position) + character + token.slice(position + 1);
      assert.equal(isConfirmed(changed), changed === token);
    }),
  );
});

test('two neighbours that changed places are noticed', () => {
  fc.assert(
    fc.property(scanned, fc.nat(), (token, at) => {
      const position = at % (token.length - 1);
      const [left = '', right = ''] = token.slice(position, position + 2);
      const swapped = token.slice(0, position) + right + left + token.slice(position + 2);
      assert.equal(isConfirmed(swapped), swapped === token);
    }),
  );
});

for (const text of ['', '0', '00000', '000000', 'x000000', '\u0000\u0000', '🔑🔑🔑🔑']) {
  test(`${JSON.stringify(text)} has no valid check digits and does not throw`, () => {
    assert.equal(isConfirmed(text), false);
  });
}

test('a secret comes apart into random, seal and check without loss', () => {
  fc.assert(
    fc.property(base62(secretLength(base62Layout)), (secret) => {
      const { random, seal, check } = splitSecret(secret, base62Layout);
      assert.equal(random + seal + check, secret);
      assert.deepEqual([random.length, seal.length, check.length], [32, 5, 6]);
    }),
  );
});
