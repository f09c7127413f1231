import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { test } from 'node:test';
import {
  base62Alphabet,
  type CredentialKind,
  checkDigits,
  credentialKinds,
  hasValidCheckDigits,
  secretLength,
  tokenFormats,
} from '@keywright/contract';
import fc from 'fast-check';
import { type Random, systemRandom } from '../../kernel/crypto/random.ts';
import { loadPlatform } from '../../platform.ts';
import { createTokenCodec } from './token-codec.ts';

const { split } = tokenFormats;
const layout = split.layoutOf('pat');
const digits = (before: string) => checkDigits(before, layout);
const { platform } = loadPlatform('translately');
const key = randomBytes(32);
const codec = createTokenCodec({ platform, sealKeys: [key], random: systemRandom });
const kinds = fc.constantFrom<CredentialKind>(...credentialKinds);

/** Tokens as this instance mints them, over random prefixes and secrets that fast-check can shrink. */
const minted = fc.tuple(kinds, fc.infiniteStream(fc.nat({ max: 2 ** 31 - 1 }))).map(([kind, numbers]) => {
  const characters = (alphabet: string, length: number) =>
    Array.from(numbers.take(length), (number) => alphabet.charAt(number % alphabet.length)).join('');
  return createTokenCodec({ platform, sealKeys: [key], random: { ...systemRandom, characters } }).make(kind);
});

test('every token that was made is read back: kind, prefix and secret', () => {
  fc.assert(
    fc.property(minted, ({ kind, prefix, secret, token }) => {
      assert.deepEqual(codec.read(token), { kind, projectId: '', prefix, secret });
    }),
  );
});

test('a token has the documents’ layout: brand, kind, 8 characters of prefix, 43 of secret', () => {
  for (let round = 0; round < 200; round += 1) {
    assert.match(codec.make('api-key').token, /^tr_ak_[a-z0-9]{8}\.[0-9A-Za-z]{43}$/);
    assert.match(codec.make('pat').token, /^tr_pat_[a-z0-9]{8}\.[0-9A-Za-z]{43}$/);
  }
});

test('neither prefixes nor secrets repeat', () => {
  const made = Array.from({ length: 2000 }, () => codec.make('pat'));
  assert.equal(new Set(made.map(({ prefix }) => prefix)).size, made.length);
  assert.equal(new Set(made.map(({ secret }) => secret)).size, made.length);
});

test('nothing of the secret stands in what is shown', () => {
  for (let round = 0; round < 200; round += 1) {
    const { kind, prefix, secret, format } = codec.make('pat');
    const shown = codec.publicPrefix(format, kind, prefix);
    assert.equal(shown, `tr_pat_${prefix}`);
    assert.ok(!shown.includes(secret.slice(0, 4)));
  }
});

test('scanners confirm a minted token offline', () => {
  fc.assert(
    fc.property(minted, ({ kind, token }) => {
      const parts = split.parse('tr', kind, token);
      assert.ok(parts !== null && hasValidCheckDigits(split, 'tr', parts));
    }),
  );
});

test('no single character of a token can be changed, at any place, to any other of base62', () => {
  const { token } = codec.make('api-key');
  for (let position = 0; position < token.length; position += 1) {
    for (const character of `${base62Alphabet}._- `) {
      const changed = token.slice(0, position) + character + token.slice(position + 1);
      assert.equal(codec.read(changed) === null, changed !== token, `${position} to ${character}`);
    }
  }
});

test('no change of one character reads even where its check digits are made right again', () => {
  const { token } = codec.make('pat');
  const before = token.slice(0, -layout.checkLength);
  const body = before.indexOf('_pat_') + 5;
  for (let position = body; position < before.length; position += 1) {
    if (before[position] === '.') continue;
    const character = before[position] === 'a' ? 'b' : 'a';
    const changed = before.slice(0, position) + character + before.slice(position + 1);
    assert.equal(codec.read(changed + digits(changed)), null, `position ${position}`);
  }
});

