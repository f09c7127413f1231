import { type PlatformFile, platformDefaults } from '@keywright/contract';
import { createDerivedRandom } from '../../kernel/crypto/derived-random.ts';
import { deriveKey, keyedDigest } from '../../kernel/crypto/digest.ts';
import type { Random } from '../../kernel/crypto/random.ts';

/**
 * Until when the old secret works, null where it ends at once: as asked, at most as long as the platform allows, and never
 * past the expiry that it was given out with, nor past the new one. So a secret that has expired does not come back.
 */
export function graceEnd(
  requestedSeconds: number | undefined,
  bounds: {
    readonly now: number;
    readonly platform: PlatformFile;
    /** The credential’s expiry before the rotation and after it; null for never. */
    readonly expiries: readonly (number | null)[];
  },
): number | null {
  const { now, platform, expiries } = bounds;
  const maximum = platform.rotation?.maximumGraceSeconds ?? platformDefaults.maximumGraceSeconds;
  const seconds = Math.min(requestedSeconds ?? 0, maximum);
  const end = Math.min(now + seconds * 1000, ...expiries.filter((expiresAt) => expiresAt !== null));
  return end > now ? end : null;
}

/**
 * The randomness of a rotation under an Idempotency-Key. It can be made again from the keyring, the stored nonce and the
 * key itself, which only the caller has: so the reply can be repeated, and nothing stored gives the secret away.
 */
export function rotationRandom(rotationKey: Buffer, nonce: string, idempotencyKey: string): Random {
  return createDerivedRandom(deriveKey(rotationKey, nonce), idempotencyKey);
}

/** How an Idempotency-Key, or the request that it came with, is stored. */
export const rotationDigest = (rotationKey: Buffer, text: string): string =>
  keyedDigest(rotationKey.toString('base64url'), text);
