import crc32 from 'crc-32';
import { toDigits } from './alphabet.ts';
import type { TokenFormat, TokenLayout, TokenParts } from './token.ts';

/** How many characters a secret of this layout has. */
export const secretLength = ({ randomLength, sealLength, checkLength }: TokenLayout): number =>
  randomLength + sealLength + checkLength;

/**
 * The check digits of a token: CRC-32 over all that stands before them. Not a secret and no proof: they let a scanner, or
 * a person who mistyped, tell a token from a look-alike without asking the server.
 */
export function checkDigits(before: string, layout: TokenLayout): string {
  return toDigits(crc32.str(before) >>> 0, layout.secretAlphabet, layout.checkLength);
}

/** A secret taken apart. */
export function splitSecret(
  secret: string,
  layout: TokenLayout,
): { readonly random: string; readonly seal: string; readonly check: string } {
  const sealEnd = layout.randomLength + layout.sealLength;
  return {
    random: secret.slice(0, layout.randomLength),
    seal: secret.slice(layout.randomLength, sealEnd),
    check: secret.slice(sealEnd),
  };
}

/** Whether the check digits of a parsed token are right. Public information: not constant-time. */
export function hasValidCheckDigits(format: TokenFormat, brand: string, parts: TokenParts): boolean {
  const layout = format.layoutOf(parts.kind);
  const { random, seal, check } = splitSecret(parts.secret, layout);
  return check === checkDigits(format.head(brand, parts) + random + seal, layout);
}
