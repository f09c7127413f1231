import assert from 'node:assert/strict';
import { test } from 'node:test';
import { toChangedPolicyId, toPolicyId } from './policy-choice.ts';

const beyond = (work: () => unknown) => assert.throws(work, /must be that of the credential in use/);

test('whoever is not limited gives any policy or none', () => {
  assert.equal(toPolicyId(undefined, null), null);
  assert.equal(toPolicyId(null, null), null);
  assert.equal(toPolicyId('p', null), 'p');
});

test('what a limited credential mints has its policy, and cannot be asked for without it or with another', () => {
  assert.equal(toPolicyId(undefined, 'p'), 'p');
  assert.equal(toPolicyId('p', 'p'), 'p');
  beyond(() => toPolicyId(null, 'p'));
  beyond(() => toPolicyId('q', 'p'));
});

test('a change that does not name the policy leaves it, and null clears it', () => {
  assert.equal(toChangedPolicyId(undefined, 'p', null), 'p');
  assert.equal(toChangedPolicyId(null, 'p', null), null);
  assert.equal(toChangedPolicyId('q', 'p', null), 'q');
});

test('a limited credential loosens nothing: neither its own policy nor that of others', () => {
  beyond(() => toChangedPolicyId(null, 'p', 'p'));
  beyond(() => toChangedPolicyId('q', 'p', 'p'));
  beyond(() => toChangedPolicyId(null, 'q', 'p'));
  assert.equal(toChangedPolicyId('p', null, 'p'), 'p');
  assert.equal(toChangedPolicyId('q', 'q', 'p'), 'q');
  assert.equal(toChangedPolicyId(undefined, null, 'p'), null);
});
