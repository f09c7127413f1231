import type { Client, ReplyOf, RequestOf } from '@keywright/client';
import type { Page, PageQuery } from '../options/collect-pages.ts';

export type AuditEvent = ReplyOf<'listMyAuditEvents'>['data'][number];
export type AuditFilter = Omit<NonNullable<RequestOf<'listMyAuditEvents'>['query']>, 'limit' | 'cursor'>;

/** Whose log is meant; the caller’s own where nothing is said. */
export interface AuditSource {
  readonly organization?: string;
  readonly project?: string;
  readonly admin?: boolean;
}

/** A page of one log, newest first. */
export type ReadEvents = (query: PageQuery) => Promise<Page<AuditEvent>>;

export function readerOf(client: Client, source: AuditSource, filter: AuditFilter): ReadEvents {
  const { organization, project: projectId, admin } = source;
  if (admin === true) return (page) => client.listAuditEvents({ query: { ...page, ...filter } });
  if (projectId !== undefined) {
    return (page) => client.listProjectAuditEvents({ params: { projectId }, query: { ...page, ...filter } });
  }
  if (organization !== undefined) {
    return (page) => client.listOrganizationAuditEvents({ params: { organization }, query: { ...page, ...filter } });
  }
  return (page) => client.listMyAuditEvents({ query: { ...page, ...filter } });
}
