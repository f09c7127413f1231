export interface Page<Item> {
  readonly data: Item[];
  readonly nextCursor: string | null;
}

export interface PageQuery {
  readonly limit: number;
  readonly cursor?: string;
}

/** The most that the API gives at once. */
const pageSize = 200;
/** A listing that goes on beyond this is cut off, and says so by its `nextCursor`: 200,000 entries. */
const maximumPages = 1_000;

/** The first `wanted` entries of a listing as one page. Pages may be short: the cursor alone tells whether there are more. */
export async function collectPages<Item>(
  readPage: (query: PageQuery) => Promise<Page<Item>>,
  wanted: number,
): Promise<Page<Item>> {
  const data: Item[] = [];
  let nextCursor: string | null = null;
  for (let pages = 0; pages < maximumPages; pages += 1) {
    const limit = Math.min(pageSize, wanted - data.length);
    const page: Page<Item> = await readPage({ limit, ...(nextCursor === null ? {} : { cursor: nextCursor }) });
    data.push(...page.data);
    nextCursor = page.nextCursor;
    if (nextCursor === null || data.length >= wanted) break;
  }
  return { data, nextCursor };
}
