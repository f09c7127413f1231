import type { Catalogue } from '@keywright/contract';
import type { Membership } from './principal.ts';

/** The rights that roles give, by organization id. A role that the platform file no longer has gives none. */
export function toMemberships(
  catalogue: Catalogue,
  roles: readonly { readonly organizationId: string; readonly role: string }[],
): ReadonlyMap<string, Membership> {
  return new Map(
    roles.map(({ organizationId, role }) => {
      const rights = catalogue.hasRole(role) ? catalogue.roleScopes(role) : new Set<string>();
      return [organizationId, { organizationId, role, rights }];
    }),
  );
}
