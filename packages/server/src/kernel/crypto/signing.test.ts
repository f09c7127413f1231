import assert from 'node:assert/strict';
import { createPublicKey, verify } from 'node:crypto';
import { test } from 'node:test';
import { createSigningKey } from './signing.ts';

/** RFC 8032 §7.1, test 1: the empty message. */
const vector = {
  seed: '9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60',
  signature:
    'e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b',
};

test('signs as RFC 8032 does', () => {
  const key = createSigningKey(Buffer.from(vector.seed, 'hex'));
  assert.equal(Buffer.from(key.sign(''), 'base64url').toString('hex'), vector.signature);
});

test('its own signature verifies, here and with the public key alone; that of another text or key does not', () => {
  const key = createSigningKey(Buffer.alloc(32, 1));
  const other = createSigningKey(Buffer.alloc(32, 2));
  const signature = key.sign('text');
  assert.ok(key.verify('text', signature));
  const elsewhere = createPublicKey(key.publicPem);
  assert.ok(verify(null, Buffer.from('text'), elsewhere, Buffer.from(signature, 'base64url')));
  assert.ok(!key.verify('texts', signature));
  assert.ok(!other.verify('text', signature));
  assert.ok(!key.verify('text', 'nonsense'));
  assert.notEqual(key.id, other.id);
});
