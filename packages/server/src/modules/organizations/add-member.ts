import { AppError, type Input, type Operations, type Reply, toName } from '@keywright/contract';
import type { Trx } from '../../db/database.ts';
import type { Commit } from '../audit/index.ts';
import { createPerson, findUserByEmail, type Invitation, invitePerson, toEmail, type User } from '../people/index.ts';
import { effectiveScopes, type Principal } from '../scopes/index.ts';
import type { OrganizationDeps } from './deps.ts';
import { requireMember } from './get-member.ts';
import { requireRole, requireRoleWithin } from './membership-rules.ts';
import { findMember, findRoles, insertMembership } from './membership-store.ts';
import { presentMember } from './organization.ts';
import { lockOrganization } from './organization-store.ts';

type Op = Operations['addMember'];

/**
 * A link only for somebody who is in this organization alone. With a link one becomes that person: were it given for
 * somebody whom another organization has invited, this organization’s administrator could act there.
 */
async function inviteIfOnlyHere(deps: OrganizationDeps, trx: Trx, user: User): Promise<Invitation | null> {
  const roles = await findRoles(trx, user.id);
  return roles.length === 1 && !user.instanceAdmin ? invitePerson(deps, trx, user) : null;
}

/** Adds a person by e-mail address, making them known to the instance where they are not. */
export async function addMember(
  deps: OrganizationDeps,
  principal: Principal,
  { body, target: { organizationId } }: Input<Op>,
  commit: Commit,
): Promise<Reply<Op>> {
  requireRole(deps.catalogue, body.role);
  requireRoleWithin(deps.catalogue, body.role, effectiveScopes(principal, organizationId));
  const email = toEmail(body.email);
  const name = toName(body.name ?? email.split('@', 1)[0] ?? email);

  return commit(async (trx) => {
    await lockOrganization(trx, organizationId);
    const known = await findUserByEmail(trx, email);
    if (known !== undefined && (await findMember(trx, organizationId, known.id)) !== undefined) {
      throw new AppError('CONFLICT', { detail: `${email} is a member already.` });
    }
    const user = known ?? (await createPerson(deps, trx, { email, name, instanceAdmin: false }));
    const membership = { id: deps.nextId(), organizationId, userId: user.id, role: body.role };
    await insertMembership(trx, membership, deps.clock.now());
    const member = await requireMember(trx, organizationId, user.id);
    const invitation = await inviteIfOnlyHere(deps, trx, user);
    return {
      reply: { member: presentMember(member), invitation },
      target: { kind: 'member', id: user.id, organizationId, details: { role: body.role } },
      changed: [`user:${user.id}`],
    };
  });
}
