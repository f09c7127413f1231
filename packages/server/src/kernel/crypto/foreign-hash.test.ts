import assert from 'node:assert/strict';
import { pbkdf2Sync } from 'node:crypto';
import { test } from 'node:test';
import { hash as hashArgon2 } from '@node-rs/argon2';
import { hash as hashBcrypt } from '@node-rs/bcrypt';
import { isKnownHash, verifyHash } from './foreign-hash.ts';

const secret = 'an-imported-key-of-thirty-six-chars!';
const salt = Buffer.from('sixteen bytes!!!');
const unpadded = (bytes: Buffer) => bytes.toString('base64').replaceAll('=', '');
const derive = (digest: string, iterations: number, length: number, saltBytes = salt) =>
  pbkdf2Sync(secret, saltBytes, iterations, length, digest);

const bcryptHash = await hashBcrypt(secret, { cost: 4 });
/** The numbers of the package’s `Algorithm`, an enumeration that types alone have. */
const [argon2d, argon2i, argon2id] = [0, 1, 2] as const;
const argon2 = (algorithm: 0 | 1 | 2) => hashArgon2(secret, { algorithm, memoryCost: 64, timeCost: 1, parallelism: 1 });

const known: readonly (readonly [name: string, hash: string])[] = [
  ['bcrypt 2b', bcryptHash],
  ['bcrypt 2a', bcryptHash.replace('$2b$', '$2a$')],
  ['bcrypt 2y, as PHP writes it', bcryptHash.replace('$2b$', '$2y$')],
  ['Argon2id', await argon2(argon2id)],
  ['Argon2i', await argon2(argon2i)],
  ['Argon2d', await argon2(argon2d)],
  ['PBKDF2-SHA-1 of Django', `pbkdf2_sha1$1000$${salt}$${derive('sha1', 1000, 20).toString('base64')}`],
  ['PBKDF2-SHA-256 of Django', `pbkdf2_sha256$1000$${salt}$${derive('sha256', 1000, 32).toString('base64')}`],
  ['PBKDF2-SHA-512 of Django', `pbkdf2_sha512$1000$${salt}$${derive('sha512', 1000, 64).toString('base64')}`],
  [
    'PBKDF2-SHA-256 of passlib, with its own base64',
    `$pbkdf2-sha256$29000$${unpadded(salt)}$${unpadded(derive('sha256', 29_000, 32)).replaceAll('+', '.')}`,
  ],
  ['PBKDF2-SHA-256 in PHC form', `$pbkdf2-sha256$i=1000$${unpadded(salt)}$${unpadded(derive('sha256', 1000, 32))}`],
  [
    'PBKDF2-SHA-512 in PHC form with a length',
    `$pbkdf2-sha512$i=1000,l=64$${unpadded(salt)}$${unpadded(derive('sha512', 1000, 64))}`,
  ],
];

for (const [name, hash] of known) {
  test(`${name}: the right secret is proven and a wrong one is not`, async () => {
    assert.equal(isKnownHash(hash), true);
    assert.equal(await verifyHash(hash, secret), true);
    assert.equal(await verifyHash(hash, `${secret} `), false);
    assert.equal(await verifyHash(hash, ''), false);
  });
}

test('a salt in passlib’s base64, with a full stop for a plus, is read as it was written', async () => {
  const bytes = Buffer.from('fbefbefbefbefbefbefbefbefbefbe00', 'hex');
  const written = unpadded(bytes).replaceAll('+', '.');
  assert.ok(written.includes('.'));
  const hash = `$pbkdf2-sha256$1000$${written}$${unpadded(derive('sha256', 1000, 32, bytes)).replaceAll('+', '.')}`;
  assert.equal(await verifyHash(hash, secret), true);
});

const unknown: readonly (readonly [name: string, hash: string])[] = [
  ['the empty string', ''],
  ['a bare SHA-256', 'a'.repeat(64)],
  ['a bcrypt of a cost that takes minutes', bcryptHash.replace('$04$', '$17$')],
  ['a truncated bcrypt', bcryptHash.slice(0, -1)],
  ['PBKDF2 with more iterations than are computed', `pbkdf2_sha256$5000001$salt$${unpadded(derive('sha256', 1, 32))}`],
  ['PBKDF2 without an iteration', `pbkdf2_sha256$0$salt$${unpadded(derive('sha256', 1, 32))}`],
  ['PBKDF2 with a derived key too short to prove anything', 'pbkdf2_sha256$1000$salt$YWJj'],
  ['PBKDF2 with an unknown digest', `$pbkdf2-md5$i=1000$c2FsdA$${'a'.repeat(22)}`],
  ['Argon2 that asks for 4 GiB', `$argon2id$v=19$m=4194304,t=1,p=1$c2FsdHNhbHQ$${'a'.repeat(43)}`],
  ['Argon2 that asks for a thousand passes', `$argon2id$v=19$m=65536,t=1000,p=1$c2FsdHNhbHQ$${'a'.repeat(43)}`],
  ['Argon2 that asks for a thousand lanes', `$argon2id$v=19$m=65536,t=1,p=1000$c2FsdHNhbHQ$${'a'.repeat(43)}`],
  ['a hash with a line break after it', `${bcryptHash}\n`],
];

for (const [name, hash] of unknown) {
  test(`${name} is no known hash and proves nothing`, async () => {
    assert.equal(isKnownHash(hash), false);
    assert.equal(await verifyHash(hash, secret), false);
  });
}

test('an Argon2 string that cannot be computed proves nothing instead of failing', async () => {
  const uncomputable = '$argon2id$v=19$m=1,t=1,p=8$c2FsdHNhbHQ$aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa';
  assert.equal(await verifyHash(uncomputable, secret), false);
});