test('a token of the right shape that nobody minted does not read', () => {
  for (let round = 0; round < 5000; round += 1) {
    const prefix = systemRandom.characters('abcdefghijklmnopqrstuvwxyz0123456789', 8);
    const secret = systemRandom.characters(base62Alphabet, secretLength(layout));
    assert.equal(codec.read(`tr_pat_${prefix}.${secret}`), null);
  }
});

test('right check digits do not make a token: without the key, the seal is wrong', () => {
  for (let round = 0; round < 5000; round += 1) {
    const head = split.head('tr', { kind: 'pat', projectId: '', prefix: systemRandom.characters('abcdefgh', 8) });
    const before = head + systemRandom.characters(base62Alphabet, 37);
    const forged = before + digits(before);
    const parts = split.parse('tr', 'pat', forged);
    assert.ok(parts !== null && hasValidCheckDigits(split, 'tr', parts));
    assert.equal(codec.read(forged), null);
  }
});

test('a seal is bound to kind and prefix: it cannot be moved to another token', () => {
  const { prefix, secret } = codec.make('pat');
  const asKey = `tr_ak_${prefix}.${secret.slice(0, -6)}`;
  assert.equal(codec.read(asKey + digits(asKey)), null);
  const elsewhere = `tr_pat_${codec.make('pat').prefix}.${secret.slice(0, -6)}`;
  assert.equal(codec.read(elsewhere + digits(elsewhere)), null);
});

test('a token of another instance does not read: another keyring, or another brand under the same keyring', () => {
  const stranger = createTokenCodec({ platform, sealKeys: [randomBytes(32)], random: systemRandom });
  const branded = createTokenCodec({ platform: { ...platform, brand: 'xx' }, sealKeys: [key], random: systemRandom });
  for (const kind of credentialKinds) {
    assert.equal(codec.read(stranger.make(kind).token), null);
    assert.equal(codec.read(branded.make(kind).token), null);
    const renamed = branded.make(kind).token.replace(/^xx/, 'tr').slice(0, -6);
    assert.equal(codec.read(renamed + digits(renamed)), null);
  }
});

test('an old key of the keyring still reads its tokens; new tokens are sealed with the present key', () => {
  const newer = randomBytes(32);
  const turned = createTokenCodec({ platform, sealKeys: [newer, key], random: systemRandom });
  const onlyNewer = createTokenCodec({ platform, sealKeys: [newer], random: systemRandom });
  assert.notEqual(turned.read(codec.make('pat').token), null);
  assert.equal(onlyNewer.read(codec.make('pat').token), null);
  assert.notEqual(onlyNewer.read(turned.make('pat').token), null);
  assert.equal(codec.read(turned.make('pat').token), null);
});

test('a platform without a kind neither makes nor reads tokens of that kind', () => {
  const { apiKey } = platform.tokens;
  assert.ok(apiKey);
  const keysOnly = createTokenCodec({
    platform: { ...platform, tokens: { apiKey } },
    sealKeys: [key],
    random: systemRandom,
  });
  assert.throws(() => keysOnly.make('pat'), RangeError);
  assert.equal(keysOnly.read(codec.make('pat').token), null);
  assert.notEqual(keysOnly.read(codec.make('api-key').token), null);
});

test('prefix and secret come from the injected source, and from nothing else', () => {
  const fixed: Random = { ...systemRandom, characters: (alphabet, length) => alphabet.charAt(1).repeat(length) };
  const predictable = createTokenCodec({ platform, sealKeys: [key], random: fixed });
  assert.equal(predictable.make('pat').token, predictable.make('pat').token);
  assert.match(predictable.make('pat').token, /^tr_pat_b{8}\.1{32}/);
});

test('whatever is presented, reading answers null and does not throw', () => {
  fc.assert(fc.property(fc.string({ unit: 'binary', maxLength: 400 }), (text) => codec.read(text) === null));
  assert.equal(codec.read(`${codec.make('pat').token}${'0'.repeat(1_000_000)}`), null);
});
