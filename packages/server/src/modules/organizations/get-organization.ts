import type { Input, Operations, Reply } from '@keywright/contract';
import { type Principal, roleIn } from '../scopes/index.ts';
import type { OrganizationDeps } from './deps.ts';
import { presentOrganization } from './organization.ts';
import { getOrganization as getOrganizationRow } from './organization-store.ts';

type Op = Operations['getOrganization'];

export async function getOrganization(
  deps: OrganizationDeps,
  principal: Principal,
  { target }: Input<Op>,
): Promise<Reply<Op>> {
  const organization = await getOrganizationRow(deps.database.reader, target.organizationId);
  return presentOrganization(organization, roleIn(principal, organization.id));
}
