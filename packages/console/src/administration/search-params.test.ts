import assert from 'node:assert/strict';
import { it } from 'node:test';
import { dayOf, defined, flagOf, oneOf, textOf, toDay, toInstant } from './search-params.ts';

it('what an address holds is taken only where it is as expected', () => {
  assert.deepEqual(['ci', 42, ' ', '', true, null, undefined].map(textOf), ['ci', '42', ...Array(5).fill(undefined)]);
  assert.equal(textOf('x'.repeat(200))?.length, 100);
  assert.deepEqual([true, false, 'true', 1].map(flagOf), [true, false, undefined, undefined]);
  assert.deepEqual(
    ['pat', 'other', undefined].map((value) => oneOf(['pat', 'api-key'], value)),
    ['pat', undefined, undefined],
  );
  assert.deepEqual(['2026-04-18', '2026-13-01', '2026-4-18', '2026-04-18T10:00:00Z', 20_260_418].map(dayOf), [
    '2026-04-18',
    ...Array(4).fill(undefined),
  ]);
});

it('a day begins at midnight where the reader is, and is that day again', () => {
  for (const day of ['2026-01-01', '2026-07-31', '2024-02-29']) {
    const start = new Date(toInstant(day));
    assert.deepEqual([start.getHours(), start.getMinutes()], [0, 0]);
    assert.equal(toDay(start.getTime()), day);
  }
});

it('keeps false and empty text, and drops what is undefined', () => {
  assert.deepEqual(defined({ a: false, b: undefined, c: '', d: 0 }), { a: false, c: '', d: 0 });
});
