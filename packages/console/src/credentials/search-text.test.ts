import assert from 'node:assert/strict';
import { test } from 'node:test';
import { toSearch } from './search-text.ts';

test('a whole token that is pasted into a search is never sent, whatever its format', () => {
  for (const token of [
    `tr_pat_k9c4n2xb.${'a'.repeat(43)}`,
    `tgpat_${'b'.repeat(60)}`,
    `tcp_${'c'.repeat(40)}`,
    `k9c4n2xb.${'d'.repeat(43)}`,
    `find tr_pat_k9c4n2xb.${'e'.repeat(43)} please`,
  ]) {
    assert.equal(toSearch(token), 'token');
  }
});

test('words and prefixes are', () => {
  assert.equal(toSearch('  deploy key '), 'deploy key');
  assert.equal(toSearch('tr_pat_k9c4n2xb'), 'tr_pat_k9c4n2xb');
  assert.equal(toSearch('   '), undefined);
});
