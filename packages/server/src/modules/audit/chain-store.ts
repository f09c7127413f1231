import type { CompiledQuery } from 'kysely';
import type { Reader, Trx } from '../../db/database.ts';
import type { Row } from '../../db/tables.ts';
import type { AuditEvent } from './audit-event.ts';
import { type ChainedEvent, chainEvents } from './chain.ts';
import { type AuditKeys, type Checkpoint, type Head, isCheckpointDue, sealHead, signCheckpoint } from './checkpoint.ts';
import { blockOf, viewsOf } from './view.ts';

/** Adds events to the end of the chain, in the order given. */
export type AppendEvents = (trx: Trx, now: number, events: readonly AuditEvent[]) => Promise<void>;

const rowsPerStatement = 100;
const viewsPerStatement = 500;

/**
 * Makes the one way in which events are written. The head is locked until the transaction ends, so the order of the chain is
 * the order of commits; take it late. A statement is compiled once for each number of rows: compiling had been a fifth of the cost.
 */
export function createAppend(keys: AuditKeys): AppendEvents {
  const statements = new Map<number, CompiledQuery>();

  async function insertRows(trx: Trx, rows: readonly ChainedEvent[]): Promise<void> {
    for (let from = 0; from < rows.length; from += rowsPerStatement) {
      const part = rows.slice(from, from + rowsPerStatement);
      const statement = statements.get(part.length) ?? trx.insertInto('auditEvents').values(part).compile();
      statements.set(part.length, statement);
      await trx.executeQuery({ ...statement, parameters: part.flatMap((event) => Object.values(event)) });
    }
  }

  return async (trx, now, events) => {
    if (events.length === 0) return;
    const locked = await trx
      .updateTable('auditHead')
      .set((eb) => ({ sequence: eb('sequence', '+', events.length) }))
      .where('id', '=', 1)
      .returning(['sequence', 'hash', 'checkpointSequence', 'checkpointAt'])
      .executeTakeFirstOrThrow();
    const rows = chainEvents({ sequence: locked.sequence - events.length, hash: locked.hash }, events);
    const hash = rows.at(-1)?.hash ?? locked.hash;
    await insertRows(trx, rows);
    await insertViews(trx, rows);
    let head: Omit<Head, 'mac'> = { ...locked, hash };
    if (isCheckpointDue(locked, locked.sequence, now)) {
      const place = { sequence: locked.sequence, previousSequence: locked.checkpointSequence, hash };
      await insertCheckpoint(trx, signCheckpoint(keys, { ...place, at: now, pruned: false }));
      head = { ...head, checkpointSequence: locked.sequence, checkpointAt: now };
    }
    await trx.updateTable('auditHead').set(sealHead(keys, head)).where('id', '=', 1).execute();
  };
}

async function insertViews(trx: Trx, rows: readonly ChainedEvent[]): Promise<void> {
  const blocks = new Map<string, { readonly view: string; readonly block: number }>();
  for (const event of rows) {
    const block = blockOf(event.sequence);
    for (const view of viewsOf(event)) blocks.set(entryName(block, view), { view, block });
  }
  const values = [...blocks.values()];
  for (let from = 0; from < values.length; from += rowsPerStatement) {
    await trx
      .insertInto('auditViews')
      .values(values.slice(from, from + rowsPerStatement))
      .onConflict((conflict) => conflict.doNothing())
      .execute();
  }
}

async function insertCheckpoint(trx: Trx, checkpoint: Checkpoint): Promise<void> {
  await trx
    .insertInto('auditCheckpoints')
    .values({ ...checkpoint, pruned: Number(checkpoint.pruned) })
    .execute();
}

const toCheckpoint = (row: Row<'auditCheckpoints'>): Checkpoint => ({ ...row, pruned: row.pruned !== 0 });

/** The end of the chain, as the database has it; undefined where somebody has removed it. */
export async function findHead(reader: Reader): Promise<Head | undefined> {
  return reader
    .selectFrom('auditHead')
    .select(['sequence', 'hash', 'checkpointSequence', 'checkpointAt', 'mac'])
    .where('id', '=', 1)
    .executeTakeFirst();
}

/** Seals the log of a database that has just been claimed: from then on an empty log is one that was emptied. */
export async function sealEmptyLog(trx: Trx, keys: AuditKeys): Promise<void> {
  const empty = { sequence: 0, hash: '', checkpointSequence: 0, checkpointAt: 0 };
  await trx
    .updateTable('auditHead')
    .set(sealHead(keys, empty))
    .where('id', '=', 1)
    .where('sequence', '=', 0)
    .where('mac', '=', '')
    .execute();
}

