import Type from 'typebox';
import { Id, Instant, Name, Networks, Note, Nullable, Scopes, Strict } from './fields.ts';

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

const summary = {
  id: Id,
  prefix: Type.String({ description: 'The public part of the token: enough to recognise it, useless to present.' }),
  name: Type.String(),
  note: Type.String(),
  scopes: Type.Array(Type.String(), { description: 'Sorted, without duplicates.' }),
  level: Nullable(Type.String({ description: 'A bundle of scopes instead of a list; it follows its definition.' })),
  projectIds: Type.Array(Type.String()),
  allowedNetworks: Type.Array(Type.String()),
  legacy: Type.Boolean({ description: 'Imported from an older system, and not rotated since.' }),
  expiresAt: Nullable(Instant),
  lastUsedAt: Nullable(Instant),
  revokedAt: Nullable(Instant),
  createdAt: Instant,
};

/** A credential as listings show it: never a secret, never a hash. */
export const CredentialSummary = Type.Object(summary, { title: 'CredentialSummary' });

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
});

export const RotateCredentialBody = Strict({
  gracePeriodSeconds: Type.Optional(GracePeriodSeconds),
  endGraceOnFirstUse: Type.Optional(EndGraceOnFirstUse),
  expiresAt: Type.Optional(Nullable(Instant)),
});
