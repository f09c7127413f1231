import assert from 'node:assert/strict';
import { test } from 'node:test';
import { AppError } from '@keywright/contract';
import fc from 'fast-check';
import { createIds } from '../kernel/ids.ts';
import { readPageRequest, toPage } from './page.ts';

const nextId = createIds({ now: () => 1_700_000_000_000 });

/** Rows as a store answers: below the cursor, newest first, one too many. */
function fetch(ids: readonly string[], { limit, beforeId }: ReturnType<typeof readPageRequest>) {
  const newestFirst = [...ids].sort().reverse();
  return newestFirst
    .filter((id) => beforeId === undefined || id < beforeId)
    .slice(0, limit + 1)
    .map((id) => ({ id }));
}

test('page after page gives every row once, newest first, and ends', () => {
  fc.assert(
    fc.property(fc.nat({ max: 60 }), fc.integer({ min: 1, max: 20 }), (count, limit) => {
      const ids = Array.from({ length: count }, () => nextId());
      const seen: string[] = [];
      let cursor: string | undefined;
      do {
        const request = readPageRequest({ limit, ...(cursor === undefined ? {} : { cursor }) });
        const { data, nextCursor } = toPage(fetch(ids, request), request, ({ id }) => id);
        assert.ok(data.length <= limit);
        seen.push(...data);
        cursor = nextCursor ?? undefined;
      } while (cursor !== undefined);
      assert.deepEqual(seen, [...ids].reverse());
    }),
  );
});

test('the last page has no cursor, even where it is full', () => {
  const request = readPageRequest({ limit: 2 });
  assert.equal(toPage([{ id: 'B' }, { id: 'A' }], request, ({ id }) => id).nextCursor, null);
  assert.equal(toPage([], request, () => 0).nextCursor, null);
});

test('a listing that asks for nothing gets 50', () => assert.equal(readPageRequest({}).limit, 50));

for (const cursor of ['x', '%', 'MDEyMw', Buffer.from(`${'0'.repeat(25)}'`).toString('base64url'), 'a'.repeat(200)]) {
  test(`a cursor that no listing gave is refused: ${cursor.slice(0, 20)}`, () => {
    assert.throws(
      () => readPageRequest({ cursor }),
      (error) => error instanceof AppError && error.code === 'VALIDATION_FAILED',
    );
  });
}
