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
