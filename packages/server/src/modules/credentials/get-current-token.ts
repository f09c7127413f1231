import { AppError, type Input, type Operations, type Reply } from '@keywright/contract';
import { toInstant, toNullableInstant } from '../../kernel/instant.ts';
import {
  type CredentialBounds,
  credentialOf,
  effectiveScopes,
  organizationsOf,
  type Principal,
  roleIn,
} from '../scopes/index.ts';
import { findCredentialById } from './credential-store.ts';
import type { CredentialDeps } from './deps.ts';

type Op = Operations['getCurrentToken'];
type Organization = Reply<Op>['effective'][number];

/** Why granted scopes have no effect, by organization. A level that follows its owner grants nothing that could lack. */
function missingIn(bounds: CredentialBounds, { organization_id, role, scopes }: Organization): Reply<Op>['missing'] {
  if (bounds.followsOwner) return [];
  const effective = new Set(scopes);
  const lacking = [...bounds.granted].filter((scope) => !effective.has(scope)).sort();
  return lacking.map((scope) => ({
    scope,
    organization_id,
    reason: `Its owner’s role there, ${role}, does not hold it.`,
  }));
}

function missingOf(bounds: CredentialBounds, effective: readonly Organization[]): Reply<Op>['missing'] {
  if (effective.length > 0) return effective.flatMap((organization) => missingIn(bounds, organization));
  const reason = 'Its owner belongs to no organization.';
  return [...bounds.granted].sort().map((scope) => ({ scope, organization_id: null, reason }));
}

/** The credential that the request presents: what it was granted, what it can do now, and why not more. */
export async function getCurrentToken(
  deps: CredentialDeps,
  principal: Principal,
  _input: Input<Op>,
): Promise<Reply<Op>> {
  const bounds = credentialOf(principal);
  const credential = bounds && (await findCredentialById(deps.database.reader, bounds.id));
  if (bounds === undefined || credential === undefined) throw new AppError('NOT_FOUND');
  const effective = organizationsOf(principal).map((id) => ({
    organization_id: id,
    role: roleIn(principal, id),
    scopes: [...effectiveScopes(principal, id)].sort(),
  }));
  const { format, kind, prefix } = credential;
  return {
    id: credential.id,
    kind,
    token_prefix: deps.codec.publicPrefix(format, kind, prefix),
    name: credential.name,
    user:
      principal.kind === 'pat'
        ? { id: principal.person.userId, email: principal.person.email, name: principal.person.name }
        : null,
    project_id: credential.projectId,
    level: credential.level,
    scopes: [...bounds.granted].sort(),
    effective,
    missing: principal.kind === 'pat' ? missingOf(bounds, effective) : [],
    project_ids: [...credential.projectIds],
    rate_limit_policy_id: credential.rateLimitPolicyId,
    expires_at: toNullableInstant(credential.expiresAt),
    last_used_at: toNullableInstant(credential.lastUsedAt),
    created_at: toInstant(credential.createdAt),
  };
}
