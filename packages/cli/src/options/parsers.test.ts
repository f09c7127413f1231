import assert from 'node:assert/strict';
import { it } from 'node:test';
import { collect, countParser, expiryParser, graceParser } from './parsers.ts';

const now = Date.parse('2027-01-01T00:00:00Z');
const expiry = expiryParser(() => now);

it('an expiry is a time from now, an instant with its zone, or never', () => {
  const cases = [
    ['30d', '2027-01-31T00:00:00.000Z'],
    ['12h', '2027-01-01T12:00:00.000Z'],
    ['2w', '2027-01-15T00:00:00.000Z'],
    ['2027-06-30T12:00:00Z', '2027-06-30T12:00:00.000Z'],
    ['2027-06-30T12:00:00+02:00', '2027-06-30T10:00:00.000Z'],
    ['never', null],
  ] as const;
  for (const [text, expected] of cases) assert.equal(expiry(text), expected, text);
});

it('an expiry is no date alone, no time without a zone, and nothing else', () => {
  for (const text of ['2027-06-30', '2027-06-30T12:00:00', '30', 'd', '-1d', '1y', '2027-13-01T00:00:00Z', '999999w']) {
    assert.throws(() => expiry(text), { name: 'InvalidArgumentError' }, text);
  }
});

it('a grace is a time in seconds', () => {
  assert.deepEqual(['90s', '15m', '1h', '2d'].map(graceParser), [90, 900, 3_600, 172_800]);
  assert.throws(() => graceParser('1'), { name: 'InvalidArgumentError' });
});

it('a count is a whole number within its bounds', () => {
  const parse = countParser(1, 200);
  assert.deepEqual([parse('1'), parse('200')], [1, 200]);
  for (const text of ['0', '201', '1.5', '-1', 'x', '']) {
    assert.throws(() => parse(text), { name: 'InvalidArgumentError' }, text);
  }
});

it('an option that is repeated collects, and commas separate', () => {
  assert.deepEqual(collect('c, d,', collect('a,b')), ['a', 'b', 'c', 'd']);
});
