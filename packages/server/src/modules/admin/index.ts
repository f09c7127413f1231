/**
 * Administration: what an instance administrator sees and does across organizations. Owns no table: it reads those of
 * others for its listings, and changes credentials through their module’s door.
 *
 * Invariants: reached by administrators’ sessions alone; shows hashes and never a secret; whoever’s credential is revoked
 * is told, with the reason.
 */
export { routes as adminRoutes } from './routes.ts';
