import { sql } from 'kysely';
import type { Reader } from '../../db/database.ts';
import type { Row } from '../../db/tables.ts';
import type { ActorKind } from './audit-event.ts';
import type { ChainedEvent } from './chain.ts';
import type { EventFilter } from './event-filter.ts';
import type { Log } from './view.ts';

/** A part of the chain, both ends included. */
export interface Stretch {
  readonly first: number;
  readonly last: number;
}

/** The blocks of a view from `through` downwards and not below `from`, at most `limit`, the latest first. */
export async function findBlocks(
  reader: Reader,
  view: string,
  { from, through, limit }: { readonly from: number; readonly through: number; readonly limit: number },
): Promise<readonly number[]> {
  const rows = await reader
    .selectFrom('auditViews')
    .select('block')
    .where('view', '=', view)
    .where('block', '<=', through)
    .where('block', '>=', from)
    .orderBy('block', 'desc')
    .limit(limit)
    .execute();
  return rows.map(({ block }) => block);
}

const refusals = ['credential.refuse', 'credential.throttle'];
const notChanges = ['credential.use', ...refusals];

/** The events of a stretch that match, the latest first. */
export async function findEvents(
  reader: Reader,
  filter: EventFilter,
  { first, last }: Stretch,
  limit: number,
): Promise<readonly ChainedEvent[]> {
  const { log, kind, action, actorUserId, targetId, address, status, from, to, projectIds } = filter;
  let query = reader.selectFrom('auditEvents').selectAll().where('sequence', '>=', first).where('sequence', '<=', last);
  if (kind === 'use') query = query.where('action', '=', 'credential.use');
  if (kind === 'refusal') query = query.where('action', 'in', refusals);
  if (kind === 'change') query = query.where('action', 'not in', notChanges);
  if (action !== undefined) query = query.where('action', '=', action);
  if (actorUserId !== undefined) query = query.where('actorUserId', '=', actorUserId);
  if (targetId !== undefined) query = query.where('targetId', '=', targetId);
  if (address !== undefined) query = query.where('address', '=', address);
  if (status !== undefined) query = query.where('status', '=', status);
  if (from !== undefined) query = query.where('at', '>=', from);
  if (to !== undefined) query = query.where('at', '<', to);
  if (projectIds !== undefined) query = query.where('projectId', 'in', projectIds);
  const rows = await query.where(isIn(log)).orderBy('sequence', 'desc').limit(limit).execute();
  return rows.map(toEvent);
}

const toEvent = (row: Row<'auditEvents'>): ChainedEvent => ({ ...row, actorKind: row.actorKind as ActorKind });

function isIn(log: Log) {
  switch (log.of) {
    case 'instance':
      return sql<boolean>`1 = 1`;
    case 'organization':
      return sql<boolean>`${sql.ref('organizationId')} = ${log.id}`;
    case 'project':
      return sql<boolean>`${sql.ref('projectId')} = ${log.id}`;
    case 'user':
      return sql<boolean>`(${sql.ref('actorUserId')} = ${log.id} or ${sql.ref('ownerUserId')} = ${log.id})`;
  }
}

/** An event that stands before the first place of a log. */
export async function findStrayEvent(reader: Reader, start: number): Promise<number | undefined> {
  const row = await reader
    .selectFrom('auditEvents')
    .select('sequence')
    .where('sequence', '<=', start)
    .orderBy('sequence')
    .limit(1)
    .executeTakeFirst();
  return row?.sequence;
}

/** At most `limit` events after a place of the chain, oldest first. */
export async function findChainAfter(
  reader: Reader,
  sequence: number,
  limit: number,
): Promise<readonly ChainedEvent[]> {
  const rows = await reader
    .selectFrom('auditEvents')
    .selectAll()
    .where('sequence', '>', sequence)
    .orderBy('sequence')
    .limit(limit)
    .execute();
  return rows.map(toEvent);
}
