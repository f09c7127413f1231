import assert from 'node:assert/strict';
import { test } from 'node:test';
import { keysOf } from './audit-keys.fixture.ts';
import {
  type Checkpoint,
  type Head,
  isCheckpointDue,
  isGenuine,
  isHeadGenuine,
  sealHead,
  signCheckpoint,
} from './checkpoint.ts';

const place = { sequence: 1000, previousSequence: 0, hash: 'h', at: 5, pruned: false };
const head = { sequence: 1000, hash: 'h', checkpointSequence: 900, checkpointAt: 5 };

test('a checkpoint verifies, and none of whose fields anybody has changed does', () => {
  const keys = keysOf(1);
  const signed = signCheckpoint(keys, place);
  assert.ok(isGenuine(keys, signed));
  const changes: readonly Partial<Checkpoint>[] = [
    { sequence: 1001 },
    { previousSequence: 1 },
    { hash: 'i' },
    { at: 6 },
    { pruned: true },
    { keyId: 'other' },
    { keyId: keysOf(2).signing[0].id },
    { signature: '' },
    { signature: signCheckpoint(keysOf(2), place).signature },
  ];
  for (const change of changes) assert.ok(!isGenuine(keys, { ...signed, ...change }), JSON.stringify(change));
});

test('a signature has one spelling: nothing can be added to it, nor its last bits be changed', () => {
  const keys = keysOf(1);
  const signed = signCheckpoint(keys, place);
  for (const tail of 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_') {
    const signature = signed.signature.slice(0, -1) + tail;
    assert.equal(isGenuine(keys, { ...signed, signature }), signature === signed.signature);
  }
  for (const more of ['=', ' ', '!']) {
    assert.ok(!isGenuine(keys, { ...signed, signature: signed.signature + more }));
  }
});

test('after a rotation of the keyring what the old key signed and sealed verifies, and the new one signs and seals', () => {
  const [before, after] = [keysOf(1), keysOf(2, 1)];
  const signed = signCheckpoint(before, place);
  const sealed = sealHead(before, head);
  assert.ok(isGenuine(after, signed));
  assert.ok(isHeadGenuine(after, sealed));
  assert.equal(signCheckpoint(after, place).keyId, after.signing[0].id);
  assert.notEqual(signCheckpoint(after, place).keyId, signed.keyId);
  assert.ok(!isGenuine(before, signCheckpoint(after, place)));
  assert.ok(!isHeadGenuine(before, sealHead(after, head)));
});

test('a key that has left the keyring verifies nothing any more', () => {
  assert.ok(!isGenuine(keysOf(2), signCheckpoint(keysOf(1), place)));
  assert.ok(!isHeadGenuine(keysOf(2), sealHead(keysOf(1), head)));
});

test('the end of the log verifies, and none of whose fields anybody has changed does; not even an empty one that is not sealed', () => {
  const keys = keysOf(1);
  const sealed = sealHead(keys, head);
  assert.ok(isHeadGenuine(keys, sealed));
  const changes: readonly Partial<Head>[] = [
    { sequence: 999 },
    { hash: '' },
    { checkpointSequence: 0 },
    { checkpointAt: 6 },
    { mac: '' },
    { mac: `${sealed.mac}=` },
  ];
  for (const change of changes) assert.ok(!isHeadGenuine(keys, { ...sealed, ...change }), JSON.stringify(change));
  assert.ok(!isHeadGenuine(keys, { sequence: 0, hash: '', checkpointSequence: 0, checkpointAt: 0, mac: '' }));
});

test('a checkpoint is due after a thousand events or a minute, whichever is first', () => {
  const last = { checkpointSequence: 500, checkpointAt: 10_000 };
  assert.ok(!isCheckpointDue(last, 1499, 69_999));
  assert.ok(isCheckpointDue(last, 1500, 10_000));
  assert.ok(isCheckpointDue(last, 501, 70_000));
});
