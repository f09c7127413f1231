import assert from 'node:assert/strict';
import { test } from 'node:test';
import { credentialKinds, secretLength, type TokenFormat, tokenFormats } from './index.ts';

const bits = (alphabet: string, length: number) => length * Math.log2(alphabet.length);

for (const format of Object.values<TokenFormat>(tokenFormats)) {
  for (const kind of credentialKinds) {
    const layout = format.layoutOf(kind);
    const { secretAlphabet, prefixAlphabet } = layout;

    test(`${format.name}, ${kind}: the random part has 150 bits or more`, () => {
      assert.ok(bits(secretAlphabet, layout.randomLength) >= 150);
    });

    test(`${format.name}, ${kind}: the seal has 29 bits or more, and fits the 48 that it is made from`, () => {
      const sealBits = bits(secretAlphabet, layout.sealLength);
      assert.ok(sealBits >= 29 && sealBits <= 48);
    });

    test(`${format.name}, ${kind}: the check digits hold every value of CRC-32`, () => {
      assert.ok(secretAlphabet.length ** layout.checkLength >= 2 ** 32);
    });

    test(`${format.name}, ${kind}: there are more than 10 ** 12 prefixes, and no alphabet has a character twice`, () => {
      assert.ok(prefixAlphabet.length ** layout.prefixLength > 10 ** 12);
      for (const alphabet of [secretAlphabet, prefixAlphabet]) assert.equal(new Set(alphabet).size, alphabet.length);
    });
  }
}

test('secrets have 43 characters, but for those of opaque tokens, which have 52 of their 64', () => {
  const lengths = Object.values<TokenFormat>(tokenFormats).map((format) => [
    format.name,
    ...credentialKinds.map((kind) => secretLength(format.layoutOf(kind))),
  ]);
  assert.deepEqual(lengths, [
    ['split', 43, 43],
    ['tolgee', 43, 43],
    ['dotted', 43, 43],
    ['opaque', 52, 52],
  ]);
});
