/**
 * Scopes: who a request acts as (`Principal`), which scopes that gives in an organization, and what may be granted.
 * Owns no table: the catalogue is the platform file, memberships are the organizations module's.
 *
 * Invariants: effective(PAT) ⊆ granted ∩ the owner's rights, in every organization; an API key has no scope outside its
 * own organization; nobody grants what they do not hold.
 *
 * It does not decide which permission an operation needs (the contract declares that) nor load anything.
 */
export { grantScopes } from './grant.ts';
export { toMemberships } from './membership.ts';
export {
  actorId,
  boundProjects,
  type CredentialBounds,
  canSee,
  changesProjectsAlone,
  credentialOf,
  effectiveScopes,
  grantableToPat,
  type Membership,
  organizationsOf,
  type Person,
  type Principal,
  personOf,
  reachesProject,
  roleIn,
  scopesAnywhere,
} from './principal.ts';
export { routes as scopeRoutes } from './routes.ts';
