import { createHmac, hash, hkdfSync, timingSafeEqual } from 'node:crypto';

/** HMAC-SHA-256. */
export const mac = (key: Buffer, data: string): Buffer => createHmac('sha256', key).update(data).digest();

/** HKDF-SHA-256 (RFC 5869): a 32-byte key of its own for each purpose. */
export const deriveKey = (secret: Buffer, purpose: string): Buffer =>
  Buffer.from(hkdfSync('sha256', secret, '', purpose, 32));

/**
 * A digest under a key of fixed length, for use as a map key or to store a random one-time token. One-shot SHA-256 of
 * key then data: three times as fast as HMAC, and enough where nobody sees the digest (no length extension to exploit).
 */
export const keyedDigest = (key: string, data: string): string => hash('sha256', key + data, 'base64url');

/** Whether two strings are equal, in a time that depends on their lengths alone. */
export function equalInConstantTime(a: string, b: string): boolean {
  const left = Buffer.from(a);
  const right = Buffer.from(b);
  return left.length === right.length && timingSafeEqual(left, right);
}

/** SHA-256 in lower-case hex. */
export const sha256Hex = (data: string): string => hash('sha256', data);

/** SHA-256 in base64url: 43 characters. */
export const sha256Base64Url = (data: string): string => hash('sha256', data, 'base64url');
