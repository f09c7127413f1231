import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { partsOf } from './format-samples.fixture.ts';
import { opaque } from './opaque.ts';

const prefix = 'aB3dE6gH9jK2';
const secret = 'Zz0'.repeat(17).concat('1');
const token = `tcp_${prefix}${secret}`;

test('the parts of any token read back', () => {
  fc.assert(
    fc.property(partsOf(opaque, 'pat'), (parts) => {
      assert.deepEqual(opaque.parse('tcp', 'pat', opaque.format('tcp', parts)), parts);
    }),
  );
});

test('a token is tcp_ and 64 letters and digits, as document 004 writes it', () => {
  fc.assert(
    fc.property(partsOf(opaque, 'pat'), (parts) => {
      assert.match(opaque.format('tcp', parts), /^tcp_[0-9A-Za-z]{64}$/);
    }),
  );
});

test('the first 12 of the 64 are the public prefix, shown with the brand', () => {
  assert.deepEqual(opaque.parse('tcp', 'pat', token), { kind: 'pat', projectId: '', prefix, secret });
  assert.equal(opaque.publicPrefix('tcp', 'pat', prefix), `tcp_${prefix}`);
});

for (const [what, text] of [
  ['another brand', token.replace('tcp', 'tcq')],
  ['a brand in upper case', token.replace('tcp', 'TCP')],
  ['no brand', token.slice(4)],
  ['63 characters', token.slice(0, -1)],
  ['65 characters', `${token}x`],
  ['a character that is no letter or digit', `${token.slice(0, -1)}_`],
  ['a line break at its end', `${token}\n`],
] as const) {
  test(`a string with ${what} is no token`, () => {
    assert.equal(opaque.parse('tcp', 'pat', text), null);
  });
}
