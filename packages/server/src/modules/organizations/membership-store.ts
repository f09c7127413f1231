import type { Reader, Trx } from '../../db/database.ts';
import type { PageRequest } from '../../db/page.ts';
import type { Member } from './organization.ts';

function members(reader: Reader, organizationId: string) {
  return reader
    .selectFrom('memberships')
    .innerJoin('users', 'users.id', 'memberships.userId')
    .select([
      'memberships.id as membershipId',
      'memberships.organizationId',
      'memberships.userId',
      'users.email',
      'users.name',
      'memberships.role',
      'memberships.version',
      'memberships.createdAt',
    ])
    .where('memberships.organizationId', '=', organizationId);
}

export async function findMember(reader: Reader, organizationId: string, userId: string): Promise<Member | undefined> {
  return members(reader, organizationId).where('memberships.userId', '=', userId).executeTakeFirst();
}

/** A page of members, one row too many where there are more. */
export async function findMembers(
  reader: Reader,
  organizationId: string,
  page: PageRequest,
): Promise<readonly (Member & { readonly id: string })[]> {
  const rows = await members(reader, organizationId)
    .$if(page.beforeId !== undefined, (query) => query.where('memberships.id', '<', page.beforeId ?? ''))
    .orderBy('memberships.id', 'desc')
    .limit(page.limit + 1)
    .execute();
  return rows.map((row) => ({ ...row, id: row.membershipId }));
}

/** The roles of a user, in organizations that were not deleted. */
export async function findRoles(
  reader: Reader,
  userId: string,
): Promise<readonly { readonly organizationId: string; readonly role: string }[]> {
  return reader
    .selectFrom('memberships')
    .innerJoin('organizations', 'organizations.id', 'memberships.organizationId')
    .select(['memberships.organizationId', 'memberships.role'])
    .where('memberships.userId', '=', userId)
    .where('organizations.deletedAt', 'is', null)
    .execute();
}

export async function countWithRole(reader: Reader, organizationId: string, role: string): Promise<number> {
  const { count } = await reader
    .selectFrom('memberships')
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .where('organizationId', '=', organizationId)
    .where('role', '=', role)
    .executeTakeFirstOrThrow();
  return Number(count);
}

export async function insertMembership(
  trx: Trx,
  membership: {
    readonly id: string;
    readonly organizationId: string;
    readonly userId: string;
    readonly role: string;
  },
  now: number,
): Promise<void> {
  await trx
    .insertInto('memberships')
    .values({ ...membership, version: 1, createdAt: now, updatedAt: now })
    .execute();
}

export async function updateMembershipRole(trx: Trx, member: Member, role: string, now: number): Promise<void> {
  await trx
    .updateTable('memberships')
    .set((eb) => ({ role, version: eb('version', '+', 1), updatedAt: now }))
    .where('id', '=', member.membershipId)
    .execute();
}

export async function deleteMembership(trx: Trx, member: Member): Promise<void> {
  await trx.deleteFrom('memberships').where('id', '=', member.membershipId).execute();
}

/** The ids of an organization’s members. */
export async function findMemberIds(reader: Reader, organizationId: string): Promise<readonly string[]> {
  const rows = await reader
    .selectFrom('memberships')
    .select('userId')
    .where('organizationId', '=', organizationId)
    .execute();
  return rows.map((row) => row.userId);
}
