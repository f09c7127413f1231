import type { Input, Operations, Reply, TextStream } from '@keywright/contract';
import { stringify } from 'csv-stringify/sync';
import { boundProjects, type Principal, personOf } from '../scopes/index.ts';
import type { AuditDeps } from './deps.ts';
import { type EventFilter, presentEvent, readFilter } from './event-filter.ts';
import { findPage } from './find-events.ts';

type OfProject = Operations['getProjectAuditExport'];
type OfOrganization = Operations['getOrganizationAuditExport'];
type OfCaller = Operations['getMyAuditExport'];
type OfInstance = Operations['getAuditExport'];
type Format = 'ndjson' | 'csv';

const eventsPerChunk = 500;

/** The log of a project, whole. */
export async function getProjectAuditExport(
  deps: AuditDeps,
  _principal: Principal,
  { query, target }: Input<OfProject>,
): Promise<Reply<OfProject>> {
  return stream(deps, readFilter({ of: 'project', id: target.projectId }, query, undefined), query.format);
}

/** The log of an organization, whole; for a credential that is bound to projects, what concerns those. */
export async function getOrganizationAuditExport(
  deps: AuditDeps,
  principal: Principal,
  { query, target }: Input<OfOrganization>,
): Promise<Reply<OfOrganization>> {
  const log = { of: 'organization', id: target.organizationId } as const;
  return stream(deps, readFilter(log, query, boundProjects(principal)), query.format);
}

/** What the caller and their tokens did, and what was done to them. */
export async function getMyAuditExport(
  deps: AuditDeps,
  principal: Principal,
  { query }: Input<OfCaller>,
): Promise<Reply<OfCaller>> {
  const log = { of: 'user', id: personOf(principal).userId } as const;
  return stream(deps, readFilter(log, query, boundProjects(principal)), query.format);
}

/** The log of the instance, whole. */
export async function getAuditExport(
  deps: AuditDeps,
  _principal: Principal,
  { query }: Input<OfInstance>,
): Promise<Reply<OfInstance>> {
  return stream(deps, readFilter({ of: 'instance' }, query, undefined), query.format);
}

function stream({ database }: AuditDeps, filter: EventFilter, format: Format = 'ndjson'): TextStream {
  async function* events() {
    let before: number | null | undefined;
    while (before !== null) {
      const found = await findPage(database.reader, filter, { limit: eventsPerChunk, before });
      yield found.events.map(presentEvent);
      before = found.before;
    }
  }
  return {
    contentType: format === 'csv' ? 'text/csv; charset=utf-8' : 'application/x-ndjson; charset=utf-8',
    fileName: `audit-log.${format}`,
    chunks: format === 'csv' ? toCsv(events()) : toNdjson(events()),
  };
}

type Shown = ReturnType<typeof presentEvent>;

async function* toNdjson(pages: AsyncIterable<readonly Shown[]>): AsyncGenerator<string> {
  for await (const events of pages) yield events.map((event) => `${JSON.stringify(event)}\n`).join('');
}

/** A spreadsheet would compute a cell that begins like a formula, and callers choose their paths and user agents. */
async function* toCsv(pages: AsyncIterable<readonly Shown[]>): AsyncGenerator<string> {
  yield stringify([Object.keys(toCells(undefined))]);
  for await (const events of pages) {
    yield stringify(
      events.map((event) => Object.values(toCells(event))),
      { escape_formulas: true },
    );
  }
}

const toCells = (event: Shown | undefined) => ({
  id: event?.id,
  at: event?.at,
  action: event?.action,
  kind: event?.kind,
  actorKind: event?.actor.kind,
  actorUserId: event?.actor.userId,
  actorCredentialId: event?.actor.credentialId,
  targetKind: event?.target.kind,
  targetId: event?.target.id,
  organizationId: event?.organizationId,
  projectId: event?.projectId,
  method: event?.method,
  path: event?.path,
  status: event?.status,
  address: event?.address,
  userAgent: event?.userAgent,
  traceId: event?.traceId,
  details: event === undefined ? undefined : JSON.stringify(event.details),
});
