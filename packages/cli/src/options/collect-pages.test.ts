import assert from 'node:assert/strict';
import { it } from 'node:test';
import { collectPages, type PageQuery } from './collect-pages.ts';

/** A listing of the numbers below `count` that gives at most `atOnce` on a page, and every third page empty. */
function listing(count: number, atOnce: number) {
  const asked: PageQuery[] = [];
  const readPage = async (query: PageQuery) => {
    asked.push(query);
    const start = Number(query.cursor ?? 0);
    const length = asked.length % 3 === 0 ? 0 : Math.min(atOnce, query.limit, count - start);
    const data = Array.from({ length }, (_, index) => start + index);
    return { data, nextCursor: start + length < count ? String(start + length) : null };
  };
  return { asked, readPage };
}

it('follows the cursor over short and empty pages until it has what is wanted', async () => {
  const { readPage } = listing(1_000, 70);
  const { data, nextCursor } = await collectPages(readPage, 300);
  assert.deepEqual(
    data,
    Array.from({ length: 300 }, (_, index) => index),
  );
  assert.equal(nextCursor, '300');
});

it('gives everything where everything is wanted, in pages of at most 200', async () => {
  const { readPage, asked } = listing(950, 200);
  const { data, nextCursor } = await collectPages(readPage, Number.POSITIVE_INFINITY);
  assert.deepEqual([data.length, nextCursor], [950, null]);
  assert.ok(asked.every(({ limit }) => limit <= 200));
});

it('ends where the cursor never does', async () => {
  let pages = 0;
  const readPage = async () => {
    pages += 1;
    return { data: [], nextCursor: 'again' };
  };
  const { nextCursor } = await collectPages(readPage, 10);
  assert.deepEqual([pages, nextCursor], [1_000, 'again']);
});
