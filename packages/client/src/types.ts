import type { FieldFault, Input, OperationId, Operations, ReplyBody, TextStream } from '@keywright/contract';

export type { FieldFault, OperationId };

type Empty = Record<never, never>;

/** `{ [Name]: Part }`: left out where the part has no field, optional where all its fields are. */
type Field<Name extends string, Part> = keyof Part extends never
  ? Empty
  : Empty extends Part
    ? { readonly [K in Name]?: Part }
    : { readonly [K in Name]: Part };

/** What a call of an operation is given. */
export type RequestOf<K extends OperationId> = Field<'params', Input<Operations[K]>['params']> &
  Field<'query', Input<Operations[K]>['query']> &
  (Operations[K]['body'] extends null ? Empty : { readonly body: Input<Operations[K]>['body'] }) &
  (Operations[K] extends { readonly etag: 'required' }
    ? {
        /** The `etag` of the reply that was read, or `*` to overwrite whatever is there. */
        readonly ifMatch: string;
      }
    : Empty) &
  (Operations[K] extends { readonly idempotent: true }
    ? {
        /** Hard to guess, such as a random UUID: the same request under the same key has the same reply. */
        readonly idempotencyKey?: string;
      }
    : Empty) & { readonly signal?: AbortSignal };

/**
 * What a call resolves to: the reply’s body; with its `etag` where the operation has versions; undefined where there is no
 * body; the response itself where the reply is text of any length.
 */
export type ReplyOf<K extends OperationId> =
  ReplyBody<Operations[K]> extends TextStream
    ? Response
    : ReplyBody<Operations[K]> &
        (Operations[K] extends { readonly etag: 'sent' | 'required' } ? { readonly etag: string } : unknown);

/** How an operation is sent, as the generated table says. */
export interface Route {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  readonly path: `/${string}`;
  /** The reply is text of any length. */
  readonly stream?: true;
  /** The reply carries an ETag. */
  readonly etag?: true;
  /** The body is sent as a form. */
  readonly form?: true;
}
