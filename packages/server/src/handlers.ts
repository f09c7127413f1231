import { bind } from './bind.ts';
import type { Handlers } from './http/pipeline.ts';
import { adminRoutes } from './modules/admin/index.ts';
import { type AuditDeps, auditRoutes, type Commit } from './modules/audit/index.ts';
import { type CredentialDeps, credentialRoutes } from './modules/credentials/index.ts';
import { type IntrospectionDeps, introspectionRoutes } from './modules/introspection/index.ts';
import { type LockoutDeps, lockoutRoutes } from './modules/lockouts/index.ts';
import { type NoticeDeps, noticeRoutes } from './modules/notices/index.ts';
import { organizationRoutes } from './modules/organizations/index.ts';
import { type PeopleDeps, peopleRoutes } from './modules/people/index.ts';
import { countOpenProjects, projectRoutes } from './modules/projects/index.ts';
import { type RateLimitDeps, rateLimitRoutes } from './modules/rate-limits/index.ts';
import { scopeRoutes } from './modules/scopes/index.ts';

/** What the use cases of each module work with. */
export interface HandlerDeps {
  readonly people: PeopleDeps;
  readonly credentials: CredentialDeps;
  readonly audit: AuditDeps;
  readonly introspection: IntrospectionDeps;
  readonly rateLimits: RateLimitDeps;
  readonly notices: NoticeDeps;
  readonly lockouts: LockoutDeps;
}

/** The use case of every operation, ready to be called. */
export function createHandlers(deps: HandlerDeps): Handlers<Commit> {
  const { people, credentials } = deps;
  const { catalogue } = credentials;
  return {
    ...bind(scopeRoutes, { catalogue }),
    ...bind(peopleRoutes, people),
    ...bind(organizationRoutes, { ...people, catalogue, countOpenProjects }),
    ...bind(projectRoutes, people),
    ...bind(credentialRoutes, credentials),
    ...bind(adminRoutes, credentials),
    ...bind(auditRoutes, deps.audit),
    ...bind(introspectionRoutes, deps.introspection),
    ...bind(rateLimitRoutes, deps.rateLimits),
    ...bind(noticeRoutes, deps.notices),
    ...bind(lockoutRoutes, deps.lockouts),
  };
}
