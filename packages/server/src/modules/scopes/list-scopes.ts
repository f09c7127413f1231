import { type Catalogue, type Input, type Operations, permissionNames, type Reply } from '@keywright/contract';
import { effectiveScopes, grantableToPat, organizationsOf, type Principal, roleIn } from './principal.ts';

type Op = Operations['listScopes'];

/** The catalogue, and what the caller may grant in it. */
export async function listScopes(
  { catalogue }: { readonly catalogue: Catalogue },
  principal: Principal,
  _input: Input<Op>,
): Promise<Reply<Op>> {
  const { platform } = catalogue;
  return {
    platform: platform.platform,
    scopes: Object.entries(platform.scopes).map(([scope, { description, implies = [] }]) => ({
      scope,
      description,
      implies: [...implies],
    })),
    roles: catalogue.roles.map((role) => ({
      role,
      description: platform.roles[role]?.description ?? '',
      scopes: [...catalogue.roleScopes(role)].sort(),
    })),
    levels: catalogue.levels.map((level) => ({
      level,
      description: platform.levels?.[level]?.description ?? '',
      scopes: [...catalogue.levelScopes(level)].sort(),
    })),
    grantable: {
      pat: [...grantableToPat(principal)].sort(),
      organizations: organizationsOf(principal).map((organizationId) => {
        const scopes = effectiveScopes(principal, organizationId);
        return {
          organizationId,
          role: roleIn(principal, organizationId),
          scopes: [...scopes].sort(),
          permissions: permissionNames.filter((permission) => scopes.has(catalogue.scopeOf(permission))),
        };
      }),
    },
  };
}
