import Type from 'typebox';
import { EndGraceOnFirstUse, GracePeriodSeconds, RateLimitPolicyId } from './credential.ts';
import { Id, Instant, Name, Note, Nullable, Scopes, Strict } from './fields.ts';

/** PATs as document 003 writes them: the same credentials, in snake_case. */
const token = {
  id: Id,
  token_prefix: Type.String({ description: 'The public part of the token.' }),
  name: Type.String(),
  note: Type.String(),
  scopes: Type.Array(Type.String()),
  level: Nullable(Type.String()),
  project_ids: Type.Array(Type.String(), { description: 'Empty: all projects of the owner.' }),
  allowed_networks: Type.Array(Type.String()),
  rate_limit_policy_id: Nullable(Id),
  expires_at: Nullable(Instant),
  last_used_at: Nullable(Instant),
  last_used_address: Nullable(Type.String({ description: 'Where its last use came from. Up to a minute late.' })),
  revoked_at: Nullable(Instant),
  created_at: Instant,
};

const secret = Type.String({ description: 'The full token. Save it now: it is never shown again.' });

export const TokenReply = Type.Object(token, { title: 'Token' });

/** One PAT, by itself. */
export const TokenDetail = Type.Object(
  {
    ...token,
    last_addresses: Type.Array(Type.Object({ address: Type.String(), first_used_at: Instant, last_used_at: Instant }), {
      maxItems: 5,
      description: 'The last five addresses that it was used from, the latest first.',
    }),
  },
  { title: 'TokenDetail' },
);
export const MintedTokenReply = Type.Object({ ...token, token: secret }, { title: 'MintedToken' });

/** The reply to a change: with the new token after a rotation. */
export const UpdatedTokenReply = Type.Object(
  { ...token, token: Type.Optional(secret), grace_ends_at: Type.Optional(Nullable(Instant)) },
  { title: 'UpdatedToken' },
);

export const MintTokenBody = Strict({
  name: Name,
  note: Type.Optional(Note),
  scopes: Type.Optional(Scopes),
  level: Type.Optional(Type.String({ minLength: 1, maxLength: 32 })),
  project_ids: Type.Optional(Type.Array(Id, { maxItems: 100 })),
  expires_at: Type.Optional(Nullable(Instant)),
  rate_limit_policy_id: Type.Optional(RateLimitPolicyId),
});

export const UpdateTokenBody = Strict({
  action: Type.Enum(['rotate', 'revoke']),
  grace_period_seconds: Type.Optional(GracePeriodSeconds),
  end_grace_on_first_use: Type.Optional(EndGraceOnFirstUse),
  expires_at: Type.Optional(Nullable(Instant)),
});

const ScopeLack = Type.Object({
  scope: Type.String(),
  organization_id: Nullable(Id),
  reason: Type.String({ description: 'Why a granted scope has no effect there; without an organization, anywhere.' }),
});

/** The credential that a request presents, as it stands. */
export const CurrentTokenReply = Type.Object(
  {
    id: Id,
    kind: Type.Enum(['pat', 'api-key']),
    token_prefix: token.token_prefix,
    name: token.name,
    user: Nullable(Type.Object({ id: Id, email: Type.String(), name: Type.String() })),
    project_id: Nullable(Id),
    level: token.level,
    scopes: Type.Array(Type.String(), { description: 'As granted, with all that they imply.' }),
    effective: Type.Array(
      Type.Object({ organization_id: Id, role: Nullable(Type.String()), scopes: Type.Array(Type.String()) }),
      { description: 'What it can do now, by organization.' },
    ),
    missing: Type.Array(ScopeLack),
    project_ids: token.project_ids,
    rate_limit_policy_id: token.rate_limit_policy_id,
    expires_at: token.expires_at,
    last_used_at: token.last_used_at,
    created_at: token.created_at,
  },
  { title: 'CurrentToken' },
);
