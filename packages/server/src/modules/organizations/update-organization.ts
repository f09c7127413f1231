import { type Input, type Operations, type Reply, requireVersion, toName } from '@keywright/contract';
import type { Commit } from '../audit/index.ts';
import { type Principal, roleIn } from '../scopes/index.ts';
import { slugTaken } from './create-organization.ts';
import type { OrganizationDeps } from './deps.ts';
import { presentOrganization } from './organization.ts';
import { lockOrganization, updateOrganizationRow } from './organization-store.ts';

type Op = Operations['updateOrganization'];

/** Changes the name or the slug; an absent field is left as it is. */
export async function updateOrganization(
  deps: OrganizationDeps,
  principal: Principal,
  { body, target: { organizationId }, expectedVersion }: Input<Op>,
  commit: Commit,
): Promise<Reply<Op>> {
  return commit(async (trx) => {
    const present = await lockOrganization(trx, organizationId);
    requireVersion(present, expectedVersion);
    const change = {
      slug: body.slug ?? present.slug,
      name: body.name === undefined ? present.name : toName(body.name),
    };
    const updated = await updateOrganizationRow(trx, organizationId, change, deps.clock.now());
    return {
      reply: presentOrganization(updated, roleIn(principal, organizationId)),
      target: { kind: 'organization', id: organizationId, organizationId, details: change },
    };
  }).catch(slugTaken(body.slug ?? ''));
}
