import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { test } from 'node:test';
import { Webhook as Library } from 'standardwebhooks';
import type { Webhook } from './webhook.ts';
import { showSecret, signMessage } from './webhook-secret.ts';

const newKeys = (): [Buffer] => [randomBytes(32)];
const webhook = (secretVersion = 1, previousSecretUntil: number | null = null, id = 'w1') =>
  ({ id, secretVersion, previousSecretUntil }) as Webhook;
const now = Date.now();
const message = { id: 'e1', timestampSeconds: Math.floor(now / 1000), payload: '{"type":"webhook.test","é":"“”"}' };

/** What a receiver does. */
function accepts(secret: string, signature: string, payload = message.payload): boolean {
  const headers = {
    'webhook-id': message.id,
    'webhook-timestamp': String(message.timestampSeconds),
    'webhook-signature': signature,
  };
  try {
    new Library(secret).verify(payload, headers);
    return true;
  } catch {
    return false;
  }
}

test('a receiver with the standard’s library accepts what is signed, and nothing that was changed', () => {
  const keys = newKeys();
  const secret = showSecret(keys, webhook());
  const signature = signMessage(keys, webhook(), message, now);
  assert.ok(accepts(secret, signature));
  assert.ok(!accepts(secret, signature, message.payload.replace('test', 'Test')));
  assert.ok(!accepts(showSecret(newKeys(), webhook()), signature));
});

test('a secret has 32 bytes, within the 24 to 64 of the standard, and differs between endpoints and versions', () => {
  const keys = newKeys();
  const secrets = [webhook(1), webhook(2), webhook(1, null, 'w2'), webhook(11, null, 'w')].map((each) =>
    showSecret(keys, each),
  );
  assert.equal(new Set(secrets).size, secrets.length);
  for (const secret of secrets) assert.equal(Buffer.from(secret.slice('whsec_'.length), 'base64').length, 32);
});

test('a receiver that was given its secret before the keyring was rotated goes on verifying', () => {
  const [old] = newKeys();
  const secret = showSecret([old], webhook());
  const rotated: [Buffer, Buffer] = [randomBytes(32), old];
  const signature = signMessage(rotated, webhook(), message, now);
  assert.ok(accepts(secret, signature));
  assert.ok(accepts(showSecret(rotated, webhook()), signature));
});

test('the secret before the last rotation signs too, until its time is over', () => {
  const keys = newKeys();
  const old = showSecret(keys, webhook(1));
  assert.ok(accepts(old, signMessage(keys, webhook(2, now + 1), message, now)));
  assert.ok(!accepts(old, signMessage(keys, webhook(2, now), message, now)));
  assert.ok(!accepts(old, signMessage(keys, webhook(3, now + 1), message, now)), 'nor after a second rotation');
});
