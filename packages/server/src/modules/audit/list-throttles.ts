import type { Input, Operations, Reply } from '@keywright/contract';
import type { Principal } from '../scopes/index.ts';
import type { AuditDeps } from './deps.ts';
import { readFilter } from './event-filter.ts';
import { findPage } from './find-events.ts';
import { readCursor, toCursor } from './list-events.ts';
import { presentThrottle } from './throttle.ts';

type Op = Operations['listThrottles'];

const defaultLimit = 50;

/** The requests that rate limits refused in a project: its audit log, seen by whoever minds the limits. */
export async function listThrottles(
  { database }: AuditDeps,
  _principal: Principal,
  { query, target }: Input<Op>,
): Promise<Reply<Op>> {
  const throttles = { kind: 'refusal', action: 'credential.throttle' } as const;
  const filter = readFilter({ of: 'project', id: target.projectId }, throttles, undefined);
  const { events, before } = await findPage(database.reader, filter, {
    limit: query.limit ?? defaultLimit,
    before: readCursor(query.cursor),
  });
  return { data: events.map(presentThrottle), nextCursor: before === null ? null : toCursor(before) };
}
