import type { Input, Operations, Reply } from '@keywright/contract';
import { readPageRequest, toPage } from '../../db/page.ts';
import type { Principal } from '../scopes/index.ts';
import type { OrganizationDeps } from './deps.ts';
import { findMembers } from './membership-store.ts';
import { presentMember } from './organization.ts';

type Op = Operations['listMembers'];

/** The members of an organization, newest first. */
export async function listMembers(
  deps: OrganizationDeps,
  _principal: Principal,
  { query, target }: Input<Op>,
): Promise<Reply<Op>> {
  const page = readPageRequest(query);
  return toPage(await findMembers(deps.database.reader, target.organizationId, page), page, presentMember);
}
