/**
 * What every token format promises, whatever it looks like: run on each format for each kind of credential. Through the
 * codec, since it is the codec that the service reads tokens with.
 */
import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { describe, it } from 'node:test';
import {
  base62Alphabet,
  type CredentialKind,
  type PlatformFile,
  type TokenFormat,
  type TokenFormatName,
  type TokenLayout,
  type TokenParts,
  tokenFormats,
} from '@keywright/contract';
import fc from 'fast-check';
import { systemRandom } from '../../src/kernel/crypto/random.ts';
import { createTokenCodec, type TokenCodec } from '../../src/modules/credentials/index.ts';
import { loadPlatform } from '../../src/platform.ts';

export const brand = 'kw';
export const formatNames = Object.keys(tokenFormats) as readonly TokenFormatName[];
export const projectId = '01JABCDEFGHJKMNPQRSTVWXYZ0';
export const newSealKey = (): Buffer => randomBytes(32);

/** A platform that mints `mint` for both kinds and accepts `accept`. */
export function platformWith(mint: TokenFormatName, accept: readonly TokenFormatName[] = [mint]): PlatformFile {
  const { platform } = loadPlatform('translately');
  const formats = { mint, accept: [...accept] };
  return { ...platform, brand, tokens: { pat: { ...platform.tokens.pat, ...formats }, apiKey: formats } };
}

export function codecOf(platform: PlatformFile, ...sealKeys: readonly [Buffer, ...Buffer[]]): TokenCodec {
  return createTokenCodec({ platform, sealKeys, random: systemRandom });
}

/** Makes a token of `kind`; an API key for the project above. */
export const makeToken = (codec: TokenCodec, kind: CredentialKind) =>
  codec.make(kind, kind === 'api-key' ? projectId : '');

/** What is put in the place of each character: letters, digits, what tokens are built with, and what looks alike. */
const replacements = [...base62Alphabet, '.', '_', '-', ' ', '\n', '\u0000', 'é', 'А'];

const textOf = (alphabet: string, length: number) =>
  fc.string({ unit: fc.constantFrom(...alphabet), minLength: length, maxLength: length });

function partsOf(format: TokenFormat, kind: CredentialKind): fc.Arbitrary<TokenParts> {
  const { prefixAlphabet, prefixLength, ...secret }: TokenLayout = format.layoutOf(kind);
  const fields = {
    kind: fc.constant(kind),
    projectId: fc.constant(format.namesProject && kind === 'api-key' ? projectId : ''),
    prefix: textOf(prefixAlphabet, prefixLength),
    secret: textOf(secret.secretAlphabet, secret.randomLength + secret.sealLength + secret.checkLength),
  };
  return fc.record(fields, { noNullPrototype: true });
}

/** The conformance suite of one format and one kind. */
export function conformsAsTokenFormat(name: TokenFormatName, kind: CredentialKind): void {
  const format: TokenFormat = tokenFormats[name];
  const sealKey = newSealKey();
  const codec = codecOf(platformWith(name), sealKey);
  const mint = () => makeToken(codec, kind);

  describe(`${name}, ${kind}`, () => {
    it('what is laid out reads back', () => {
      fc.assert(
        fc.property(partsOf(format, kind), (parts) => {
          assert.deepEqual(format.parse(brand, kind, format.format(brand, parts)), parts);
        }),
      );
    });

    it('a minted token reads back, with its kind, its project where it names one, its prefix and its secret', () => {
      for (let round = 0; round < 100; round += 1) {
        const { token, format: made, ...parts } = mint();
        assert.equal(made, name);
        assert.deepEqual(codec.read(token), parts);
        assert.equal(parts.kind, kind);
        assert.equal(parts.projectId, format.namesProject && kind === 'api-key' ? projectId : '');
      }
    });

    it('every change of one character is refused', () => {
      const { token } = mint();
      for (let at = 0; at < token.length; at += 1) {
        for (const other of replacements.filter((character) => character !== token[at])) {
          const changed = token.slice(0, at) + other + token.slice(at + 1);
          assert.equal(codec.read(changed), null, `character ${at} as ${JSON.stringify(other)}`);
        }
      }
    });

    it('every token with two neighbours swapped is refused', () => {
      const { token } = mint();
      for (let at = 0; at + 1 < token.length; at += 1) {
        if (token[at] === token[at + 1]) continue;
        const swapped = `${token.slice(0, at)}${token[at + 1]}${token[at]}${token.slice(at + 2)}`;
        assert.equal(codec.read(swapped), null, `characters ${at} and ${at + 1}`);
      }
    });

    it('every truncation is refused, from either end, and every token with a character left out', () => {
      const { token } = mint();
      for (let at = 0; at < token.length; at += 1) {
        assert.equal(codec.read(token.slice(0, at)), null);
        assert.equal(codec.read(token.slice(at + 1)), null);
        assert.equal(codec.read(token.slice(0, at) + token.slice(at + 1)), null);
      }
    });

    it('every extension by one character is refused, before, after and within; so is a token twice', () => {
      const { token } = mint();
      for (const more of replacements) {
        assert.equal(codec.read(token + more), null);
        assert.equal(codec.read(more + token), null);
        for (let at = 1; at < token.length; at += 1) {
          assert.equal(codec.read(token.slice(0, at) + more + token.slice(at)), null);
        }
      }
      for (const text of [token + token, `${token}${'x'.repeat(300)}`, token.toUpperCase(), `${token} `]) {
        assert.equal(codec.read(text), null);
      }
    });

    it('no string whatever makes reading throw', () => {
      fc.assert(fc.property(fc.string({ unit: 'binary' }), (text) => codec.read(text) === null));
    });

    it('a token sealed under another keyring is refused, though its form and check digits are right', () => {
      const foreign = codecOf(platformWith(name), newSealKey());
      for (let round = 0; round < 100; round += 1) assert.equal(codec.read(makeToken(foreign, kind).token), null);
    });

    it('a token sealed under an older key of the keyring is still read, and one sealed now is not under the older alone', () => {
      const newer = newSealKey();
      const rotated = codecOf(platformWith(name), newer, sealKey);
      const { token, prefix } = mint();
      assert.equal(rotated.read(token)?.prefix, prefix);
      const sealedNow = makeToken(rotated, kind);
      assert.equal(rotated.read(sealedNow.token)?.prefix, sealedNow.prefix);
      assert.equal(codec.read(sealedNow.token), null);
    });

    it('a new secret keeps kind, project and prefix, and no character of the public part tells of the secret', () => {
      const first = mint();
      const second = codec.remake({ ...first, format: name }, systemRandom);
      const { token: _, secret: __, ...kept } = first;
      const { token, secret, ...remade } = second;
      assert.deepEqual(remade, kept);
      assert.notEqual(secret, first.secret);
      assert.deepEqual(codec.read(token), { ...remadeParts(second) });
      assert.equal(codec.publicPrefix(name, kind, second.prefix), codec.publicPrefix(name, kind, first.prefix));
      assert.ok(!codec.publicPrefix(name, kind, second.prefix).includes(secret.slice(0, 4)));
    });

    it('a token of another brand is refused, where the format has brands', () => {
      const other = { ...platformWith(name), brand: 'other' };
      const { token } = makeToken(codecOf(other, sealKey), kind);
      assert.equal(codec.read(token), null);
    });
  });
}

function remadeParts({ kind, projectId: project, prefix, secret }: TokenParts): TokenParts {
  return { kind, projectId: project, prefix, secret };
}
