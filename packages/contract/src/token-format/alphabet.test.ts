import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { base32HexAlphabet, base62Alphabet, toDigits } from './alphabet.ts';

const numberOf = (digits: string) =>
  [...digits].reduce((value, digit) => value * 62 + base62Alphabet.indexOf(digit), 0);

for (const [alphabet, size] of [
  [base62Alphabet, 62],
  [base32HexAlphabet, 32],
] as const) {
  test(`an alphabet has ${size} different characters in ASCII order, so that digits sort as the numbers they write`, () => {
    assert.equal(alphabet.length, size);
    assert.equal(new Set(alphabet).size, size);
    assert.equal([...alphabet].sort().join(''), alphabet);
  });
}

const written: readonly (readonly [value: number, length: number, digits: string])[] = [
  [0, 1, '0'],
  [0, 6, '000000'],
  [61, 1, 'z'],
  [62, 2, '10'],
  [62 ** 5 - 1, 5, 'zzzzz'],
  [2 ** 32 - 1, 6, '4gfFC3'],
];
for (const [value, length, digits] of written) {
  test(`${value} in ${length} digits is ${digits}`, () =>
    assert.equal(toDigits(value, base62Alphabet, length), digits));
}

const refused: readonly (readonly [value: number, length: number])[] = [
  [-1, 6],
  [0.5, 6],
  [Number.NaN, 6],
  [Number.POSITIVE_INFINITY, 6],
  [62, 1],
  [62 ** 5, 5],
  [2 ** 53, 20],
];
for (const [value, length] of refused) {
  test(`${value} does not fit ${length} digits: RangeError, never a truncated number`, () => {
    assert.throws(() => toDigits(value, base62Alphabet, length), RangeError);
  });
}

test('every number reads back from its digits, at the length that was asked for', () => {
  const numbers = fc.integer({ min: 1, max: 8 }).chain((length) =>
    fc.record({
      length: fc.constant(length),
      value: fc.maxSafeNat().map((value) => value % 62 ** length),
    }),
  );
  fc.assert(
    fc.property(numbers, ({ length, value }) => {
      const digits = toDigits(value, base62Alphabet, length);
      assert.equal(digits.length, length);
      assert.equal(numberOf(digits), value);
    }),
  );
});
