import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { dotted } from './dotted.ts';
import { partsOf } from './format-samples.fixture.ts';

const prefix = 'A1B2C3D4E5F6';
const secret = 'aZ9'.repeat(14).concat('0');
const token = `${prefix}.${secret}`;

test('the parts of any token read back', () => {
  fc.assert(
    fc.property(partsOf(dotted, 'pat'), (parts) => {
      assert.deepEqual(dotted.parse('apit', 'pat', dotted.format('apit', parts)), parts);
    }),
  );
});

test('a token is its prefix, a full stop and its secret, as document 003 writes it', () => {
  const parts = { kind: 'pat', projectId: '', prefix, secret } as const;
  assert.equal(dotted.format('apit', parts), token);
  assert.equal(dotted.publicPrefix('apit', 'pat', prefix), prefix);
  assert.deepEqual(dotted.parse('apit', 'pat', token), parts);
});

for (const [what, text] of [
  ['a prefix in lower case', token.toLowerCase()],
  ['a prefix of 11 characters', token.slice(1)],
  ['a prefix of 13 characters', `A${token}`],
  ['a secret of 42 characters', token.slice(0, -1)],
  ['a secret of 44 characters', `${token}x`],
  ['a comma for the full stop', token.replace('.', ',')],
  ['two full stops', token.replace('.', '..')],
  ['a character that is no letter or digit', `${token.slice(0, -1)}-`],
  ['a line break at its end', `${token}\n`],
  ['a brand', `apit_${token}`],
] as const) {
  test(`a string with ${what} is no token`, () => {
    assert.equal(dotted.parse('apit', 'pat', text), null);
  });
}
