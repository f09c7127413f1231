import assert from 'node:assert/strict';
import { it } from 'node:test';
import { countFolded, toFilter, toQuery } from './filter.ts';

it('an address says every filter, and what it says wrongly is as if it were not said', () => {
  const whole = {
    search: 'ci',
    kind: 'pat',
    organization: 'acme',
    userId: '01ARZ3NDEKTSV4RRFFQ69G5FAV',
    revoked: false,
    expired: true,
    expires: true,
    createdAfter: '2026-01-01',
    createdBefore: '2026-02-01',
    usedAfter: '2026-01-02',
    usedBefore: '2026-01-31',
    expiresBefore: '2026-03-01',
  } as const;
  assert.deepEqual(toFilter(whole), whole);
  assert.equal(countFolded(whole), 8);
  assert.deepEqual(toFilter({ kind: 'key', revoked: 'yes', createdAfter: 'soon', usedBefore: 3, more: 1 }), {});
});

it('days are asked for as instants, and a pasted token is not asked for at all', () => {
  const query = toQuery({
    search: 'tr_pat_abcdefgh.aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa',
    createdAfter: '2026-01-01',
  });
  assert.deepEqual(query, { createdAfter: new Date('2026-01-01T00:00:00').toISOString() });
});
