/** PAT: owned by a user, acts as that user. API key: owned by a project, acts for it. */
export const credentialKinds = ['pat', 'api-key'] as const;
export type CredentialKind = (typeof credentialKinds)[number];

/** What a token says of itself. Nothing in it is proven until the seal and the secret have been checked. */
export interface TokenParts {
  readonly kind: CredentialKind;
  /** The project that the token names; empty where its format names none. */
  readonly projectId: string;
  /** The public part, stored and shown. */
  readonly prefix: string;
  /** The part shown once. Never stored, never logged. */
  readonly secret: string;
}

/** What the parts of a token are made of, in characters. A secret is its random part, then the seal, then the check. */
export interface TokenLayout {
  readonly prefixAlphabet: string;
  readonly prefixLength: number;
  readonly secretAlphabet: string;
  readonly randomLength: number;
  /** At least 29 bits. */
  readonly sealLength: number;
  /** At least the 32 bits of CRC-32. */
  readonly checkLength: number;
}

/** A codec: lays the parts of a token out as a string and reads them back. It proves nothing and does no I/O. */
export interface TokenFormat {
  readonly name: string;
  /** Whether API keys of this format name their project. */
  readonly namesProject: boolean;
  layoutOf(kind: CredentialKind): TokenLayout;
  /** The public prefix as listings show it, for example `tr_ak_k9c4n2xb`. */
  publicPrefix(brand: string, kind: CredentialKind, prefix: string): string;
  /** What the check digits cover before the secret: everything that the token says besides it. */
  head(brand: string, parts: Omit<TokenParts, 'secret'>): string;
  format(brand: string, parts: TokenParts): string;
  /** The parts, or null where the string is not a token of this format, brand and kind. Never throws. */
  parse(brand: string, kind: CredentialKind, token: string): TokenParts | null;
}
