import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createIds } from './ids.ts';

test('ids are ULIDs that never repeat and sort in the order of their making, within one millisecond too', () => {
  let now = 1_700_000_000_000;
  const nextId = createIds({ now: () => now });
  const ids = Array.from({ length: 5000 }, (_, index) => {
    if (index % 100 === 0) now += 1;
    return nextId();
  });
  assert.deepEqual([...ids].sort(), ids);
  assert.equal(new Set(ids).size, ids.length);
  for (const id of ids) assert.match(id, /^[0-9A-HJKMNP-TV-Z]{26}$/);
});

test('ids go on in order where the clock is set back', () => {
  let now = 1_700_000_000_000;
  const nextId = createIds({ now: () => now });
  const before = nextId();
  now -= 60_000;
  assert.ok(nextId() > before);
});

test('two processes do not make the same ids at the same moment', () => {
  const clock = { now: () => 1_700_000_000_000 };
  const [one, other] = [createIds(clock), createIds(clock)];
  const ids = Array.from({ length: 500 }, () => [one(), other()]).flat();
  assert.equal(new Set(ids).size, ids.length);
});
