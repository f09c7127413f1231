/**
 * Document 003, “Personal Access Tokens and Rate Limiting”, promise by promise from top to bottom, on the platform
 * `api-testing`.
 */
import { onEachDatabase, sharedApp } from '../harness.ts';
import { auditLogging } from './003/audit-logging.ts';
import { creating } from './003/creating.ts';
import { leastPrivilege, projectAccess } from './003/least-privilege.ts';
import { configuringRateLimits, monitoring } from './003/rate-limits.ts';
import { rotationAndRevocation } from './003/rotation-and-revocation.ts';
import { supportedScopes } from './003/supported-scopes.ts';

onEachDatabase('Document 003', (kind) => {
  const start = sharedApp(kind, { platform: 'api-testing' });
  creating(start);
  supportedScopes(start);
  rotationAndRevocation(start);
  auditLogging(start);
  configuringRateLimits(start);
  leastPrivilege(start);
  projectAccess(start);
  monitoring(start);
});
