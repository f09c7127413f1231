import type { Input, Operations, Reply } from '@keywright/contract';
import { readPageRequest, toPage } from '../../db/page.ts';
import type { Principal } from '../scopes/index.ts';
import type { OrganizationDeps } from './deps.ts';
import { presentOrganization } from './organization.ts';
import { findOrganizations } from './organization-store.ts';

type Op = Operations['listOrganizations'];

function rolesOf(principal: Principal): ReadonlyMap<string, string | null> {
  if (principal.kind === 'anonymous') return new Map();
  if (principal.kind === 'api-key') return new Map([[principal.organizationId, null]]);
  return new Map([...principal.person.memberships.values()].map(({ organizationId, role }) => [organizationId, role]));
}

/** The organizations that the caller can see, newest first. */
export async function listOrganizations(
  deps: OrganizationDeps,
  principal: Principal,
  { query }: Input<Op>,
): Promise<Reply<Op>> {
  const page = readPageRequest(query);
  const roles = rolesOf(principal);
  const organizations = await findOrganizations(deps.database.reader, [...roles.keys()], page);
  return toPage(organizations, page, (organization) =>
    presentOrganization(organization, roles.get(organization.id) ?? null),
  );
}
