import Type, { type Static } from 'typebox';
import { Id, Nullable, ScopeName, Strict } from './fields.ts';

const RequiredScopes = (description: string) => Type.Array(ScopeName, { maxItems: 50, description });

/**
 * What a guard asks at `POST /gate/guard`, with the request’s own credential headers beside it: may whoever presents these
 * make this request? Exactly one of `all` and `any` is given.
 */
export const GuardRequest = Strict({
  method: Type.String({ minLength: 1, maxLength: 32, description: 'The request’s method.' }),
  path: Type.String({
    minLength: 1,
    maxLength: 8192,
    description: 'The request’s path and query, as they were received.',
  }),
  all: Type.Optional(
    RequiredScopes('The request needs every one of these. Empty: any valid credential that has a scope.'),
  ),
  any: Type.Optional(
    Type.Array(ScopeName, { minItems: 1, maxItems: 50, description: 'The request needs one of these.' }),
  ),
  projectId: Type.Optional({
    ...Id,
    description: 'The project that the request is about: its scopes must be held there.',
  }),
  organization: Type.Optional({
    ...Id,
    description:
      'The id or slug of the organization that the request is about, where it is about no project of it. Without either, ' +
      'scopes count wherever they are held.',
  }),
});

/** Who a guarded request acts as. */
export const GuardReply = Type.Object(
  {
    kind: Type.Enum(['session', 'pat', 'api-key']),
    userId: Nullable(Type.String({ description: 'Null for an API key.' })),
    credentialId: Nullable(Type.String({ description: 'Null for a person who is signed in.' })),
    organizationId: Nullable(
      Type.String({ description: 'What the request is about, else that of the API key; null: neither.' }),
    ),
    projectId: Nullable(
      Type.String({ description: 'The project that the request is about, else that of the API key; null: neither.' }),
    ),
    projectIds: Nullable(
      Type.Array(Type.String(), { description: 'The only projects that the credential reaches; null: no such bound.' }),
    ),
    scopes: Type.Array(Type.String(), {
      description: 'What it may do in that organization; without one, what it may do anywhere. Sorted.',
    }),
  },
  { title: 'GuardedPrincipal' },
);

export type GuardRequest = Static<typeof GuardRequest>;
export type GuardedPrincipal = Static<typeof GuardReply>;
