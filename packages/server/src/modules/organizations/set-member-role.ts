import { type Input, type Operations, type Reply, requireVersion } from '@keywright/contract';
import type { Commit } from '../audit/index.ts';
import { effectiveScopes, type Principal } from '../scopes/index.ts';
import type { OrganizationDeps } from './deps.ts';
import { requireMember } from './get-member.ts';
import { requireAnotherOwner, requireRole, requireRoleWithin } from './membership-rules.ts';
import { countWithRole, updateMembershipRole } from './membership-store.ts';
import { presentMember } from './organization.ts';
import { lockOrganization } from './organization-store.ts';

type Op = Operations['setMemberRole'];

/** Sets a role. Neither the old nor the new one may exceed what the caller holds; the last owner stays one. */
export async function setMemberRole(
  deps: OrganizationDeps,
  principal: Principal,
  { params: { userId }, body: { role }, target: { organizationId }, expectedVersion }: Input<Op>,
  commit: Commit,
): Promise<Reply<Op>> {
  const { catalogue } = deps;
  const held = effectiveScopes(principal, organizationId);
  requireRole(catalogue, role);
  requireRoleWithin(catalogue, role, held);
  return commit(async (trx) => {
    await lockOrganization(trx, organizationId);
    const present = await requireMember(trx, organizationId, userId);
    requireVersion(present, expectedVersion);
    requireRoleWithin(catalogue, present.role, held);
    if (role === present.role) return { reply: presentMember(present), target: null };
    requireAnotherOwner(catalogue, present.role, await countWithRole(trx, organizationId, present.role));
    await updateMembershipRole(trx, present, role, deps.clock.now());
    const updated = await requireMember(trx, organizationId, userId);
    return {
      reply: presentMember(updated),
      target: { kind: 'member', id: userId, organizationId, details: { from: present.role, to: role } },
      changed: [`user:${userId}`],
    };
  });
}
