import { toInstant } from '../../kernel/instant.ts';

export interface Organization {
  readonly id: string;
  readonly slug: string;
  readonly name: string;
  readonly version: number;
  readonly createdAt: number;
}

/** A membership together with the person it is of. */
export interface Member {
  readonly membershipId: string;
  readonly organizationId: string;
  readonly userId: string;
  readonly email: string;
  readonly name: string;
  readonly role: string;
  readonly version: number;
  readonly createdAt: number;
}

/** An organization, as the API shows it to somebody with `role` in it. */
export function presentOrganization(organization: Organization, role: string | null) {
  return {
    id: organization.id,
    slug: organization.slug,
    name: organization.name,
    role,
    createdAt: toInstant(organization.createdAt),
    version: organization.version,
  };
}

/** A member, as the API shows them. */
export function presentMember(member: Member) {
  return {
    userId: member.userId,
    email: member.email,
    name: member.name,
    role: member.role,
    createdAt: toInstant(member.createdAt),
    version: member.version,
  };
}
