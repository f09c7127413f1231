import assert from 'node:assert/strict';
import { it } from 'node:test';
import { credentialKinds, secretLength, tokenFormats } from '@keywright/contract';
import { kindOf } from './credential-kind.ts';

it('tells PATs from API keys in the formats that tell them apart, without the formats', () => {
  for (const kind of credentialKinds) {
    for (const format of [tokenFormats.split, tokenFormats.tolgee]) {
      const layout = format.layoutOf(kind);
      const prefix = 'a'.repeat(layout.prefixLength);
      const parts = { kind, projectId: '01M805BENY3ZEPYAXH5KC6Z4KD', prefix, secret: 'a'.repeat(secretLength(layout)) };
      for (const brand of ['tr', 'tg', 'ak']) assert.equal(kindOf(format.format(brand, parts)), kind, format.name);
    }
  }
});

it('does not guess in the others, and knows an access JWT', () => {
  for (const token of [`ABCDEFGHIJKL.${'a'.repeat(43)}`, `tcp_${'a'.repeat(64)}`])
    assert.equal(kindOf(token), undefined);
  assert.equal(kindOf('eyJhbGciOiJFZERTQSJ9.eyJzdWIiOiIxIn0.c2ln'), 'access-jwt');
});
