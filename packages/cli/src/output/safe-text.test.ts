import assert from 'node:assert/strict';
import { it } from 'node:test';
import fc from 'fast-check';
import { safeJson, safeText } from './safe-text.ts';

const control = /(?![\u200c\u200d])[\p{Cc}\p{Cf}\u2028\u2029]/u;

it('safeText leaves no character that a terminal acts upon, and what people write as it is', () => {
  assert.equal(safeText('a\u001b[31mb\tc\nd\u009be\u202ef'), 'a\\u{1b}[31mb\\u{9}c\\u{a}d\\u{9b}e\\u{202e}f');
  assert.equal(safeText('Zoë 名前 👩‍💻 “x”'), 'Zoë 名前 👩‍💻 “x”');
  fc.assert(fc.property(fc.string({ unit: 'binary' }), (text) => !control.test(safeText(text))));
});

it('safeJson is JSON of the same value, without such characters', () => {
  const value = fc.dictionary(fc.string({ unit: 'binary' }), fc.string({ unit: 'binary' }), { noNullPrototype: true });
  fc.assert(
    fc.property(value, (reply) => {
      const text = safeJson(reply, 2);
      assert.deepEqual(JSON.parse(text), reply);
      assert.ok(!control.test(text.replaceAll('\n', '')));
    }),
  );
});
