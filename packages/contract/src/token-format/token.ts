/** PAT: owned by a user, acts as that user. API key: owned by a project, acts for it. */
export const credentialKinds = ['pat', 'api-key'] as const;
export type CredentialKind = (typeof credentialKinds)[number];

/** What a token says of itself. Nothing in it is proven until the seal and the secret have been checked. */
export interface TokenParts {
  readonly kind: CredentialKind;
  /** 8 characters of `[a-z0-9]`, stored and shown. */
  readonly prefix: string;
  /** The part shown once. Never stored, never logged. */
  readonly secret: string;
}

/** A codec: lays the parts of a token out as a string and reads them back. It proves nothing and does no I/O. */
export interface TokenFormat {
  readonly name: string;
  /** The public prefix as listings show it, for example `tr_ak_k9c4n2xb`. */
  publicPrefix(brand: string, kind: CredentialKind, prefix: string): string;
  /** What stands before the secret in the token, so that check digits can be taken over all of it. */
  head(brand: string, kind: CredentialKind, prefix: string): string;
  format(brand: string, parts: TokenParts): string;
  /** The parts, or null where the string is not a token of this format and brand. Never throws. */
  parse(brand: string, token: string): TokenParts | null;
}
