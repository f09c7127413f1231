import { randomBytes, randomFillSync } from 'node:crypto';

/** The only source of secrets and prefixes. Injected where tests must force a collision. */
export interface Random {
  /** `length` characters drawn evenly and independently from `alphabet` (2 to 256 characters). */
  characters(alphabet: string, length: number): string;
  /** `bytes` random bytes as unpadded base64url. */
  token(bytes: number): string;
}

/** Rejection sampling: a byte of `draw` that would favour the alphabet's first characters is thrown away. */
export function drawCharacters(draw: (missing: number) => Buffer, alphabet: string, length: number): string {
  const limit = 256 - (256 % alphabet.length);
  let drawn = '';
  while (drawn.length < length) {
    for (const byte of draw(length - drawn.length)) {
      if (byte < limit && drawn.length < length) drawn += alphabet.charAt(byte % alphabet.length);
    }
  }
  return drawn;
}

export const systemRandom: Random = {
  characters: (alphabet, length) => drawCharacters((missing) => randomBytes(2 * missing), alphabet, length),
  token: (bytes) => randomBytes(bytes).toString('base64url'),
};

const traceIdBytes = 16;
/** Drawn for many trace ids at once: one draw costs more than all the rest that the gate does with a request. */
const drawn = Buffer.alloc(256 * traceIdBytes);
let used = drawn.length;

/** A trace id: 16 random bytes in lower-case hex, as W3C Trace Context writes it. It is no secret: whoever is answered gets it. */
export function newTraceId(): string {
  if (used === drawn.length) {
    randomFillSync(drawn);
    used = 0;
  }
  used += traceIdBytes;
  return drawn.toString('hex', used - traceIdBytes, used);
}

/** A nonce for one reply’s Content-Security-Policy: 16 random bytes in base64, as CSP 3 writes it. */
export const newNonce = (): string => randomBytes(16).toString('base64');
