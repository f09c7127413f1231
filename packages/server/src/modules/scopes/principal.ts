import type { CredentialKind } from '@keywright/contract';

/** A user’s rights in one organization: the role, and its scopes with all that they imply. */
export interface Membership {
  readonly organizationId: string;
  readonly role: string;
  readonly rights: ReadonlySet<string>;
}

/** A person as authentication sees them, with their rights at this moment. */
export interface Person {
  readonly userId: string;
  readonly email: string;
  readonly name: string;
  readonly instanceAdmin: boolean;
  /** By organization id. */
  readonly memberships: ReadonlyMap<string, Membership>;
}

/** The credential that a request was authenticated with: what bounds it. */
export interface CredentialBounds {
  readonly id: string;
  readonly kind: CredentialKind;
  /** The scopes it was minted with and all that they imply. */
  readonly granted: ReadonlySet<string>;
  /** The level it was minted with, if any. */
  readonly level: string | null;
  /** Whether it has whatever rights its owner has. */
  readonly followsOwner: boolean;
  readonly expiresAt: number | null;
  readonly allowedNetworks: readonly string[];
  /** The rate-limit policy of each request with it. */
  readonly rateLimitPolicyId: string | null;
  /** PATs: the only projects it reaches. Empty: all of its owner’s. */
  readonly projectIds: readonly string[];
}

/** Who a request acts as, after authentication. */
export type Principal =
  | { readonly kind: 'anonymous' }
  | { readonly kind: 'session'; readonly person: Person }
  | { readonly kind: 'pat'; readonly person: Person; readonly credential: CredentialBounds }
  | {
      readonly kind: 'api-key';
      readonly projectId: string;
      readonly organizationId: string;
      readonly credential: CredentialBounds;
    };

const nothing: ReadonlySet<string> = new Set();

/**
 * The scopes that `principal` has in an organization at this moment. A session has its person’s rights; a PAT those of
 * its granted scopes that the person holds there; an API key its granted scopes, in its own organization alone.
 */
export function effectiveScopes(principal: Principal, organizationId: string): ReadonlySet<string> {
  switch (principal.kind) {
    case 'anonymous':
      return nothing;
    case 'session':
      return principal.person.memberships.get(organizationId)?.rights ?? nothing;
    case 'pat': {
      const rights = principal.person.memberships.get(organizationId)?.rights ?? nothing;
      return principal.credential.granted.intersection(rights);
    }
    case 'api-key':
      return principal.organizationId === organizationId ? principal.credential.granted : nothing;
  }
}

/** The union of the effective scopes of `principal` over its organizations. */
export function scopesAnywhere(principal: Principal): ReadonlySet<string> {
  if (principal.kind === 'api-key') return principal.credential.granted;
  return new Set(organizationsOf(principal).flatMap((id) => [...effectiveScopes(principal, id)]));
}

/** What `principal` may put into a PAT. */
export function grantableToPat(principal: Principal): ReadonlySet<string> {
  return principal.kind === 'session' || principal.kind === 'pat' ? scopesAnywhere(principal) : nothing;
}

/** Whether `principal` can know that the organization exists: by membership, or as an API key of one of its projects. */
export function canSee(principal: Principal, organizationId: string): boolean {
  switch (principal.kind) {
    case 'anonymous':
      return false;
    case 'session':
    case 'pat':
      return principal.person.memberships.has(organizationId);
    case 'api-key':
      return principal.organizationId === organizationId;
  }
}

/** Whether a credential that is bound to projects reaches this one. What is bound to none reaches all that it can see. */
export function reachesProject(principal: Principal, projectId: string): boolean {
  const bound = boundProjects(principal);
  return bound === undefined || bound.includes(projectId);
}

/** The projects that a credential is bound to: an API key to its own, a PAT to those it was minted for, if any. */
export function boundProjects(principal: Principal): readonly string[] | undefined {
  if (principal.kind === 'api-key') return [principal.projectId];
  if (principal.kind !== 'pat' || principal.credential.projectIds.length === 0) return undefined;
  return principal.credential.projectIds;
}

/** Whether a credential may change nothing above its projects, which it may read: a PAT that is bound to some. */
export const changesProjectsAlone = (principal: Principal): boolean =>
  principal.kind === 'pat' && boundProjects(principal) !== undefined;

/** The organizations that a request may have scopes in. */
export function organizationsOf(principal: Principal): readonly string[] {
  if (principal.kind === 'anonymous') return [];
  return principal.kind === 'api-key' ? [principal.organizationId] : [...principal.person.memberships.keys()];
}

/** The caller’s role in an organization; null where they have none there, and for an API key. */
export function roleIn(principal: Principal, organizationId: string): string | null {
  const person = principal.kind === 'session' || principal.kind === 'pat' ? principal.person : undefined;
  return person?.memberships.get(organizationId)?.role ?? null;
}

/** The person behind a request. Throws `RangeError` for others: operations that need a person accept no API key. */
export function personOf(principal: Principal): Person {
  if (principal.kind === 'session' || principal.kind === 'pat') return principal.person;
  throw new RangeError(`no person stands behind ${principal.kind}`);
}

/** The credential a request was authenticated with, if any. */
export const credentialOf = (principal: Principal): CredentialBounds | undefined =>
  principal.kind === 'pat' || principal.kind === 'api-key' ? principal.credential : undefined;

/** Who did it, as rows and audit events name them: a user id, or a credential id for API keys. */
export function actorId(principal: Principal): string {
  if (principal.kind === 'anonymous') return 'anonymous';
  return principal.kind === 'api-key' ? principal.credential.id : principal.person.userId;
}
