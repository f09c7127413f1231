import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { fromInstant, toInstant, toNullableInstant } from './instant.ts';

test('an instant is written in UTC, without a fraction where there is none', () => {
  assert.equal(toInstant(0), '1970-01-01T00:00:00Z');
  assert.equal(toInstant(Date.UTC(2026, 3, 19, 10)), '2026-04-19T10:00:00Z');
  assert.equal(toInstant(Date.UTC(2026, 3, 19, 10, 0, 0, 7)), '2026-04-19T10:00:00.007Z');
  assert.equal(toNullableInstant(null), null);
  assert.equal(toNullableInstant(0), '1970-01-01T00:00:00Z');
});

test('what was written is read as the same millisecond', () => {
  fc.assert(fc.property(fc.date({ noInvalidDate: true }), (date) => fromInstant(toInstant(+date)) === +date));
});

test('an offset is taken into account; what names no instant is NaN', () => {
  assert.equal(fromInstant('2026-04-19T12:00:00+02:00'), fromInstant('2026-04-19T10:00:00Z'));
  for (const text of [
    '',
    'soon',
    '2026-13-01T00:00:00Z',
    '2026-04-19T25:00:00Z',
    '2026-02-31T00:00:00Z',
    '2026-02-29T00:00:00Z',
    '2016-12-31T23:59:60Z',
    '2017-01-01T00:59:60.5+01:00',
  ]) {
    assert.ok(Number.isNaN(fromInstant(text)), text);
  }
});
