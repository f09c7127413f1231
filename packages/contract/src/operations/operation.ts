import type { Static, TObject, TSchema } from 'typebox';
import type { ErrorCode } from '../errors.ts';
import type { Permission } from '../permissions.ts';

/** How a request may be authenticated: a user by session cookie or access JWT, a user by PAT, a project by API key. */
export const principalKinds = ['session', 'pat', 'api-key'] as const;
export type PrincipalKind = (typeof principalKinds)[number];

/**
 * Who may call: a permission in the organization of the target; whoever is signed in; `own-tokens`, which is a session, or a
 * PAT that holds the platform’s token-managing scope; `own-credential`, which is whatever credential is presented, even one
 * whose scopes have come to nothing; an instance administrator by session; or, spelled out, anyone.
 */
export type Needs = Permission | 'signed-in' | 'own-tokens' | 'own-credential' | 'instance-admin' | 'anyone';

/** What an audit event says was done: the thing, then one of the fixed verbs. */
export type AuditAction =
  | `${string}.${'mint' | 'rotate' | 'revoke' | 'delete' | 'create' | 'update' | 'add' | 'remove' | 'set' | 'clear'}`
  | 'session.create'
  | 'invitation.accept'
  | 'user.disable'
  | 'user.enable'
  | 'project.archive'
  | 'credential.import'
  | 'credential.use'
  | 'credential.refuse'
  | 'credential.throttle'
  | 'audit-log.prune';

interface Declared {
  /** Stable; names the use case, the client's method and the OpenAPI operationId. */
  readonly id: string;
  /** Path with `{name}` placeholders. `{organization}`, `{projectId}`, `{keyId}` and `{patId}` are targets. */
  readonly path: `/${string}`;
  readonly tag: string;
  readonly summary: string;
  readonly description?: string;
  readonly needs: Needs;
  readonly accepts: readonly PrincipalKind[];
  readonly params: TObject;
  readonly query: TObject;
  readonly body: TObject | null;
  /** The one successful reply; `schema` is null for 204. Nothing that the schema does not declare is ever sent. */
  readonly reply: {
    readonly status: 200 | 201 | 204;
    readonly schema: TSchema | null;
    /** The reply is text of any length, sent as it is made. */
    readonly stream?: true;
  };
  /** Codes beyond those that the pipeline itself can answer (`pipelineErrors`). */
  readonly errors: readonly ErrorCode[];
  /** The reply carries a secret: it is sent with `Cache-Control: no-store`. */
  readonly secretReply?: true;
  /** `sent`: the reply carries an ETag. `required`: the request must also say which version it changes. */
  readonly etag?: 'sent' | 'required';
  /** The reply sets the session cookie. */
  readonly setsCookie?: true;
  /** Not counted by rate-limit policies and not refused by them. */
  readonly unlimited?: true;
  /** The body is a form (`application/x-www-form-urlencoded`) and no JSON, as the standards of OAuth have it. */
  readonly form?: true;
  /** A further path that answers the same. */
  readonly alias?: `/${string}`;
}

interface Read extends Declared {
  readonly method: 'GET';
  readonly audit?: never;
}

/** Asks with a body, because what is asked must not stand in a URL. */
interface Inquiry extends Declared {
  readonly method: 'POST';
  readonly changesNothing: true;
  readonly audit?: never;
  readonly idempotent?: never;
}

interface Change extends Declared {
  readonly method: 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  readonly audit: AuditAction;
  /** Takes an `Idempotency-Key`: the same request under the same key has the same reply, for ten minutes. */
  readonly idempotent?: true;
}

/** One operation of the API, declared once. The pipeline does what is declared, so that no use case can forget it. */
export type Operation = Read | Inquiry | Change;

/** Declares an operation, keeping its literal types. A change without an audit action does not compile. */
export function defineOperation<const O extends Operation>(operation: O): O {
  return operation;
}

/** Where an authorized request is directed: the ids that the pipeline has loaded and the caller may see. */
export interface Target {
  readonly organizationId: string;
  readonly projectId: string;
}

/** Whence a request came: the address is the caller's own, taken through trusted proxies only. */
export interface ClientFacts {
  readonly address: string;
  readonly userAgent: string;
  readonly traceId: string;
}

/** What a use case is given: parsed, checked, and directed at a target that the caller may see. */
export interface Input<O extends Operation> {
  readonly params: Static<O['params']>;
  readonly query: Static<O['query']>;
  readonly body: O['body'] extends TSchema ? Static<O['body']> : undefined;
  /** The `Idempotency-Key`, where the operation takes one and one was sent. */
  readonly idempotencyKey: string | undefined;
  /** The version in `If-Match`; undefined for `*` and where none was sent. */
  readonly expectedVersion: number | undefined;
  /** Ids are empty strings where the path names no such thing. */
  readonly target: Target;
  readonly client: ClientFacts;
}

/** A reply of any length. */
export interface TextStream {
  readonly contentType: string;
  /** Under which name a browser keeps it. */
  readonly fileName: string;
  /** Made as it is sent: no faster than the caller takes it. */
  readonly chunks: AsyncIterable<string>;
}

/** The body of the successful reply; text of any length where it is a stream, undefined where there is none. */
export type ReplyBody<O extends Operation> = O['reply']['schema'] extends TSchema
  ? Static<O['reply']['schema']>
  : O['reply'] extends { readonly stream: true }
    ? TextStream
    : undefined;

/**
 * What a use case returns. The version goes into the ETag and the cookies into `Set-Cookie`; neither is in the schema,
 * so neither is in the body.
 */
export type Reply<O extends Operation> = ReplyBody<O> &
  (O extends { readonly etag: 'sent' | 'required' } ? { readonly version: number } : unknown) &
  (O extends { readonly setsCookie: true } ? { readonly cookies: readonly string[] } : unknown);
