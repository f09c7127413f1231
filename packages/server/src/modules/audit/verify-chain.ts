import type { Reader } from '../../db/database.ts';
import { type ChainEnd, type ChainedEvent, hashEvent } from './chain.ts';
import { entryName, findCheckpointsAfter, findHead, findStrayCheckpoint, findViewEntries } from './chain-store.ts';
import { type AuditKeys, type Checkpoint, type Head, isGenuine, isHeadGenuine } from './checkpoint.ts';
import { findChainAfter, findStrayEvent } from './event-store.ts';
import { blockOf, viewsOf } from './view.ts';

/** The first thing about a log that is not as it was written. */
export interface ChainFault {
  /** Of the event, or of the checkpoint or end of which the message tells. */
  readonly sequence: number;
  readonly message: string;
}

/** What a verification found. `end` is what an operator may note elsewhere, to compare with later. */
export interface Verification {
  readonly fault: ChainFault | null;
  /** How many events were looked at. */
  readonly events: number;
  readonly prunedThrough: number;
  readonly end: ChainEnd;
}

const pageLength = 1000;

interface Walk {
  readonly reader: Reader;
  readonly keys: AuditKeys;
  readonly onProgress: (events: number) => void;
  place: ChainEnd;
  checkpointSequence: number;
  events: number;
}

const noProgress = () => undefined;

/**
 * Verifies a log from its beginning, or where it was pruned, to its end: each event by the hash of its fields and of the event
 * before it and by its entries in the index that listings read, each checkpoint by its signature, the end by its MAC. Names
 * the first event that was changed, removed, inserted or moved. Reads page by page and may run while the service writes and prunes.
 *
 * Not found: the whole log put back to what it was at an earlier time. Note `end` elsewhere to find that.
 */
export async function verifyChain(
  reader: Reader,
  keys: AuditKeys,
  onProgress: (events: number) => void = noProgress,
): Promise<Verification> {
  for (;;) {
    const first = await findFirst(reader);
    const pruned = first?.pruned === true ? first : undefined;
    const start: ChainEnd = pruned ?? { sequence: 0, hash: '' };
    const walk: Walk = { reader, keys, onProgress, place: start, checkpointSequence: start.sequence, events: 0 };
    const fault = await verifyAll(walk, pruned);
    // What was pruned under the verification is not to be found, and nothing is wrong with that.
    if (fault !== undefined && (await findFirst(reader))?.signature !== first?.signature) continue;
    return { fault: fault ?? null, events: walk.events, prunedThrough: start.sequence, end: walk.place };
  }
}

const findFirst = async (reader: Reader): Promise<Checkpoint | undefined> =>
  (await findCheckpointsAfter(reader, 0, 1))[0];

async function verifyAll(walk: Walk, pruned: Checkpoint | undefined): Promise<ChainFault | undefined> {
  const start = walk.place.sequence;
  if (pruned !== undefined && !isGenuine(walk.keys, pruned)) {
    return { sequence: start, message: 'The checkpoint where the log was pruned is not genuine.' };
  }
  const stray = await findStrayEvent(walk.reader, start);
  if (stray !== undefined) return { sequence: stray, message: 'Event inserted: it stands before the log begins.' };
  return verifyToEnd(walk);
}

/** Verifies from a checkpoint to the end. */
export async function verifySince(reader: Reader, keys: AuditKeys, since: Checkpoint): Promise<Verification> {
  const walk: Walk = {
    reader,
    keys,
    onProgress: noProgress,
    place: since,
    checkpointSequence: since.sequence,
    events: 0,
  };
  const fault = isGenuine(keys, since)
    ? await verifyToEnd(walk)
    : { sequence: since.sequence, message: 'The checkpoint is not genuine.' };
  return { fault: fault ?? null, events: walk.events, prunedThrough: 0, end: walk.place };
}

