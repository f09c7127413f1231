import { type AuditFilter, readAuditFilter } from '../audit/audit-filter.ts';
import { readSpan, type SpanDays } from './usage/outcomes.ts';

export type CredentialTab = 'overview' | 'access' | 'activity';

/** What of a credential’s page is shown. In the address, so that it can be linked to. */
export interface CredentialSearch extends AuditFilter {
  readonly tab?: Exclude<CredentialTab, 'overview'>;
  readonly days?: SpanDays;
}

export function readCredentialSearch(search: Readonly<Record<string, unknown>>): CredentialSearch {
  const { tab } = search;
  const days = readSpan(search.days);
  return {
    ...(tab === 'access' || tab === 'activity' ? { tab } : {}),
    ...(days === undefined ? {} : { days }),
    ...readAuditFilter(search),
  };
}
