import assert from 'node:assert/strict';
import { it } from 'node:test';
import { toServerAddress } from './server-address.ts';

it('an address has one spelling, and is https where it does not say', () => {
  const cases = [
    ['keys.example.com', 'https://keys.example.com'],
    [' https://Keys.example.com/ ', 'https://keys.example.com'],
    ['https://example.com/keywright/', 'https://example.com/keywright'],
    ['http://127.0.0.1:8787', 'http://127.0.0.1:8787'],
    ['http://localhost:8787/', 'http://localhost:8787'],
    ['http://[::1]:8787', 'http://[::1]:8787'],
  ] as const;
  for (const [typed, expected] of cases) assert.equal(toServerAddress(typed, false), expected);
});

it('plain http to another machine, credentials in the address and other schemes are refused', () => {
  const refused = [
    'http://keys.example.com',
    'http://127.0.0.1.example.com',
    'http://localhost.example.com',
    'https://user:secret@keys.example.com',
    'https://keys.example.com/?a=b',
    'https://keys.example.com/#a',
    'ftp://keys.example.com',
    'file:///etc/passwd',
    '',
    'https://',
  ];
  for (const typed of refused) assert.throws(() => toServerAddress(typed, false), { code: 'USAGE' }, typed);
});

it('plain http is taken where it is allowed', () => {
  assert.equal(toServerAddress('http://keys.internal', true), 'http://keys.internal');
});
