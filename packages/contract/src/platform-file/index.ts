/**
 * The platform file: what one platform's tokens, scopes, roles and limits are. `parsePlatformFile` reads it and reports every
 * fault with its line; `createCatalogue` answers what its scopes, roles and levels come to, and `renderScopesTable` shows it.
 * No I/O: callers bring the text.
 */
export { type Catalogue, createCatalogue } from './catalogue.ts';
export type { GateRoute, GateSection } from './gate-section.ts';
export { type ParsedPlatformFile, parsePlatformFile } from './parse-platform-file.ts';
export type { PlatformFault } from './platform-fault.ts';
export { type AcceptedFormat, legacyFormat, PlatformFile, platformDefaults } from './platform-file.ts';
export { renderScopesTable } from './render-scopes-table.ts';
export { type RouteSegment, readRoutePath } from './route-path.ts';
