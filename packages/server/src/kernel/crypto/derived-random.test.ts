import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { createDerivedRandom } from './derived-random.ts';

const key = Buffer.alloc(32, 7);
const hex = '0123456789abcdef';
const letters = 'abcdefghijklmnopqrstuvwxyz';

test('the same key and seed give the same draws in the same order', () => {
  fc.assert(
    fc.property(fc.string(), fc.integer({ min: 1, max: 200 }), (seed, length) => {
      const draw = () => {
        const random = createDerivedRandom(key, seed);
        return [random.characters(letters, length), random.token(length), random.characters(hex, length)];
      };
      assert.deepEqual(draw(), draw());
    }),
  );
});

test('another key, another seed and a later draw each give something else', () => {
  const random = createDerivedRandom(key, 'seed');
  const draws = [
    random.token(32),
    random.token(32),
    createDerivedRandom(key, 'seed2').token(32),
    createDerivedRandom(Buffer.alloc(32, 8), 'seed').token(32),
  ];
  assert.equal(new Set(draws).size, draws.length);
});

test('a seed that ends in what another begins with gives another stream: the counter does not run into the seed', () => {
  const streams = ['', '1', '1.', '.1', '1.1'].map((seed) => createDerivedRandom(key, seed).token(64));
  assert.equal(new Set(streams).size, streams.length);
});

test('characters are of the alphabet and as many as asked for; tokens have the bytes that were asked for', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 2, max: letters.length }),
      fc.integer({ min: 0, max: 300 }),
      fc.string(),
      (size, length, seed) => {
        const random = createDerivedRandom(key, seed);
        const alphabet = letters.slice(0, size);
        const drawn = random.characters(alphabet, length);
        assert.equal(drawn.length, length);
        assert.ok([...drawn].every((character) => alphabet.includes(character)));
        assert.equal(Buffer.from(random.token(length), 'base64url').length, length);
      },
    ),
  );
});

test('no character is favoured, though 62 does not divide 256', () => {
  const alphabet = `${letters}${letters.toUpperCase()}0123456789`;
  const drawn = createDerivedRandom(key, 'even').characters(alphabet, 62_000);
  const counts = [...alphabet].map((character) => drawn.split(character).length - 1);
  // 1,000 of each are expected. Without rejection the first eight would have 1,211; six standard deviations are 190.
  for (const count of counts) assert.ok(Math.abs(count - 1000) < 190, String(count));
});
