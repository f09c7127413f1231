/**
 * Introspection: what a resource server is told about a token that it was presented with (RFC 7662). Owns nothing.
 *
 * Invariants: of a token that is not good nothing is told but that; what is told is what its holder could find out with it.
 */
export type { Admit, CheckedToken, IntrospectionDeps } from './deps.ts';
export { routes as introspectionRoutes } from './routes.ts';
