import type { AuditAction, ClientFacts, PrincipalKind } from '@keywright/contract';

/** What was acted upon. */
export interface AuditTarget {
  readonly kind:
    | 'user'
    | 'organization'
    | 'member'
    | 'project'
    | 'api-key'
    | 'pat'
    | 'invitation'
    | 'session'
    | 'notice'
    | 'import'
    | 'blocked-address';
  readonly id: string;
  readonly organizationId?: string;
  readonly projectId?: string;
  /** What changed, for people. Never a secret, a hash or a password. */
  readonly details?: Readonly<Record<string, unknown>>;
}

/** Who did it, from where, by which request. */
export interface AuditContext {
  readonly action: AuditAction;
  readonly actor: {
    readonly kind: PrincipalKind | 'anonymous' | 'operator';
    readonly userId: string | null;
    readonly credentialId: string | null;
  };
  readonly method: string;
  /** The path as it was matched, without its query. */
  readonly path: string;
  readonly status: number;
  readonly client: ClientFacts;
}

const maximumUserAgent = 256;

/** A header is the caller’s text: bounded before it is stored. */
export const boundedUserAgent = (userAgent: string): string => userAgent.slice(0, maximumUserAgent);
