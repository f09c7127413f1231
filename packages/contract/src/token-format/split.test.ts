import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { base62Alphabet } from './alphabet.ts';
import { type CredentialKind, credentialKinds, tokenFormats } from './index.ts';

const { split } = tokenFormats;
const secret = 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQ';

const drawn = (alphabet: string, minLength: number, maxLength = minLength) =>
  fc.array(fc.constantFrom(...alphabet), { minLength, maxLength }).map((characters) => characters.join(''));
const lower = 'abcdefghijklmnopqrstuvwxyz';
const brands = fc.tuple(drawn(lower, 1), drawn(`${lower}0123456789`, 1, 15)).map(([first, rest]) => first + rest);
const parts = fc
  .tuple(fc.constantFrom<CredentialKind>(...credentialKinds), drawn(`${lower}0123456789`, 8), drawn(base62Alphabet, 43))
  .map(([kind, prefix, text]) => ({ kind, projectId: '', prefix, secret: text }));

test('it reads back what it wrote, as the kind that it was and as no other', () => {
  fc.assert(
    fc.property(brands, parts, (brand, written) => {
      const read = credentialKinds.map((kind) => split.parse(brand, kind, split.format(brand, written)));
      assert.deepEqual(
        read.filter((found) => found !== null),
        [written],
      );
    }),
  );
});

test('the head of a token is all that stands before its secret, and begins with the public prefix', () => {
  fc.assert(
    fc.property(brands, parts, (brand, written) => {
      const head = split.head(brand, written);
      assert.equal(split.format(brand, written), head + written.secret);
      assert.ok(head.startsWith(split.publicPrefix(brand, written.kind, written.prefix)));
    }),
  );
});

test('a token is not one of another brand, even where one brand begins with the other', () => {
  fc.assert(
    fc.property(brands, brands, parts, (mine, other, written) => {
      fc.pre(mine !== other);
      assert.equal(split.parse(mine, written.kind, split.format(other, written)), null);
    }),
  );
});

test('the documents’ example is read as they say: an API key, its prefix, its secret', () => {
  assert.deepEqual(split.parse('tr', 'api-key', `tr_ak_k9c4n2xb.${secret}`), {
    kind: 'api-key',
    projectId: '',
    prefix: 'k9c4n2xb',
    secret,
  });
  assert.deepEqual(split.parse('tr', 'pat', `tr_pat_k9c4n2xb.${secret}`), {
    kind: 'pat',
    projectId: '',
    prefix: 'k9c4n2xb',
    secret,
  });
  assert.equal(split.publicPrefix('tr', 'api-key', 'k9c4n2xb'), 'tr_ak_k9c4n2xb');
});

const readAsAny = (text: string) =>
  credentialKinds.map((kind) => split.parse('tr', kind, text)).filter((found) => found !== null);

const noTokens: Readonly<Record<string, string>> = {
  nothing: '',
  'a secret alone': secret,
  'no dot': `tr_ak_k9c4n2xb${secret}`,
  'two dots': `tr_ak_k9c4n2xb..${secret}`,
  'a kind that there is not': `tr_key_k9c4n2xb.${secret}`,
  'the kind in capitals': `tr_AK_k9c4n2xb.${secret}`,
  'the brand in capitals': `TR_ak_k9c4n2xb.${secret}`,
  'a capital in the prefix': `tr_ak_K9c4n2xb.${secret}`,
  'a prefix of seven': `tr_ak_k9c4n2x.${secret}`,
  'a prefix of nine': `tr_ak_k9c4n2xbb.${secret}`,
  'a secret of 42': `tr_ak_k9c4n2xb.${secret.slice(1)}`,
  'a secret of 44': `tr_ak_k9c4n2xb.${secret}0`,
  'a character outside base62': `tr_ak_k9c4n2xb.${secret.slice(1)}-`,
  'a letter outside ASCII': `tr_ak_k9c4n2xb.${secret.slice(1)}é`,
  'space before': ` tr_ak_k9c4n2xb.${secret}`,
  'space behind': `tr_ak_k9c4n2xb.${secret} `,
  'a line feed behind': `tr_ak_k9c4n2xb.${secret}\n`,
  'a NUL behind': `tr_ak_k9c4n2xb.${secret}\0`,
  'text before': `xtr_ak_k9c4n2xb.${secret}`,
};
for (const [what, text] of Object.entries(noTokens)) {
  test(`no token: ${what}`, () => assert.deepEqual(readAsAny(text), []));
}

test('no string makes the parser throw', () => {
  fc.assert(fc.property(fc.string({ unit: 'binary', maxLength: 80 }), (text) => readAsAny(text).length === 0));
});
