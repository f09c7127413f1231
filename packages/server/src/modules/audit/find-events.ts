import type { Reader } from '../../db/database.ts';
import type { ChainedEvent } from './chain.ts';
import { findCheckpointAfter, findCheckpointBefore, findHead } from './chain-store.ts';
import type { EventFilter } from './event-filter.ts';
import { findBlocks, findEvents, type Stretch } from './event-store.ts';
import { blockOf, eventsPerBlock, viewOf } from './view.ts';

/** What a reading of a log found, the latest first, and where to read on: below `before`, or null at its beginning. */
export interface Found {
  readonly events: readonly ChainedEvent[];
  readonly before: number | null;
}

const blocksPerQuery = 50;
/** A reading gives up after so many blocks and says where to go on: what few events match must not occupy the database. */
const blocksPerReading = 1000;
/** How far the clocks of nodes may be apart, and how late a use may be written after the database was away. */
const clockSlackMs = 60_000;
const lateMs = 3_600_000;

/** The latest `limit` events of a log that match, below a place of the chain. Reads a bounded part of the log. */
export async function findPage(
  reader: Reader,
  filter: EventFilter,
  page: { readonly limit: number; readonly before: number | undefined },
): Promise<Found> {
  const bounds = await findBounds(reader, filter);
  const before = Math.min(page.before ?? Number.POSITIVE_INFINITY, bounds.last + 1);
  const events: ChainedEvent[] = [];
  let blocksRead = 0;
  for await (const stretch of findStretches(reader, filter, { first: bounds.first, last: before - 1 })) {
    events.push(...(await findEvents(reader, filter, stretch, page.limit + 1 - events.length)));
    if (events.length > page.limit) {
      const kept = events.slice(0, page.limit);
      return { events: kept, before: kept.at(-1)?.sequence ?? null };
    }
    blocksRead += blockOf(stretch.last) - blockOf(stretch.first) + 1;
    if (blocksRead >= blocksPerReading) return { events, before: stretch.first };
  }
  return { events, before: null };
}

/** The part of the chain in which events of the asked time can stand, by the checkpoints around it. */
async function findBounds(reader: Reader, { from, to }: EventFilter): Promise<Stretch> {
  const earlier = from === undefined ? undefined : await findCheckpointBefore(reader, from - clockSlackMs);
  const later = to === undefined ? undefined : await findCheckpointAfter(reader, to + lateMs);
  const last = later?.sequence ?? (await findHead(reader))?.sequence ?? 0;
  return { first: (earlier?.sequence ?? 0) + 1, last };
}

/** The stretches of the chain that may hold what is asked for, the latest first. */
async function* findStretches(
  reader: Reader,
  { log, kind, targetId }: EventFilter,
  within: Stretch,
): AsyncGenerator<Stretch> {
  const view = viewOf(log, kind, targetId);
  let through = blockOf(within.last);
  const from = blockOf(within.first);
  while (through >= from) {
    const all = () => Array.from({ length: Math.min(blocksPerQuery, through - from + 1) }, (_, step) => through - step);
    const blocks =
      view === undefined ? all() : await findBlocks(reader, view, { from, through, limit: blocksPerQuery });
    for (const { first, last } of toStretches(blocks)) {
      const stretch = { first: Math.max(first, within.first), last: Math.min(last, within.last) };
      if (stretch.first <= stretch.last) yield stretch;
    }
    if (blocks.length < blocksPerQuery) return;
    through = (blocks.at(-1) ?? 0) - 1;
  }
}

/** Blocks, the latest first, with neighbours joined. */
function toStretches(blocks: readonly number[]): readonly Stretch[] {
  const stretches: { first: number; last: number }[] = [];
  for (const block of blocks) {
    const [first, last] = [block * eventsPerBlock, (block + 1) * eventsPerBlock - 1];
    const present = stretches.at(-1);
    if (present !== undefined && present.first === last + 1) present.first = first;
    else stretches.push({ first, last });
  }
  return stretches;
}
