import assert from 'node:assert/strict';
import { test } from 'node:test';
import { systemRandom } from '../../kernel/crypto/random.ts';
import { loadPlatform } from '../../platform.ts';
import { concealTokens } from './conceal-tokens.ts';
import { createTokenCodec } from './token-codec.ts';

const platforms = ['translately', 'tolgee', 'api-testing', 'pontoon', 'part-db', 'starter'];

const codecOf = (name: string) =>
  createTokenCodec({ platform: loadPlatform(name).platform, sealKeys: [Buffer.alloc(32, 7)], random: systemRandom });

function tokensOf(name: string): readonly { readonly token: string; readonly secret: string }[] {
  const { tokens } = loadPlatform(name).platform;
  const codec = codecOf(name);
  return [
    ...(tokens.pat === undefined ? [] : [codec.make('pat')]),
    ...(tokens.apiKey === undefined ? [] : [codec.make('api-key', '01ARZ3NDEKTSV4RRFFQ69G5FAV')]),
  ];
}

/** Whether any ten characters of a secret stand in a text. */
const leaks = (text: string, secret: string): boolean =>
  Array.from({ length: secret.length - 9 }, (_, at) => secret.slice(at, at + 10)).some((part) => text.includes(part));

for (const name of platforms) {
  test(`a token of ${name} in a path is left out: whole, escaped, mistyped, or with something around it`, () => {
    const codec = codecOf(name);
    const minted = tokensOf(name);
    assert.ok(minted.length > 0);
    for (const { token, secret } of minted) {
      const spellings = [
        token,
        encodeURIComponent(token),
        [...token].map((letter) => `%${letter.charCodeAt(0).toString(16)}`).join(''),
        `Bearer%20${token}`,
        `${token}.json`,
        token.slice(0, -2),
        `${token}x`,
        `${token}%`,
      ];
      for (const spelling of spellings) {
        const path = concealTokens(codec, `/api/v1/tokens/${spelling}/rotate`);
        assert.ok(path.startsWith('/api/v1/tokens/') && path.endsWith('/rotate') && path.includes('[token]'), path);
        assert.ok(
          !leaks(path, secret) && !leaks(decodeURIComponent(path.replace(/%(?![0-9a-f]{2})/gi, '')), secret),
          path,
        );
      }
      assert.equal(concealTokens(codec, `/api/v1/tokens/${token}`), '/api/v1/tokens/[token]');
    }
  });
}

test('any other path stays as it is: ids, slugs, addresses, escapes', () => {
  const codec = codecOf('translately');
  for (const path of [
    '/api/v1/projects/01ARZ3NDEKTSV4RRFFQ69G5FAV/api-keys',
    `/api/v1/organizations/${'a-very-long-slug-'.repeat(4)}`,
    '/api/v1/admin/blocked-addresses/2001%3Adb8%3A85a3%3A8d3%3A1319%3A8a2e%3A370%3A7348',
    '/%ff/%',
    `/${'%C3%A9'.repeat(30)}`,
    '/',
    '',
  ]) {
    assert.equal(concealTokens(codec, path), path);
  }
});
