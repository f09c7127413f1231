import assert from 'node:assert/strict';
import { test } from 'node:test';
import { safeNext } from './safe-next.ts';

const origin = 'https://keys.example.com';

for (const [next, expected] of [
  ['/tokens?state=revoked#x', '/tokens?state=revoked#x'],
  [undefined, '/'],
  ['', '/'],
  ['tokens', '/'],
  ['https://evil.example', '/'],
  ['//evil.example/x', '/'],
  ['/\\evil.example', '/'],
  ['/\t/evil.example', '/'],
  ['/x/..//evil.example', '/'],
  ['javascript:alert(1)', '/'],
] as const) {
  test(`after a sign-in that names ${JSON.stringify(next)} a person lands on ${expected}`, () => {
    assert.equal(safeNext(next, origin), expected);
  });
}
