import { AppError, type Catalogue, validationFailed } from '@keywright/contract';

/** Refuses a role that the platform does not have. */
export function requireRole(catalogue: Catalogue, role: string): void {
  if (catalogue.hasRole(role)) return;
  throw validationFailed({
    path: 'role',
    code: 'UNKNOWN_ROLE',
    message: `must be one of ${catalogue.roles.join(', ')}.`,
  });
}

/** Refuses to give, change or take away a role whose scopes the caller does not all hold: `SCOPE_ESCALATION`. */
export function requireRoleWithin(catalogue: Catalogue, role: string, held: ReadonlySet<string>): void {
  const requested = catalogue.hasRole(role) ? [...catalogue.roleScopes(role)].sort() : [];
  const missing = requested.filter((scope) => !held.has(scope));
  if (missing.length === 0) return;
  throw new AppError('SCOPE_ESCALATION', {
    detail: `The role ${role} holds scopes that you do not hold.`,
    details: { requested, held: requested.filter((scope) => held.has(scope)), missing },
  });
}

/** Refuses to leave an organization without a holder of its owner role. */
export function requireAnotherOwner(catalogue: Catalogue, role: string, ownerCount: number): void {
  const { ownerRole } = catalogue.platform;
  if (role !== ownerRole || ownerCount > 1) return;
  throw new AppError('CONFLICT', { detail: `This is the last ${ownerRole}. Give somebody else that role first.` });
}
