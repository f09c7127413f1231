import assert from 'node:assert/strict';
import { it } from 'node:test';
import { concealTokens } from './conceal-tokens.ts';

it('leaves out what looks like a token of any format, and keeps ids and prefixes', () => {
  const secret = 'A1b2C3d4E5f6G7h8I9j0K1l2M3n4O5p6Q7r8S9t0U1v';
  for (const token of [
    `tr_pat_k9c4n2xb.${secret}`,
    `ABCDEFGHIJKL.${secret}`,
    `tcp_${secret}0123456789`,
    `tgpat_${secret}`,
  ]) {
    assert.equal(concealTokens(`unknown command '${token}'`), "unknown command '(what looks like a token)'");
  }
  const harmless = 'no token tr_pat_k9c4n2xb, project 01M805BENY3ZEPYAXH5KC6Z4KD';
  assert.equal(concealTokens(harmless), harmless);
});

it('leaves out a whole JWT, its signature included', () => {
  const jwt = 'eyJhbGciOiJFZERTQSJ9.eyJzdWIiOiIwMU0ifQ.Zm9v-YmFy_Zm9v-YmFy_Zm9v';
  assert.equal(concealTokens(`refused: ${jwt}!`), 'refused: (what looks like a token)!');
});

it('ends on any text, however much of it nearly looks like a token', () => {
  const text = 'a-'.repeat(2_000_000);
  assert.equal(concealTokens(text), text);
});
