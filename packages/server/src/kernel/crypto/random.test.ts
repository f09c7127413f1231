import assert from 'node:assert/strict';
import { test } from 'node:test';
import { base62Alphabet } from '@keywright/contract';
import fc from 'fast-check';
import { newTraceId, systemRandom } from './random.ts';

/** Pearson’s statistic of how often each character came, against all of them equally often. */
function chiSquare(drawn: string, alphabet: string): number {
  const expected = drawn.length / alphabet.length;
  const counts = new Map([...alphabet].map((character) => [character, 0]));
  for (const character of drawn) counts.set(character, (counts.get(character) ?? 0) + 1);
  return [...counts.values()].reduce((sum, count) => sum + (count - expected) ** 2 / expected, 0);
}

for (const alphabet of ['01', 'abcdefghijklmnopqrstuvwxyz0123456789', base62Alphabet]) {
  test(`characters are drawn evenly from an alphabet of ${alphabet.length}`, () => {
    const drawn = systemRandom.characters(alphabet, 100_000);
    const freedom = alphabet.length - 1;
    // Eight standard deviations above the mean: an even draw is never here, one without rejection of bytes always.
    const bound = freedom + 8 * Math.sqrt(2 * freedom) + 8;
    assert.ok(chiSquare(drawn, alphabet) < bound);
  });
}

test('the bound above would notice a draw by remainder, which favours the first characters', () => {
  const biased = Array.from({ length: 100_000 }, (_, index) => base62Alphabet.charAt((index % 256) % 62)).join('');
  assert.ok(chiSquare(biased, base62Alphabet) > 61 + 8 * Math.sqrt(122) + 8);
});

test('as many characters as were asked for, all of the alphabet', () => {
  const alphabets = fc.uniqueArray(fc.integer({ min: 33, max: 255 }), { minLength: 2, maxLength: 200 });
  fc.assert(
    fc.property(alphabets, fc.integer({ min: 0, max: 300 }), (codes, length) => {
      const alphabet = String.fromCharCode(...codes);
      const drawn = systemRandom.characters(alphabet, length);
      assert.equal(drawn.length, length);
      assert.ok([...drawn].every((character) => alphabet.includes(character)));
    }),
  );
});

test('random tokens hold as many bytes as were asked for and do not repeat', () => {
  const tokens = Array.from({ length: 1000 }, () => systemRandom.token(18));
  assert.equal(new Set(tokens).size, tokens.length);
  for (const token of tokens) assert.equal(Buffer.from(token, 'base64url').length, 18);
});

test('trace ids are what W3C Trace Context asks for, and do not repeat where a new draw begins', () => {
  const ids = Array.from({ length: 2000 }, newTraceId);
  assert.equal(new Set(ids).size, ids.length);
  for (const id of ids) assert.match(id, /^[0-9a-f]{32}$/);
});
