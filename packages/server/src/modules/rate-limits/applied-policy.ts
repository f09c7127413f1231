import type { Principal } from '../scopes/index.ts';
import type { CompiledPolicy, CompiledRule } from './policy.ts';

/** Why a policy applies to a request: it is assigned to the token, or the default of the project. */
export type Source = 'token' | 'project';

export interface AppliedPolicy {
  readonly source: Source;
  readonly policy: CompiledPolicy;
}

/** What decides on which policies apply. */
export interface PolicyPlaces {
  /** The policy that is assigned to the credential in use, if any. */
  readonly ownPolicyId: string | null;
  /** The project whose default applies; empty: none. */
  readonly projectId: string;
}

/**
 * Where the policies of a request come from; undefined for one without a credential, which none applies to: a person who is
 * signed in must be able to mend a policy. An API key is under its own project’s default wherever it goes, a PAT under that
 * of the project which the path names (`targetProjectId`; empty: none).
 */
export function placesOf(principal: Principal, targetProjectId: string): PolicyPlaces | undefined {
  switch (principal.kind) {
    case 'anonymous':
    case 'session':
      return undefined;
    case 'pat':
      return { ownPolicyId: principal.credential.rateLimitPolicyId, projectId: targetProjectId };
    case 'api-key':
      return { ownPolicyId: principal.credential.rateLimitPolicyId, projectId: principal.projectId };
  }
}

const none: readonly AppliedPolicy[] = [];

/** The policies that apply, each once: the token’s own comes first. */
export function toApplied(
  own: CompiledPolicy | undefined,
  standard: CompiledPolicy | undefined,
): readonly AppliedPolicy[] {
  const applied: AppliedPolicy[] = own === undefined ? [] : [{ source: 'token', policy: own }];
  if (standard !== undefined && standard.id !== own?.id) applied.push({ source: 'project', policy: standard });
  return applied.length === 0 ? none : applied;
}

/** Who is counted. */
export interface Counted {
  readonly credentialId: string;
  /** The client’s network, as `networkOf` makes it. Asked for only where a rule counts by address. */
  readonly network: () => string;
}

/** What tells the counters of a rule apart. */
export function partitionOf({ per }: CompiledRule, { credentialId, network }: Counted): string {
  switch (per) {
    case 'token':
      return credentialId;
    case 'project':
      return 'all';
    case 'address':
      return network();
  }
}
