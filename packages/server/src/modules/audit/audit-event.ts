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
    | 'address'
    | 'audit-log'
    | 'blocked-address'
    | 'rate-limit-policy'
    | 'webhook'
    | 'delivery';
  readonly id: string;
  readonly organizationId?: string;
  readonly projectId?: string;
  /** Whose it is: the event is in this user’s log too. */
  readonly ownerUserId?: string;
  /** What changed, for people. Never a secret, a hash or a password. */
  readonly details?: Readonly<Record<string, unknown>>;
}

/** How whoever did it was authenticated; `operator`: from the machine, not over HTTP. */
export type ActorKind = PrincipalKind | 'anonymous' | 'operator';

/** Who did it, from where, by which request. */
export interface AuditContext {
  readonly action: AuditAction;
  readonly actor: {
    readonly kind: ActorKind;
    readonly userId: string | null;
    readonly credentialId: string | null;
  };
  readonly method: string;
  /** The path as it was matched, without its query. */
  readonly path: string;
  readonly status: number;
  readonly client: ClientFacts;
}

/** An event as it is written: flat, bounded, and without its place in the chain. */
export interface AuditEvent {
  readonly at: number;
  readonly action: string;
  readonly actorKind: ActorKind;
  readonly actorUserId: string | null;
  readonly actorCredentialId: string | null;
  readonly targetKind: string;
  readonly targetId: string;
  readonly ownerUserId: string | null;
  readonly projectId: string | null;
  readonly organizationId: string | null;
  readonly method: string;
  readonly path: string;
  readonly status: number;
  readonly address: string;
  readonly userAgent: string;
  readonly traceId: string;
  /** A JSON object. */
  readonly details: string;
}

const maximumUserAgent = 256;
const maximumPath = 512;

/** Puts an event together. Headers and paths are the caller’s text: bounded before they are stored. */
export function toAuditEvent(at: number, context: AuditContext, target: AuditTarget): AuditEvent {
  const { actor, client } = context;
  return {
    at,
    action: context.action,
    actorKind: actor.kind,
    actorUserId: actor.userId,
    actorCredentialId: actor.credentialId,
    targetKind: target.kind,
    targetId: target.id,
    ownerUserId: target.ownerUserId === actor.userId ? null : (target.ownerUserId ?? null),
    projectId: target.projectId ?? null,
    organizationId: target.organizationId ?? null,
    method: context.method,
    path: context.path.slice(0, maximumPath),
    status: context.status,
    address: client.address,
    userAgent: client.userAgent.slice(0, maximumUserAgent),
    traceId: client.traceId,
    details: target.details === undefined ? '{}' : JSON.stringify(target.details),
  };
}

/** What an event tells of: a use of a credential, a use that was refused, or a change. */
export type EventKind = 'use' | 'refusal' | 'change';

const kinds: Readonly<Record<string, EventKind>> = {
  'credential.use': 'use',
  'credential.refuse': 'refusal',
  'credential.throttle': 'refusal',
};

export const kindOf = (action: string): EventKind => kinds[action] ?? 'change';
