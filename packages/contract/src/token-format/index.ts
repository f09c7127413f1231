import { split } from './split.ts';
import type { TokenFormat } from './token.ts';

export { base62Alphabet, toBase62 } from './base62.ts';
export { checkDigits, hasValidCheckDigits, secretLayout, splitSecret } from './secret.ts';
export { type CredentialKind, credentialKinds, type TokenFormat, type TokenParts } from './token.ts';

/** Every format, by the name that platform files use. */
export const tokenFormats = { split } as const satisfies Record<string, TokenFormat>;
export type TokenFormatName = keyof typeof tokenFormats;
