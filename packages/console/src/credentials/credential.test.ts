import assert from 'node:assert/strict';
import { test } from 'node:test';
import { stateOf } from './credential.ts';

const now = Date.parse('2026-04-18T10:45:00Z');
const dayMs = 24 * 3_600_000;
const inDays = (days: number): string => new Date(now + days * dayMs).toISOString();

for (const [revokedAt, expiresAt, state] of [
  [null, null, 'active'],
  [null, inDays(15), 'active'],
  [null, inDays(14), 'expiring'],
  [null, inDays(0), 'expired'],
  [null, inDays(-1), 'expired'],
  [inDays(-1), inDays(15), 'revoked'],
  [inDays(-1), inDays(-2), 'revoked'],
] as const) {
  test(`revoked ${revokedAt ?? 'never'}, expiring ${expiresAt ?? 'never'}: ${state}`, () =>
    assert.equal(stateOf({ revokedAt, expiresAt }, now), state));
}
