import {
  type CredentialKind,
  checkDigits,
  credentialKinds,
  hasValidCheckDigits,
  legacyFormat,
  type PlatformFile,
  splitSecret,
  type TokenFormat,
  type TokenFormatName,
  type TokenLayout,
  type TokenParts,
  toDigits,
  tokenFormats,
} from '@keywright/contract';
import { equalInConstantTime, mac } from '../../kernel/crypto/digest.ts';
import type { Random } from '../../kernel/crypto/random.ts';

/** Longer than any token; what is longer is not looked at. */
const maximumTokenLength = 256;

/** A newly made token. `secret` and `token` are plaintext: they go into one hash and one reply. */
export interface NewToken extends TokenParts {
  readonly format: TokenFormatName;
  readonly token: string;
}

/** Which token is to get a new secret. */
export interface RemakeRequest {
  readonly kind: CredentialKind;
  /** Empty for a PAT. */
  readonly projectId: string;
  readonly format: string;
  readonly prefix: string;
}

/** Makes tokens and reads them, for one platform and one keyring. Does no I/O. */
export interface TokenCodec {
  /** A fresh token of the format that the platform mints for its kind; an API key’s may name its project. */
  make(kind: CredentialKind, projectId?: string): NewToken;
  /** A token with a new secret behind an existing prefix. `random` replaces the random part where it must be repeatable. */
  remake(request: RemakeRequest, random: Random): NewToken;
  /**
   * The parts of a token that this instance made: right format, check digits and seal. Null for everything else, after a
   * few microseconds, whatever is wrong with it.
   */
  read(token: string): TokenParts | null;
  /** Whether the platform accepts imported keys of any shape. */
  readonly acceptsLegacy: boolean;
  /** The format that the platform mints for a kind. Throws `RangeError` where it has no such tokens. */
  mintedFormat(kind: CredentialKind): TokenFormatName;
  /** The prefix as people see it. */
  publicPrefix(format: string, kind: CredentialKind, prefix: string): string;
}

type Sealed = Omit<TokenParts, 'secret'>;

/** The seal: 48 bits of HMAC-SHA-256 over all that the token says and the random part, as digits of its alphabet. */
function sealOf(key: Buffer, sealed: string, layout: TokenLayout): string {
  const { secretAlphabet, sealLength } = layout;
  const digest = mac(key, sealed).readUIntBE(0, 6);
  return toDigits(digest % secretAlphabet.length ** sealLength, secretAlphabet, sealLength);
}

function formatNamed(name: string): (TokenFormat & { readonly name: TokenFormatName }) | undefined {
  return Object.entries(tokenFormats)
    .filter(([candidate]) => candidate === name)
    .map(([, format]) => format as TokenFormat & { readonly name: TokenFormatName })[0];
}

const formatOf = (name: TokenFormatName): TokenFormat => tokenFormats[name];

export function createTokenCodec(options: {
  readonly platform: PlatformFile;
  /** The present key first: it seals. All of them are good for reading. */
  readonly sealKeys: readonly [Buffer, ...Buffer[]];
  readonly random: Random;
}): TokenCodec {
  const { platform, sealKeys } = options;
  const { brand, tokens } = platform;
  const kinds = { pat: tokens.pat, 'api-key': tokens.apiKey } as const;
  const accepted = credentialKinds.flatMap((kind) =>
    (kinds[kind]?.accept ?? []).flatMap((name) => (name === legacyFormat ? [] : [{ kind, format: formatOf(name) }])),
  );
  const sealed = ({ kind, projectId, prefix }: Sealed, random: string) =>
    `${brand}.${kind}.${projectId}.${prefix}.${random}`;

  function secretFor(format: TokenFormat, parts: Sealed, random: Random): string {
    const layout = format.layoutOf(parts.kind);
    const randomPart = random.characters(layout.secretAlphabet, layout.randomLength);
    const sealedPart = randomPart + sealOf(sealKeys[0], sealed(parts, randomPart), layout);
    return sealedPart + checkDigits(format.head(brand, parts) + sealedPart, layout);
  }

  function isOurs(format: TokenFormat, parts: TokenParts): boolean {
    const layout = format.layoutOf(parts.kind);
    const { random, seal } = splitSecret(parts.secret, layout);
    const text = sealed(parts, random);
    return sealKeys.some((key) => equalInConstantTime(sealOf(key, text, layout), seal));
  }

  const codec: TokenCodec = {
    acceptsLegacy: Object.values(kinds).some((kind) => kind?.accept.includes(legacyFormat)),
    make(kind, projectId = '') {
      const format = codec.mintedFormat(kind);
      const { prefixAlphabet, prefixLength } = formatOf(format).layoutOf(kind);
      const prefix = options.random.characters(prefixAlphabet, prefixLength);
      return codec.remake({ kind, projectId, format, prefix }, options.random);
    },
    remake({ kind, projectId, format: name, prefix }, random) {
      const format = formatNamed(name);
      if (format === undefined) throw new RangeError(`there is no token format ${name}`);
      const parts = { kind, projectId: format.namesProject ? projectId : '', prefix };
      const secret = secretFor(format, parts, random);
      return { ...parts, secret, format: format.name, token: format.format(brand, { ...parts, secret }) };
    },
    read(token) {
      if (token.length > maximumTokenLength) return null;
      for (const { kind, format } of accepted) {
        const parts = format.parse(brand, kind, token);
        if (parts === null || !hasValidCheckDigits(format, brand, parts)) continue;
        if (isOurs(format, parts)) return parts;
      }
      return null;
    },
    mintedFormat(kind) {
      const format = kinds[kind]?.mint;
      if (format === undefined) throw new RangeError(`${platform.platform} has no tokens of kind ${kind}`);
      return format;
    },
    publicPrefix: (format, kind, prefix) => formatNamed(format)?.publicPrefix(brand, kind, prefix) ?? prefix,
  };
  return codec;
}
