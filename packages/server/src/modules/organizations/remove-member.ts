import type { Input, Operations } from '@keywright/contract';
import type { Commit } from '../audit/index.ts';
import { effectiveScopes, type Principal } from '../scopes/index.ts';
import type { OrganizationDeps } from './deps.ts';
import { requireMember } from './get-member.ts';
import { requireAnotherOwner, requireRoleWithin } from './membership-rules.ts';
import { countWithRole, deleteMembership } from './membership-store.ts';
import { lockOrganization } from './organization-store.ts';

type Op = Operations['removeMember'];

/** Removes a member whose role the caller could give. The person stays known, their PATs keep their other rights. */
export async function removeMember(
  deps: OrganizationDeps,
  principal: Principal,
  { params: { userId }, target: { organizationId } }: Input<Op>,
  commit: Commit,
): Promise<undefined> {
  const held = effectiveScopes(principal, organizationId);
  return commit(async (trx) => {
    await lockOrganization(trx, organizationId);
    const member = await requireMember(trx, organizationId, userId);
    requireRoleWithin(deps.catalogue, member.role, held);
    requireAnotherOwner(deps.catalogue, member.role, await countWithRole(trx, organizationId, member.role));
    await deleteMembership(trx, member);
    return {
      reply: undefined,
      target: { kind: 'member', id: userId, organizationId, details: { role: member.role } },
      changed: [`user:${userId}`],
    };
  });
}
