import type { Command } from 'commander';
import type { Invocation } from '../invocation.ts';
import { collectPages, type Page, type PageQuery } from './collect-pages.ts';
import { countParser } from './parsers.ts';

export interface PageOptions {
  readonly limit: number;
  readonly all?: boolean;
}

/** How many of a listing are shown. */
export function addPageOptions(command: Command): Command {
  return command
    .option('--limit <count>', 'how many at most', countParser(1, 10_000), 50)
    .option('--all', 'all of them');
}

/** Reads as many pages as are asked for, and says where there is more. */
export async function readListing<Item>(
  run: Invocation,
  { all, limit }: PageOptions,
  readPage: (query: PageQuery) => Promise<Page<Item>>,
): Promise<Page<Item>> {
  const listing = await collectPages(readPage, all === true ? Number.POSITIVE_INFINITY : limit);
  if (listing.nextCursor !== null) run.output.say('There are more: add --all, or a larger --limit.');
  return listing;
}
