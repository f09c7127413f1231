/**
 * Organizations: tenants and who belongs to them in which role. Owns `organizations` and `memberships`.
 *
 * Invariants: an organization has at least one holder of the platform’s owner role; nobody gives, changes or takes away
 * a role whose scopes they do not hold; a one-time link is made only for somebody who is in this organization alone;
 * every change of a membership is in the change feed.
 *
 * It does not know projects or credentials.
 */
export { openOrganization, slugTaken } from './create-organization.ts';
export type { DeleteOrganizationDeps } from './delete-organization.ts';
export { loadPerson } from './load-person.ts';
export { findMember } from './membership-store.ts';
export type { Organization } from './organization.ts';
export { findOrganization, lockOrganization } from './organization-store.ts';
export { routes as organizationRoutes } from './routes.ts';
