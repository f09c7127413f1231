/**
 * The gate: whether requests to other APIs may go on, by the routes of the platform file or by what a guard says. Owns nothing.
 *
 * Invariants: what no route describes is refused; a path that servers could read in different ways is refused, never mended;
 * a caller has no more scopes here than in Keywright’s own operations; the limits and the lock-out are the same ones.
 *
 * It knows no HTTP and no proxy: `http/gate/` reads what each of them asks, and writes what each understands.
 */
export { type AskedRequest, checkGuardedRequest, checkRoutedRequest, type GateDeps } from './check-request.ts';
export { type Identity, identityHeaders } from './identity.ts';
export { KnownProjects } from './load-projects.ts';
export { compileRoutes } from './route-table.ts';
