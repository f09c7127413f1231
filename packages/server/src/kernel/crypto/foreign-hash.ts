import { pbkdf2, timingSafeEqual } from 'node:crypto';
import { promisify } from 'node:util';
import { verify as verifyArgon2 } from '@node-rs/argon2';
import { verify as verifyBcrypt } from '@node-rs/bcrypt';

/** Bounds on what an imported hash may ask for, so that one line of a file cannot keep a processor for minutes. */
const maximumIterations = 5_000_000;
const maximumBcryptCost = 16;
/** In KiB: 1 GiB. */
const maximumArgon2Memory = 1_048_576;
const maximumArgon2Passes = 64;
const maximumArgon2Lanes = 64;

type Pbkdf2 = {
  readonly digest: 'sha1' | 'sha256' | 'sha512';
  readonly iterations: number;
  readonly salt: Buffer;
  readonly hash: Buffer;
};

const bcrypt = /^\$2[aby]\$(\d\d)\$[./A-Za-z0-9]{53}$/;
const argon2 = /^\$argon2(id|i|d)\$v=\d{1,2}\$m=(\d{1,8}),t=(\d{1,4}),p=(\d{1,4})\$[A-Za-z0-9+/]+\$[A-Za-z0-9+/]+$/;
/** PHC: `$pbkdf2-sha256$i=29000$salt$hash`; passlib: `$pbkdf2-sha256$29000$salt$hash`, with `.` for `+`. */
const phcPbkdf2 = /^\$pbkdf2-(sha1|sha256|sha512)\$(?:i=)?(\d{1,8})(?:,l=\d+)?\$([^$]+)\$([^$]+)$/;
/** Django: `pbkdf2_sha256$600000$salt$hash`, the salt as text. */
const djangoPbkdf2 = /^pbkdf2_(sha1|sha256|sha512)\$(\d{1,8})\$([^$]+)\$([^$]+)$/;

const fromBase64 = (text: string): Buffer => Buffer.from(text.replaceAll('.', '+'), 'base64');

function readPbkdf2(hash: string): Pbkdf2 | undefined {
  const phc = phcPbkdf2.exec(hash);
  const [, digest, iterations, salt, derived] = phc ?? djangoPbkdf2.exec(hash) ?? [];
  if (digest === undefined || salt === undefined || derived === undefined) return undefined;
  const parsed = {
    digest: digest as Pbkdf2['digest'],
    iterations: Number(iterations),
    salt: phc === null ? Buffer.from(salt) : fromBase64(salt),
    hash: fromBase64(derived),
  };
  const isBounded = parsed.iterations >= 1 && parsed.iterations <= maximumIterations;
  return isBounded && parsed.hash.length >= 16 && parsed.hash.length <= 64 ? parsed : undefined;
}

function isBoundedArgon2(hash: string): boolean {
  const parameters = argon2.exec(hash)?.slice(2).map(Number);
  if (parameters === undefined) return false;
  const [memory = 0, passes = 0, lanes = 0] = parameters;
  return memory <= maximumArgon2Memory && passes <= maximumArgon2Passes && lanes <= maximumArgon2Lanes;
}

/** Whether `hash` is one that `verifyHash` can check: Argon2, bcrypt or PBKDF2 (PHC, passlib, Django). */
export function isKnownHash(hash: string): boolean {
  const cost = bcrypt.exec(hash)?.[1];
  return (
    (cost !== undefined && Number(cost) <= maximumBcryptCost) || isBoundedArgon2(hash) || readPbkdf2(hash) !== undefined
  );
}

/** Whether `hash` was made of `secret`. Any string that is no known hash is the hash of nothing. */
export async function verifyHash(hash: string, secret: string): Promise<boolean> {
  if (!isKnownHash(hash)) return false;
  if (argon2.test(hash)) return verifyArgon2(hash, secret).catch(() => false);
  const expected = readPbkdf2(hash);
  if (expected === undefined) return verifyBcrypt(secret, hash).catch(() => false);
  const { digest, iterations, salt } = expected;
  const derived = await promisify(pbkdf2)(secret, salt, iterations, expected.hash.length, digest);
  return timingSafeEqual(derived, expected.hash);
}
