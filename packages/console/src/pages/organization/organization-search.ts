import { type AuditFilter, readAuditFilter } from '../../audit/audit-filter.ts';

export type OrganizationTab = 'members' | 'projects' | 'audit';

/** What of an organization’s page is shown. In the address, so that it can be linked to. */
export interface OrganizationSearch extends AuditFilter {
  readonly tab?: Exclude<OrganizationTab, 'projects'>;
}

export function readOrganizationSearch(search: Readonly<Record<string, unknown>>): OrganizationSearch {
  const { tab } = search;
  return { ...(tab === 'members' || tab === 'audit' ? { tab } : {}), ...readAuditFilter(search) };
}
