import { type Input, type Operations, type Reply, validationFailed } from '@keywright/contract';
import { boundProjects, type Principal, personOf } from '../scopes/index.ts';
import type { AuditDeps } from './deps.ts';
import { type EventFilter, type FilterQuery, presentEvent, readFilter } from './event-filter.ts';
import { findPage } from './find-events.ts';

type OfProject = Operations['listProjectAuditEvents'];
type OfOrganization = Operations['listOrganizationAuditEvents'];
type OfCaller = Operations['listMyAuditEvents'];
type OfInstance = Operations['listAuditEvents'];

const defaultLimit = 50;

/** The log of a project. */
export async function listProjectAuditEvents(
  deps: AuditDeps,
  _principal: Principal,
  { query, target }: Input<OfProject>,
): Promise<Reply<OfProject>> {
  return list(deps, readFilter({ of: 'project', id: target.projectId }, query, undefined), query);
}

/** The log of an organization; for a credential that is bound to projects, what concerns those. */
export async function listOrganizationAuditEvents(
  deps: AuditDeps,
  principal: Principal,
  { query, target }: Input<OfOrganization>,
): Promise<Reply<OfOrganization>> {
  const log = { of: 'organization', id: target.organizationId } as const;
  return list(deps, readFilter(log, query, boundProjects(principal)), query);
}

/** What the caller and their tokens did, and what was done to them. */
export async function listMyAuditEvents(
  deps: AuditDeps,
  principal: Principal,
  { query }: Input<OfCaller>,
): Promise<Reply<OfCaller>> {
  const log = { of: 'user', id: personOf(principal).userId } as const;
  return list(deps, readFilter(log, query, boundProjects(principal)), query);
}

/** The log of the instance. */
export async function listAuditEvents(
  deps: AuditDeps,
  _principal: Principal,
  { query }: Input<OfInstance>,
): Promise<Reply<OfInstance>> {
  return list(deps, readFilter({ of: 'instance' }, query, undefined), query);
}

async function list(
  { database }: AuditDeps,
  filter: EventFilter,
  query: FilterQuery & { readonly limit?: number; readonly cursor?: string },
): Promise<Reply<OfInstance>> {
  const { events, before } = await findPage(database.reader, filter, {
    limit: query.limit ?? defaultLimit,
    before: readCursor(query.cursor),
  });
  return { data: events.map(presentEvent), nextCursor: before === null ? null : toCursor(before) };
}

export const toCursor = (sequence: number): string => Buffer.from(String(sequence)).toString('base64url');

export function readCursor(cursor: string | undefined): number | undefined {
  if (cursor === undefined) return undefined;
  const text = Buffer.from(cursor, 'base64url').toString('latin1');
  if (/^[1-9]\d{0,14}$/.test(text) && toCursor(Number(text)) === cursor) return Number(text);
  const message = 'is no cursor of this API. Leave it out to begin at the newest.';
  throw validationFailed({ path: 'cursor', code: 'MALFORMED', message });
}