/** At most `limit` checkpoints after a place, in the order of the chain. */
export async function findCheckpointsAfter(
  reader: Reader,
  sequence: number,
  limit: number,
): Promise<readonly Checkpoint[]> {
  const rows = await reader
    .selectFrom('auditCheckpoints')
    .selectAll()
    .where('sequence', '>', sequence)
    .orderBy('sequence')
    .limit(limit)
    .execute();
  return rows.map(toCheckpoint);
}

/** A checkpoint that stands where none can: before the first event of the log, or after its end. */
export async function findStrayCheckpoint(
  reader: Reader,
  { start, end }: { readonly start: number; readonly end: number },
): Promise<number | undefined> {
  const row = await reader
    .selectFrom('auditCheckpoints')
    .select('sequence')
    .where((eb) => eb.or([eb('sequence', '<', start), eb('sequence', '>', end), eb('sequence', '<', 1)]))
    .orderBy('sequence')
    .limit(1)
    .executeTakeFirst();
  return row?.sequence;
}

/** Which of these entries the index of views has, each as `<block> <view>`. */
export async function findViewEntries(
  reader: Reader,
  entries: readonly { readonly view: string; readonly block: number }[],
): Promise<ReadonlySet<string>> {
  const found = new Set<string>();
  const blocks = entries.map(({ block }) => block);
  const [from, through] = [Math.min(...blocks), Math.max(...blocks)];
  const views = [...new Set(entries.map(({ view }) => view))];
  for (let first = 0; first < views.length; first += viewsPerStatement) {
    const rows = await reader
      .selectFrom('auditViews')
      .select(['view', 'block'])
      .where('view', 'in', views.slice(first, first + viewsPerStatement))
      .where('block', '>=', from)
      .where('block', '<=', through)
      .execute();
    for (const { view, block } of rows) found.add(entryName(block, view));
  }
  return found;
}

export const entryName = (block: number, view: string): string => `${block} ${view}`;

/** The last `count` checkpoints, the latest first. */
export async function findLatestCheckpoints(reader: Reader, count: number): Promise<readonly Checkpoint[]> {
  const rows = await reader
    .selectFrom('auditCheckpoints')
    .selectAll()
    .orderBy('sequence', 'desc')
    .limit(count)
    .execute();
  return rows.map(toCheckpoint);
}

/** The last checkpoint before an instant. */
export async function findCheckpointBefore(reader: Reader, at: number): Promise<Checkpoint | undefined> {
  const row = await reader
    .selectFrom('auditCheckpoints')
    .selectAll()
    .where('at', '<', at)
    .orderBy('at', 'desc')
    .orderBy('sequence', 'desc')
    .limit(1)
    .executeTakeFirst();
  return row === undefined ? undefined : toCheckpoint(row);
}

/** The first checkpoint at an instant or after it. */
export async function findCheckpointAfter(reader: Reader, at: number): Promise<Checkpoint | undefined> {
  const row = await reader
    .selectFrom('auditCheckpoints')
    .selectAll()
    .where('at', '>=', at)
    .orderBy('at')
    .orderBy('sequence')
    .limit(1)
    .executeTakeFirst();
  return row === undefined ? undefined : toCheckpoint(row);
}

/**
 * A checkpoint, locked until the transaction ends, so that of several nodes that prune one goes over it; undefined where it
 * is gone or was pruned to.
 */
export async function lockCheckpoint(trx: Trx, sequence: number): Promise<Checkpoint | undefined> {
  const row = await trx
    .updateTable('auditCheckpoints')
    .set({ pruned: 0 })
    .where('sequence', '=', sequence)
    .where('pruned', '=', 0)
    .returningAll()
    .executeTakeFirst();
  return row === undefined ? undefined : toCheckpoint(row);
}

/** Removes the events up to and including a checkpoint, which stays and says so. Returns how many they were. */
export async function deleteThrough(trx: Trx, keys: AuditKeys, { sequence, hash, at }: Checkpoint): Promise<number> {
  const removed = await trx.deleteFrom('auditEvents').where('sequence', '<=', sequence).executeTakeFirst();
  await trx.deleteFrom('auditCheckpoints').where('sequence', '<=', sequence).execute();
  await trx.deleteFrom('auditViews').where('block', '<', blockOf(sequence)).execute();
  await insertCheckpoint(trx, signCheckpoint(keys, { sequence, hash, at, previousSequence: 0, pruned: true }));
  return Number(removed.numDeletedRows);
}
