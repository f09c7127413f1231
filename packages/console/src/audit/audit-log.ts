import { infiniteQueryOptions, type QueryKey } from '@tanstack/react-query';
import { client } from '../app/client.ts';
import type { AuditEvent, AuditQuery } from './event.ts';

/** Whose log: the person’s own, or that of a project, an organization or the instance. They are read alike. */
export interface AuditLog {
  readonly key: QueryKey;
  /** Where the whole of it can be had as a file. */
  readonly exportPath: string;
  list(query: AuditQuery, signal: AbortSignal): Promise<{ data: readonly AuditEvent[]; nextCursor: string | null }>;
}

export const myAuditLog: AuditLog = {
  key: ['audit', 'mine'],
  exportPath: '/api/v1/users/me/audit-log/export',
  list: (query, signal) => client.listMyAuditEvents({ query, signal }),
};

export const projectAuditLog = (projectId: string): AuditLog => ({
  key: ['audit', 'project', projectId],
  exportPath: `/api/v1/projects/${encodeURIComponent(projectId)}/audit-log/export`,
  list: (query, signal) => client.listProjectAuditEvents({ params: { projectId }, query, signal }),
});

/** `organization`: its slug or its id. */
export const organizationAuditLog = (organization: string): AuditLog => ({
  key: ['audit', 'organization', organization],
  exportPath: `/api/v1/organizations/${encodeURIComponent(organization)}/audit-log/export`,
  list: (query, signal) => client.listOrganizationAuditEvents({ params: { organization }, query, signal }),
});

export const instanceAuditLog: AuditLog = {
  key: ['audit', 'instance'],
  exportPath: '/api/v1/admin/audit-log/export',
  list: (query, signal) => client.listAuditEvents({ query, signal }),
};

const pageSize = 50;

export const auditQuery = (log: AuditLog, query: AuditQuery) =>
  infiniteQueryOptions({
    queryKey: [...log.key, query],
    queryFn: ({ signal, pageParam }) =>
      log.list({ limit: pageSize, ...query, ...(pageParam === '' ? {} : { cursor: pageParam }) }, signal),
    initialPageParam: '',
    getNextPageParam: ({ nextCursor }) => nextCursor,
  });

/** The address of a file with every event that matches. */
export function exportHref(log: AuditLog, query: AuditQuery, format: 'ndjson' | 'csv'): string {
  const search = new URLSearchParams({ format });
  for (const [name, value] of Object.entries(query)) if (value !== undefined) search.set(name, String(value));
  return `${log.exportPath}?${search}`;
}
