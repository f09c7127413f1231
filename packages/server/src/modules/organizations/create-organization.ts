import { AppError, type Input, type Operations, type Reply, toName } from '@keywright/contract';
import type { Trx } from '../../db/database.ts';
import { isUniqueViolation } from '../../db/faults.ts';
import type { Commit } from '../audit/index.ts';
import { type Principal, personOf } from '../scopes/index.ts';
import type { OrganizationDeps } from './deps.ts';
import { insertMembership } from './membership-store.ts';
import { type Organization, presentOrganization } from './organization.ts';
import { insertOrganization } from './organization-store.ts';

type Op = Operations['createOrganization'];

/** Makes an organization with its first owner. Throws the database’s unique violation where the slug is taken. */
export async function openOrganization(
  deps: Pick<OrganizationDeps, 'catalogue' | 'clock' | 'nextId'>,
  trx: Trx,
  organization: { readonly slug: string; readonly name: string; readonly ownerId: string },
): Promise<Organization> {
  const now = deps.clock.now();
  const { slug, name, ownerId: userId } = organization;
  const opened = await insertOrganization(trx, { id: deps.nextId(), slug, name }, now);
  const role = deps.catalogue.platform.ownerRole;
  await insertMembership(trx, { id: deps.nextId(), organizationId: opened.id, userId, role }, now);
  return opened;
}

/** Turns a taken slug into the refusal that says so. */
export function slugTaken(slug: string): (error: unknown) => never {
  return (error) => {
    if (!isUniqueViolation(error)) throw error;
    throw new AppError('CONFLICT', { detail: `The slug "${slug}" is taken. Choose another.`, details: { slug } });
  };
}

export async function createOrganization(
  deps: OrganizationDeps,
  principal: Principal,
  { body }: Input<Op>,
  commit: Commit,
): Promise<Reply<Op>> {
  const { userId: ownerId } = personOf(principal);
  const name = toName(body.name);
  return commit(async (trx) => {
    const organization = await openOrganization(deps, trx, { slug: body.slug, name, ownerId });
    return {
      reply: presentOrganization(organization, deps.catalogue.platform.ownerRole),
      target: { kind: 'organization', id: organization.id, organizationId: organization.id, details: { name } },
      changed: [`user:${ownerId}`],
    };
  }).catch(slugTaken(body.slug));
}
