import type { Input, Operations, Reply } from '@keywright/contract';
import type { Principal } from '../scopes/index.ts';
import type { OrganizationDeps } from './deps.ts';
import { presentOrganization } from './organization.ts';
import { getOrganization as getOrganizationRow } from './organization-store.ts';

type Op = Operations['getOrganization'];

/** The caller’s role in an organization; null for an API key. */
export function roleIn(principal: Principal, organizationId: string): string | null {
  const person = principal.kind === 'session' || principal.kind === 'pat' ? principal.person : undefined;
  return person?.memberships.get(organizationId)?.role ?? null;
}

export async function getOrganization(
  deps: OrganizationDeps,
  principal: Principal,
  { target }: Input<Op>,
): Promise<Reply<Op>> {
  const organization = await getOrganizationRow(deps.database.reader, target.organizationId);
  return presentOrganization(organization, roleIn(principal, organization.id));
}
