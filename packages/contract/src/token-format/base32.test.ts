import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { fromBase32, toBase32 } from './base32.ts';

/** RFC 4648 §10, in lower case and without padding. */
const vectors: readonly (readonly [text: string, digits: string])[] = [
  ['', ''],
  ['f', 'my'],
  ['fo', 'mzxq'],
  ['foo', 'mzxw6'],
  ['foob', 'mzxw6yq'],
  ['fooba', 'mzxw6ytb'],
  ['foobar', 'mzxw6ytboi'],
];

for (const [text, digits] of vectors) {
  test(`the base32 of “${text}” is “${digits}”, as RFC 4648 has it, and reads back`, () => {
    assert.equal(toBase32(text), digits);
    assert.equal(fromBase32(digits), text);
  });
}

test('any text of single bytes reads back from its base32', () => {
  const bytes = fc.string({ unit: fc.integer({ min: 0, max: 255 }).map((byte) => String.fromCharCode(byte)) });
  fc.assert(fc.property(bytes, (text) => fromBase32(toBase32(text)) === text));
});

test('whatever is read is written as it was: no two strings of digits are one text', () => {
  const digits = fc.string({ unit: fc.constantFrom(...'abcdefghijklmnopqrstuvwxyz234567') });
  fc.assert(
    fc.property(digits, (text) => {
      const read = fromBase32(text);
      return read === null || toBase32(read) === text;
    }),
  );
});

for (const [what, digits] of [
  ['padding', 'my======'],
  ['upper case', 'MY'],
  ['a digit outside the alphabet', 'm1'],
  ['white space', 'my '],
  ['a line break', 'my\n'],
  ['a character beyond ASCII', 'mÿ'],
  ['left-over bits that are not zero', 'mz'],
  ['a lone digit, which is no byte', 'm'],
] as const) {
  test(`base32 with ${what} is not read`, () => {
    assert.equal(fromBase32(digits), null);
  });
}
