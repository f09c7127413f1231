import {
  base62Alphabet,
  type CredentialKind,
  checkDigits,
  hasValidCheckDigits,
  type PlatformFile,
  secretLayout,
  splitSecret,
  type TokenFormat,
  type TokenFormatName,
  type TokenParts,
  toBase62,
  tokenFormats,
} from '@keywright/contract';
import { equalInConstantTime, mac } from '../../kernel/crypto/digest.ts';
import type { Random } from '../../kernel/crypto/random.ts';

const prefixAlphabet = 'abcdefghijklmnopqrstuvwxyz0123456789';
const prefixLength = 8;
/** Longer than any token; what is longer is not looked at. */
const maximumTokenLength = 256;

/** A newly made token. `secret` and `token` are plaintext: they go into one hash and one reply. */
export interface NewToken extends TokenParts {
  readonly format: TokenFormatName;
  readonly token: string;
}

/** Makes tokens and reads them, for one platform and one keyring. Does no I/O. */
export interface TokenCodec {
  /** A fresh token of the format that the platform mints for `kind`. */
  make(kind: CredentialKind): NewToken;
  /**
   * The parts of a token that this instance made: right format, check digits and seal. Null for everything else, after a
   * few microseconds, whatever is wrong with it.
   */
  read(token: string): TokenParts | null;
  /** The prefix as people see it. */
  publicPrefix(format: string, kind: CredentialKind, prefix: string): string;
}

/** The seal: 48 bits of HMAC-SHA-256 over brand, kind, prefix and the random part, as 5 digits of base62 (29.8 bits). */
function sealOf(key: Buffer, sealed: string): string {
  const digest = mac(key, sealed);
  return toBase62(digest.readUIntBE(0, 6) % 62 ** secretLayout.seal, secretLayout.seal);
}

function formatNamed(name: string): TokenFormat | undefined {
  return Object.values(tokenFormats).find((format) => format.name === name);
}

export function createTokenCodec(options: {
  readonly platform: PlatformFile;
  /** The present key first: it seals. All of them are good for reading. */
  readonly sealKeys: readonly [Buffer, ...Buffer[]];
  readonly random: Random;
}): TokenCodec {
  const { platform, random, sealKeys } = options;
  const { brand, tokens } = platform;
  const kinds = { pat: tokens.pat, 'api-key': tokens.apiKey } as const;
  const accepted: readonly TokenFormat[] = [
    ...new Set(Object.values(kinds).flatMap((kind) => kind?.accept.map((name) => tokenFormats[name]) ?? [])),
  ];
  const acceptedFor = (kind: CredentialKind, format: TokenFormat) =>
    kinds[kind]?.accept.some((name) => tokenFormats[name] === format) ?? false;
  const sealed = (parts: { kind: CredentialKind; prefix: string }, randomPart: string) =>
    `${brand}.${parts.kind}.${parts.prefix}.${randomPart}`;

  return {
    make(kind) {
      const name = kinds[kind]?.mint;
      if (name === undefined) throw new RangeError(`platform ${platform.platform} has no tokens of kind ${kind}`);
      const format = tokenFormats[name];
      const prefix = random.characters(prefixAlphabet, prefixLength);
      const randomPart = random.characters(base62Alphabet, secretLayout.random);
      const sealedSecret = randomPart + sealOf(sealKeys[0], sealed({ kind, prefix }, randomPart));
      const secret = sealedSecret + checkDigits(format.head(brand, kind, prefix) + sealedSecret);
      return { kind, prefix, secret, format: name, token: format.format(brand, { kind, prefix, secret }) };
    },
    read(token) {
      if (token.length > maximumTokenLength) return null;
      for (const format of accepted) {
        const parts = format.parse(brand, token);
        if (parts === null || !acceptedFor(parts.kind, format) || !hasValidCheckDigits(token)) continue;
        const { random: randomPart, seal } = splitSecret(parts.secret);
        const expected = sealed(parts, randomPart);
        if (sealKeys.some((key) => equalInConstantTime(sealOf(key, expected), seal))) return parts;
      }
      return null;
    },
    publicPrefix(format, kind, prefix) {
      return formatNamed(format)?.publicPrefix(brand, kind, prefix) ?? prefix;
    },
  };
}
