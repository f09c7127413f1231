import type { ErrorCode } from '../errors.ts';
import { isPermission } from '../permissions.ts';
import * as administration from './administration.ts';
import * as apiKeys from './api-keys.ts';
import * as audit from './audit.ts';
import * as notices from './notices.ts';
import type { Operation } from './operation.ts';
import * as organizations from './organizations.ts';
import * as pats from './pats.ts';
import * as people from './people.ts';
import * as projects from './projects.ts';
import * as rateLimits from './rate-limits.ts';
import * as standards from './standards.ts';
import * as tokens from './tokens.ts';
import * as webhooks from './webhooks.ts';

/** Every operation of the API, by its id. */
export const operations = {
  ...people,
  ...organizations,
  ...projects,
  ...rateLimits,
  ...apiKeys,
  ...pats,
  ...tokens,
  ...administration,
  ...notices,
  ...audit,
  ...standards,
  ...webhooks,
} as const;

export type Operations = typeof operations;
export type OperationId = keyof Operations;

const ofCredential = [
  'UNAUTHENTICATED',
  'CREDENTIAL_REVOKED',
  'CREDENTIAL_EXPIRED',
  'OWNER_DISABLED',
  'NETWORK_REFUSED',
  'ADDRESS_BLOCKED',
  'MULTIPLE_CREDENTIALS',
  'OVERLOADED',
] as const satisfies readonly ErrorCode[];

/** Every code that an operation can answer: what it declares and what the pipeline answers for it. Sorted. */
export function errorsOf(operation: Operation): readonly ErrorCode[] {
  const codes = new Set<ErrorCode>([...operation.errors, 'VALIDATION_FAILED', 'UNAVAILABLE', 'INTERNAL']);
  const add = (when: boolean, ...more: readonly ErrorCode[]) => when && more.forEach((code) => void codes.add(code));
  const signedIn = operation.needs === 'signed-in' || operation.needs === 'own-tokens';
  const permission = isPermission(operation.needs);
  add(operation.needs !== 'anyone', ...ofCredential, 'CREDENTIAL_KIND_REFUSED');
  add(operation.needs === 'instance-admin', 'FORBIDDEN');
  add(operation.method !== 'GET', 'FORBIDDEN');
  add(permission, 'INSUFFICIENT_SCOPE', 'NOT_FOUND');
  // A PAT whose owner no longer holds any of its scopes may not even do what anyone signed in may.
  add(signedIn && operation.accepts.includes('pat'), 'INSUFFICIENT_SCOPE');
  // Bound to projects: no other one, and for a PAT nothing above them.
  const bounded = operation.path.includes('{projectId}') || operation.method !== 'GET';
  add(permission && operation.accepts.length > 1 && bounded, 'WRONG_PROJECT');
  // Policies count what is done with credentials; sessions are free of them.
  const counted = operation.accepts.some((kind) => kind !== 'session') && operation.unlimited !== true;
  add(operation.needs !== 'anyone' && counted, 'RATE_LIMITED');
  add(operation.body !== null, 'PAYLOAD_TOO_LARGE', 'UNSUPPORTED_MEDIA_TYPE');
  add(operation.etag === 'required', 'PRECONDITION_REQUIRED', 'PRECONDITION_FAILED');
  return [...codes].sort();
}
