import { AppError, type Input, type Operations } from '@keywright/contract';
import type { Reader } from '../../db/database.ts';
import type { Commit } from '../audit/index.ts';
import type { Principal } from '../scopes/index.ts';
import type { OrganizationDeps } from './deps.ts';
import { findMemberIds } from './membership-store.ts';
import { lockOrganization, updateOrganizationDeleted } from './organization-store.ts';

type Op = Operations['deleteOrganization'];

export interface DeleteOrganizationDeps extends OrganizationDeps {
  /** How many projects of the organization are not archived. */
  readonly countOpenProjects: (reader: Reader, organizationId: string) => Promise<number>;
}

/** Closes an organization. Its projects must have been archived: nobody’s keys stop as a side effect of one call. */
export async function deleteOrganization(
  deps: DeleteOrganizationDeps,
  _principal: Principal,
  { target: { organizationId } }: Input<Op>,
  commit: Commit,
): Promise<undefined> {
  return commit(async (trx) => {
    const organization = await lockOrganization(trx, organizationId);
    const open = await deps.countOpenProjects(trx, organizationId);
    if (open > 0) {
      throw new AppError('CONFLICT', {
        detail: `It has ${open} open projects. Archive them first.`,
        details: { open },
      });
    }
    const memberIds = await findMemberIds(trx, organizationId);
    await updateOrganizationDeleted(trx, organizationId, deps.clock.now());
    return {
      reply: undefined,
      target: { kind: 'organization', id: organizationId, organizationId, details: { slug: organization.slug } },
      changed: [`organization:${organizationId}`, ...memberIds.map((id) => `user:${id}` as const)],
    };
  });
}
