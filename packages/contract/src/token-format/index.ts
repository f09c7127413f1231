import { dotted } from './dotted.ts';
import { opaque } from './opaque.ts';
import { split } from './split.ts';
import type { TokenFormat } from './token.ts';
import { tolgee } from './tolgee.ts';

export { base62Alphabet, toDigits } from './alphabet.ts';
export { checkDigits, hasValidCheckDigits, secretLength, splitSecret } from './secret.ts';
export {
  type CredentialKind,
  credentialKinds,
  type TokenFormat,
  type TokenLayout,
  type TokenParts,
} from './token.ts';
export { readProjectId } from './tolgee.ts';

/** Every format, by the name that platform files use. */
export const tokenFormats = { split, tolgee, dotted, opaque } as const satisfies Record<string, TokenFormat>;
export type TokenFormatName = keyof typeof tokenFormats;
