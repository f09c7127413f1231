/**
 * Lock-outs: addresses that present one bad token after the other are not listened to for a while. Owns
 * `blocked_addresses`.
 *
 * Invariants: counted by address and never by prefix, so nobody is locked out by somebody who knows their prefix; a block
 * holds across restarts; what is remembered is bounded. Sessions are not counted and not blocked: they cannot be guessed,
 * and an administrator must be able to clear the block of their own address.
 */
export type { LockoutDeps } from './deps.ts';
export { FailureRecorder } from './record-failures.ts';
export { routes as lockoutRoutes } from './routes.ts';
