/** Older keys, and the ways in which systems keep them. */
import { createHash, pbkdf2Sync } from 'node:crypto';
import { hash as hashArgon2 } from '@node-rs/argon2';
import { hash as hashBcrypt } from '@node-rs/bcrypt';
import { olderKey } from '../../acceptance/001/calls.ts';
import type { TestApp } from '../../harness.ts';

const salt = Buffer.from('a salt of 16 b..');
const unpadded = (bytes: Buffer) => bytes.toString('base64').replaceAll('=', '');
const derive = (key: string, iterations: number) => pbkdf2Sync(key, salt, iterations, 32, 'sha256');
const hashed = (key: string, hash: string) => ({ hash, prefix: key.slice(0, 8) });

/** How a record gives a key: in plaintext, as a digest, or as each kind of salted hash. */
export const waysToGive: Readonly<Record<string, (key: string) => Promise<object>>> = {
  plaintext: async (key) => ({ key }),
  'SHA-256 in hex': async (key) => ({ sha256: createHash('sha256').update(key).digest('hex') }),
  'SHA-256 in upper-case hex': async (key) => ({
    sha256: createHash('sha256').update(key).digest('hex').toUpperCase(),
  }),
  'SHA-256 in base64': async (key) => ({ sha256: createHash('sha256').update(key).digest('base64') }),
  bcrypt: async (key) => hashed(key, await hashBcrypt(key, { cost: 4 })),
  'PBKDF2 of Django': async (key) => hashed(key, `pbkdf2_sha256$1000$${salt}$${derive(key, 1000).toString('base64')}`),
  'PBKDF2 of passlib': async (key) =>
    hashed(key, `$pbkdf2-sha256$1000$${unpadded(salt)}$${unpadded(derive(key, 1000)).replaceAll('+', '.')}`),
  'PBKDF2 in PHC form': async (key) =>
    hashed(key, `$pbkdf2-sha256$i=1000$${unpadded(salt)}$${unpadded(derive(key, 1000))}`),
  Argon2id: async (key) => hashed(key, await hashArgon2(key, { memoryCost: 128, timeCost: 2, parallelism: 1 })),
};

/** A record of an API key of the project, as a file would have it. */
export const apiKeyRecord = (app: TestApp, more: object = {}) => ({
  kind: 'api-key',
  project_id: app.projectId,
  name: 'imported',
  scopes: ['keys.view'],
  ...more,
});

/** A record of a PAT of the administrator. */
export const patRecord = (app: TestApp, more: object = {}) => ({
  kind: 'pat',
  owner_email: app.config.adminEmail,
  name: 'imported',
  ...more,
});

/** How the database holds a key, found by its name. */
export const rowNamed = ({ app }: TestApp, name: string) =>
  app.database.reader.selectFrom('credentials').selectAll().where('name', '=', name).executeTakeFirstOrThrow();

export async function countCredentials({ app }: TestApp): Promise<number> {
  const counted = app.database.reader.selectFrom('credentials').select((eb) => eb.fn.countAll<number>().as('count'));
  return Number((await counted.executeTakeFirstOrThrow()).count);
}

/** A name that no other record has. */
export const uniqueName = (): string => `imported ${olderKey().slice(0, 12)}`;
