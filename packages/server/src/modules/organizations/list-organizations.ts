import type { Input, Operations, Reply } from '@keywright/contract';
import { readPageRequest, toPage } from '../../db/page.ts';
import { organizationsOf, type Principal, roleIn } from '../scopes/index.ts';
import type { OrganizationDeps } from './deps.ts';
import { presentOrganization } from './organization.ts';
import { findOrganizations } from './organization-store.ts';

type Op = Operations['listOrganizations'];

/** The organizations that the caller can see, newest first. */
export async function listOrganizations(
  deps: OrganizationDeps,
  principal: Principal,
  { query }: Input<Op>,
): Promise<Reply<Op>> {
  const page = readPageRequest(query);
  const organizations = await findOrganizations(deps.database.reader, organizationsOf(principal), page);
  return toPage(organizations, page, (organization) =>
    presentOrganization(organization, roleIn(principal, organization.id)),
  );
}