/** Follows the end for as long as the service moves it. */
async function verifyToEnd(walk: Walk): Promise<ChainFault | undefined> {
  const { reader, keys } = walk;
  for (;;) {
    const head = await findHead(reader);
    if (head === undefined) return { sequence: walk.place.sequence, message: 'The end of the log was removed.' };
    if (!isHeadGenuine(keys, head)) {
      return { sequence: head.sequence, message: 'The end of the log is not one that this instance wrote.' };
    }
    const fault = await verifyThrough(walk, head);
    if (fault !== undefined) return fault;
    const [further] = await findChainAfter(reader, head.sequence, 1);
    const stray = await findStrayCheckpoint(reader, { start: 1, end: head.sequence });
    if (further === undefined && stray === undefined) return undefined;
    if ((await findHead(reader))?.sequence !== head.sequence) continue;
    return further === undefined
      ? { sequence: stray ?? 0, message: 'Checkpoint inserted: it stands outside of the log.' }
      : { sequence: further.sequence, message: 'Event inserted: it stands after the end of the log.' };
  }
}

async function verifyThrough(walk: Walk, head: Head): Promise<ChainFault | undefined> {
  while (walk.place.sequence < head.sequence) {
    const fault = await verifyPage(walk, head);
    if (fault !== undefined) return fault;
    walk.onProgress(walk.events);
  }
  if (walk.place.sequence > head.sequence || walk.place.hash !== head.hash) {
    return { sequence: head.sequence, message: 'Event changed: the end of the log is over another one.' };
  }
  if (walk.checkpointSequence !== head.checkpointSequence) {
    return { sequence: head.checkpointSequence, message: 'The last checkpoint was removed.' };
  }
  return undefined;
}

/** Verifies the next events, at most a page, and the checkpoints among them. */
async function verifyPage(walk: Walk, head: Head): Promise<ChainFault | undefined> {
  const { sequence: after } = walk.place;
  const limit = Math.min(pageLength, head.sequence - after);
  const checkpoints = await findCheckpointsAfter(walk.reader, after, limit);
  const bySequence = new Map(checkpoints.map((checkpoint) => [checkpoint.sequence, checkpoint]));
  const events = await findChainAfter(walk.reader, after, limit);
  for (const event of events) {
    const fault = verifyEvent(walk, event) ?? verifyCheckpoint(walk, bySequence.get(event.sequence));
    if (fault !== undefined) return fault;
  }
  if (events.length < limit)
    return { sequence: walk.place.sequence + 1, message: 'Event removed: its place is empty.' };
  return findHidden(walk, events);
}

function verifyEvent(walk: Walk, event: ChainedEvent): ChainFault | undefined {
  const sequence = walk.place.sequence + 1;
  if (event.sequence !== sequence) return { sequence, message: 'Event removed: its place is empty.' };
  const hash = hashEvent(walk.place.hash, sequence, event);
  if (hash !== event.hash) {
    return { sequence, message: 'Event changed: its hash is not that of its content and its place.' };
  }
  walk.place = { sequence, hash };
  walk.events += 1;
  return undefined;
}

function verifyCheckpoint(walk: Walk, checkpoint: Checkpoint | undefined): ChainFault | undefined {
  if (checkpoint === undefined) return undefined;
  const { sequence } = checkpoint;
  if (!isGenuine(walk.keys, checkpoint) || checkpoint.pruned) {
    return { sequence, message: 'The checkpoint at this event is not genuine.' };
  }
  if (checkpoint.previousSequence !== walk.checkpointSequence) {
    return { sequence: checkpoint.previousSequence, message: 'The checkpoint at this event was removed.' };
  }
  if (checkpoint.hash !== walk.place.hash) {
    const from = walk.checkpointSequence + 1;
    return {
      sequence: from,
      message: `Events changed: what stands from ${from} to ${sequence} is not what was signed.`,
    };
  }
  walk.checkpointSequence = sequence;
  return undefined;
}

/** Who takes an entry out of the index of views hides events from listings, and leaves them in the chain. */
async function findHidden({ reader }: Walk, events: readonly ChainedEvent[]): Promise<ChainFault | undefined> {
  const entries = events.flatMap((event) =>
    viewsOf(event).map((view) => ({ view, block: blockOf(event.sequence), sequence: event.sequence })),
  );
  const present = await findViewEntries(reader, entries);
  const hidden = entries.find(({ view, block }) => !present.has(entryName(block, view)));
  if (hidden === undefined) return undefined;
  return { sequence: hidden.sequence, message: `Event hidden: the index of the view ${hidden.view} does not name it.` };
}
