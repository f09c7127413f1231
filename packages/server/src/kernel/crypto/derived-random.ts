import { createHmac } from 'node:crypto';
import { drawCharacters, type Random } from './random.ts';

/**
 * Randomness that can be made again from `key` and `seed`, and looks random to whoever lacks either: HMAC-SHA-256 in counter
 * mode. For one use only; a second draw continues the stream.
 */
export function createDerivedRandom(key: Buffer, seed: string): Random {
  let counter = 0;
  const block = () => {
    counter += 1;
    return createHmac('sha256', key).update(`${counter}.${seed}`).digest();
  };
  return {
    characters: (alphabet, length) => drawCharacters(block, alphabet, length),
    token: (bytes) => {
      const blocks = Array.from({ length: Math.ceil(bytes / 32) }, block);
      return Buffer.concat(blocks).subarray(0, bytes).toString('base64url');
    },
  };
}
