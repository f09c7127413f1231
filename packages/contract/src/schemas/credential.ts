import Type from 'typebox';
import { Id, Instant, Name, Networks, Note, Nullable, PageQuery, Scopes, Strict } from './fields.ts';

const Level = Type.String({
  minLength: 1,
  maxLength: 32,
  description: 'A level of the platform, as /scopes lists them.',
});
const ProjectIds = Type.Array(Id, {
  maxItems: 100,
  description: 'PATs: the only projects that it reaches. Empty: all of its owner’s.',
});

/** How long an old secret goes on working after a rotation. The platform bounds it. */
export const GracePeriodSeconds = Type.Integer({
  minimum: 0,
  maximum: 2_592_000,
  description:
    'For how long the old secret still works, at most as long as the platform allows. Absent: it ends at once.',
});
export const EndGraceOnFirstUse = Type.Boolean({
  description: 'End the old secret as soon as the new one is first used, if that comes before the grace ends.',
});

/** How the body of a mint or an update names a policy. */
export const RateLimitPolicyId = Nullable(
  Type.String({
    minLength: 1,
    maxLength: 64,
    description:
      'The rate-limit policy of each request with it: one of its project, or for a PAT one that you can see.',
  }),
);

const summary = {
  id: Id,
  prefix: Type.String({ description: 'The public part of the token: enough to recognise it, useless to present.' }),
  name: Type.String(),
  note: Type.String(),
  scopes: Type.Array(Type.String(), { description: 'Sorted, without duplicates.' }),
  level: Nullable(Type.String({ description: 'A bundle of scopes instead of a list; it follows its definition.' })),
  projectIds: Type.Array(Type.String()),
  allowedNetworks: Type.Array(Type.String()),
  rateLimitPolicyId: Nullable(Id),
  legacy: Type.Boolean({ description: 'Imported from an older system, and not rotated since.' }),
  expiresAt: Nullable(Instant),
  lastUsedAt: Nullable(Instant),
  lastUsedAddress: Nullable(Type.String({ description: 'Where its last use came from. Up to a minute late.' })),
  revokedAt: Nullable(Instant),
  createdAt: Instant,
};

/** The addresses that a credential was last used from, the latest first. */
export const LastAddresses = Type.Array(
  Type.Object({ address: Type.String(), firstUsedAt: Instant, lastUsedAt: Instant }),
  { maxItems: 5, description: 'The last five addresses that it was used from, the latest first. Up to a minute late.' },
);

/** A credential as listings show it: never a secret, never a hash. */
export const CredentialSummary = Type.Object(summary, { title: 'CredentialSummary' });

/** One credential, by itself. */
export const CredentialDetail = Type.Object(
  { ...summary, lastAddresses: LastAddresses },
  { title: 'CredentialDetail' },
);

const secret = Type.String({ description: 'The full token. Save it now: it is never shown again.' });

/** The reply to a mint: with that to a rotation, the only one that ever holds `secret`, the full token. */
export const MintedCredentialReply = Type.Object(
  {
    id: Id,
    prefix: summary.prefix,
    secret,
    name: summary.name,
    note: summary.note,
    scopes: summary.scopes,
    level: summary.level,
    projectIds: summary.projectIds,
    allowedNetworks: summary.allowedNetworks,
    rateLimitPolicyId: summary.rateLimitPolicyId,
    expiresAt: summary.expiresAt,
    createdAt: Instant,
  },
  { title: 'MintedCredential' },
);

/** The reply to a rotation. */
export const RotatedCredentialReply = Type.Object(
  {
    ...MintedCredentialReply.properties,
    graceEndsAt: Nullable(Instant),
  },
  { title: 'RotatedCredential', description: '`graceEndsAt`: until when the old secret works; null: it ended.' },
);

const common = {
  name: Name,
  note: Type.Optional(Note),
  expiresAt: Type.Optional(Nullable(Instant)),
  allowedNetworks: Type.Optional(Networks),
  rateLimitPolicyId: Type.Optional(RateLimitPolicyId),
};

export const MintApiKeyBody = Strict({ ...common, scopes: Scopes });

/** A PAT has scopes or a level, as the platform says. */
export const MintPatBody = Strict({
  ...common,
  scopes: Type.Optional(Scopes),
  level: Type.Optional(Level),
  projectIds: Type.Optional(ProjectIds),
});

/** Absent leaves a field as it is; null clears it. */
export const UpdateCredentialBody = Strict({
  name: Type.Optional(Name),
  note: Type.Optional(Nullable(Note)),
  allowedNetworks: Type.Optional(Nullable(Networks)),
  rateLimitPolicyId: Type.Optional(RateLimitPolicyId),
});

export const RotateCredentialBody = Strict({
  gracePeriodSeconds: Type.Optional(GracePeriodSeconds),
  endGraceOnFirstUse: Type.Optional(EndGraceOnFirstUse),
  expiresAt: Type.Optional(Nullable(Instant)),
});

/** Which of a listing’s credentials are asked for. `expiring` is part of `active`. */
export const CredentialListQuery = Strict({
  ...PageQuery.properties,
  search: Type.Optional(
    Type.String({ minLength: 1, maxLength: 100, description: 'Part of a name, a note or a prefix. Never a token.' }),
  ),
  state: Type.Optional(
    Type.Enum(['active', 'expiring', 'expired', 'revoked'], {
      description:
        'Only those in this state: live; live and with 14 days or less to go; not revoked and past their expiry; revoked.',
    }),
  ),
});

/** How many more may be minted. */
export const AllowanceReply = Type.Object(
  {
    live: Type.Integer({ description: 'How many are live: neither expired, revoked nor deleted.' }),
    limit: Nullable(Type.Integer({ description: 'How many may be live at once; null: as many as you like.' })),
  },
  { title: 'Allowance' },
);

/** What a PAT comes to. */
export const PatAccessReply = Type.Object(
  {
    granted: Type.Array(Type.String(), { description: 'Its scopes or its level’s, with all that they imply. Sorted.' }),
    dropped: Type.Array(Type.String(), {
      description: 'Scopes that it was minted with and that the platform has no longer. They grant nothing.',
    }),
    followsOwner: Type.Boolean({ description: 'Its level is whatever its owner may do: nothing that could lack.' }),
    organizations: Type.Array(
      Type.Object({
        organizationId: Id,
        role: Nullable(Type.String({ description: 'Its owner’s.' })),
        scopes: Type.Array(Type.String(), { description: 'What it has there. Sorted.' }),
        missing: Type.Array(Type.String(), {
          description: 'What it was granted and its owner’s role there does not hold. Sorted.',
        }),
      }),
    ),
  },
  { title: 'PatAccess', description: 'In each organization a PAT has those of its scopes that its owner holds there.' },
);
