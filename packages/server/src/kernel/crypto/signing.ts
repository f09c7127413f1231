import { createPrivateKey, createPublicKey, hash, type KeyObject, sign, verify } from 'node:crypto';

/** What precedes the 32 bytes of an Ed25519 seed in PKCS #8 (RFC 8410 §7). */
const pkcs8Head = Buffer.from('302e020100300506032b657004220420', 'hex');

/** An Ed25519 key pair (RFC 8032), made from a seed of 32 bytes. */
export interface SigningKey {
  /** The first 16 hexadecimal digits of the SHA-256 of the public key. */
  readonly id: string;
  /** The public key as SPKI PEM, for whoever verifies elsewhere. */
  readonly publicPem: string;
  /** The signature of a text, in base64url. */
  sign(text: string): string;
  /** Whether `signature` is one of this key for that text, spelt as `sign` spells it. Any string may be given. */
  verify(text: string, signature: string): boolean;
}

export function createSigningKey(seed: Buffer): SigningKey {
  const privateKey: KeyObject = createPrivateKey({
    key: Buffer.concat([pkcs8Head, seed]),
    format: 'der',
    type: 'pkcs8',
  });
  const publicKey = createPublicKey(privateKey);
  const spki = publicKey.export({ format: 'der', type: 'spki' });
  return {
    id: hash('sha256', spki).slice(0, 16),
    publicPem: String(publicKey.export({ format: 'pem', type: 'spki' })),
    sign: (text) => sign(null, Buffer.from(text), privateKey).toString('base64url'),
    verify(text, signature) {
      const bytes = Buffer.from(signature, 'base64url');
      return bytes.toString('base64url') === signature && verify(null, Buffer.from(text), publicKey, bytes);
    },
  };
}
