/**
 * People: who can sign in, and how. Owns `users`, `sessions`, `accounts`, `verifications`, `jwks`, `rate_limits` (their
 * columns are better-auth’s) and `invitations`.
 *
 * Invariants: sign-up is closed; a disabled user has no session and gets none; an access JWT holds no longer than its
 * session; passwords are Argon2id hashes; a one-time link works once and only its digest is kept.
 *
 * It does not know what a person may do: that is memberships (organizations) and scopes.
 */
export {
  type Authentication,
  addressHeader,
  cookiePrefix,
  createAuthentication,
  openEndpoints,
} from './authentication.ts';
export type { PeopleDeps } from './deps.ts';
export { createPerson, type Invitation, invitePerson } from './invite-person.ts';
export { findAdministratorIds, findUser, findUserByEmail, lockUser, setPasswordHash } from './people-store.ts';
export { toEmail, type User } from './person.ts';
export { resolveAccessToken, resolveCookie } from './resolve-session.ts';
export { routes as peopleRoutes } from './routes.ts';
