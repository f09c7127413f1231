import Type from 'typebox';
import { Id, Instant, Name, Networks, Note, Nullable, Scopes, Strict } from './fields.ts';

const summary = {
  id: Id,
  prefix: Type.String({ description: 'The public part of the token: enough to recognise it, useless to present.' }),
  name: Type.String(),
  note: Type.String(),
  scopes: Type.Array(Type.String(), { description: 'Sorted, without duplicates.' }),
  allowedNetworks: Type.Array(Type.String()),
  expiresAt: Nullable(Instant),
  lastUsedAt: Nullable(Instant),
  revokedAt: Nullable(Instant),
  createdAt: Instant,
};

/** A credential as listings show it: never a secret, never a hash. */
export const CredentialSummary = Type.Object(summary, { title: 'CredentialSummary' });

/** The reply to a mint: the only one that ever holds `secret`, the full token. */
export const MintedCredentialReply = Type.Object(
  {
    id: Id,
    prefix: summary.prefix,
    secret: Type.String({ description: 'The full token. Save it now: it is never shown again.' }),
    name: summary.name,
    note: summary.note,
    scopes: summary.scopes,
    allowedNetworks: summary.allowedNetworks,
    expiresAt: summary.expiresAt,
    createdAt: Instant,
  },
  { title: 'MintedCredential' },
);

export const MintCredentialBody = Strict({
  name: Name,
  scopes: Scopes,
  note: Type.Optional(Note),
  expiresAt: Type.Optional(Nullable(Instant)),
  allowedNetworks: Type.Optional(Networks),
});

/** Absent leaves a field as it is; null clears it. */
export const UpdateCredentialBody = Strict({
  name: Type.Optional(Name),
  note: Type.Optional(Nullable(Note)),
  allowedNetworks: Type.Optional(Nullable(Networks)),
});
