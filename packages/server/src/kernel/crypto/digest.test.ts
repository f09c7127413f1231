import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { deriveKey, equalInConstantTime, keyedDigest, mac } from './digest.ts';

test('HMAC-SHA-256 as RFC 4231 §4.3 has it', () => {
  const digest = mac(Buffer.from('Jefe'), 'what do ya want for nothing?');
  assert.equal(digest.toString('hex'), '5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843');
});

test('a key is derived alike each time, and differs by secret and by purpose', () => {
  const [one, other] = [Buffer.alloc(32, 1), Buffer.alloc(32, 2)];
  assert.deepEqual(deriveKey(one, 'seal'), deriveKey(one, 'seal'));
  assert.notDeepEqual(deriveKey(one, 'seal'), deriveKey(other, 'seal'));
  assert.notDeepEqual(deriveKey(one, 'seal'), deriveKey(one, 'people'));
  assert.equal(deriveKey(one, 'seal').length, 32);
});

test('a digest depends on all of the key and all of the data', () => {
  const key = 'k'.repeat(43);
  const base = keyedDigest(key, 'token');
  assert.equal(base, keyedDigest(key, 'token'));
  for (const changed of [keyedDigest(`${key.slice(1)}x`, 'token'), keyedDigest(key, 'tokem'), keyedDigest(key, '')]) {
    assert.notEqual(changed, base);
  }
});

test('equal in constant time means equal', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), fc.string({ unit: 'binary' }), (a, b) => {
      assert.equal(equalInConstantTime(a, a), true);
      assert.equal(equalInConstantTime(a, b), Buffer.from(a).equals(Buffer.from(b)));
    }),
  );
});
