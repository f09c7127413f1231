import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { base62Alphabet, toBase62 } from './base62.ts';

const numberOf = (digits: string) =>
  [...digits].reduce((value, digit) => value * 62 + base62Alphabet.indexOf(digit), 0);

test('the alphabet is 62 different characters in ASCII order, so that digits sort as the numbers they write', () => {
  assert.equal(base62Alphabet.length, 62);
  assert.equal(new Set(base62Alphabet).size, 62);
  assert.equal([...base62Alphabet].sort().join(''), base62Alphabet);
});

const written: readonly (readonly [value: number, length: number, digits: string])[] = [
  [0, 1, '0'],
  [0, 6, '000000'],
  [61, 1, 'z'],
  [62, 2, '10'],
  [62 ** 5 - 1, 5, 'zzzzz'],
  [2 ** 32 - 1, 6, '4gfFC3'],
];
for (const [value, length, digits] of written) {
  test(`${value} in ${length} digits is ${digits}`, () => assert.equal(toBase62(value, length), digits));
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
    assert.throws(() => toBase62(value, length), RangeError);
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
      const digits = toBase62(value, length);
      assert.equal(digits.length, length);
      assert.equal(numberOf(digits), value);
    }),
  );
});
