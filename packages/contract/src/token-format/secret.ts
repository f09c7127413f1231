import crc32 from 'crc-32';
import { toBase62 } from './base62.ts';

/** The three parts of a secret, in characters of base62: 190 random bits, a keyed seal, check digits. */
export const secretLayout = { random: 32, seal: 5, check: 6, total: 43 } as const;

/**
 * The six check digits of a token: CRC-32 over all that stands before them. Not a secret and no proof: they let a
 * scanner, or a person who mistyped, tell a token from a look-alike without asking the server.
 */
export function checkDigits(before: string): string {
  return toBase62(crc32.str(before) >>> 0, secretLayout.check);
}

/** Whether `token` ends in the check digits of what stands before them. Public information: not constant-time. */
export function hasValidCheckDigits(token: string): boolean {
  const before = token.slice(0, -secretLayout.check);
  return token.length > secretLayout.check && token.slice(-secretLayout.check) === checkDigits(before);
}

/** A secret taken apart. */
export function splitSecret(secret: string): {
  readonly random: string;
  readonly seal: string;
  readonly check: string;
} {
  const sealEnd = secretLayout.random + secretLayout.seal;
  return {
    random: secret.slice(0, secretLayout.random),
    seal: secret.slice(secretLayout.random, sealEnd),
    check: secret.slice(sealEnd),
  };
}
