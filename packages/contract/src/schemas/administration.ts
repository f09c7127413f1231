import Type from 'typebox';
import { CredentialSummary, LastAddresses } from './credential.ts';
import { Id, Instant, Nullable, PageQuery, Strict } from './fields.ts';

/** A credential, as administrators see it: whose it is, and how it ended. */
const administered = {
  ...CredentialSummary.properties,
  kind: Type.Enum(['pat', 'api-key']),
  user: Nullable(Type.Object({ id: Id, email: Type.String(), name: Type.String() })),
  project: Nullable(Type.Object({ id: Id, name: Type.String(), organizationId: Id })),
  createdBy: Type.String(),
  revokedBy: Nullable(Type.String()),
  revokedReason: Nullable(Type.String()),
  deletedAt: Nullable(Instant),
};

export const AdministeredCredential = Type.Object(administered, { title: 'AdministeredCredential' });

export const AdministeredCredentialDetail = Type.Object(
  {
    ...administered,
    lastAddresses: LastAddresses,
    secretHash: Type.String({ description: 'What is stored of the secret. The secret itself is nowhere.' }),
  },
  { title: 'AdministeredCredentialDetail' },
);

const Flag = (description: string) => Type.Optional(Type.Boolean({ description }));
const Since = (description: string) => Type.Optional(Type.String({ format: 'date-time', maxLength: 40, description }));

export const CredentialSearchQuery = Strict({
  ...PageQuery.properties,
  search: Type.Optional(
    Type.String({
      minLength: 1,
      maxLength: 100,
      description: 'Part of a token’s name, or of its user’s name or e-mail.',
    }),
  ),
  kind: Type.Optional(Type.Enum(['pat', 'api-key'])),
  organization: Type.Optional(
    Type.String({
      minLength: 1,
      maxLength: 64,
      description: 'Slug or id: API keys of its projects, PATs of its members.',
    }),
  ),
  userId: Type.Optional(Id),
  revoked: Flag('Only revoked ones, or only others.'),
  expired: Flag('Only expired ones, or only others.'),
  expires: Flag('Only such as have an expiry, or only such as never expire.'),
  createdAfter: Since('Created at this instant or later.'),
  createdBefore: Since('Created before this instant.'),
  usedAfter: Since('Last used at this instant or later.'),
  usedBefore: Since('Last used before this instant, or never.'),
  expiresBefore: Since('Expires, or expired, before this instant.'),
});

export const UserSearchQuery = Strict({
  ...PageQuery.properties,
  search: Type.Optional(Type.String({ minLength: 1, maxLength: 100, description: 'Part of a name or e-mail.' })),
  disabled: Flag('Only disabled ones, or only others.'),
});

export const BlockedAddress = Type.Object(
  {
    id: Id,
    network: Type.String({ description: 'An IPv4 address or an IPv6 /64.' }),
    failures: Type.Integer({ description: 'How many bad tokens in a row blocked it.' }),
    blockedUntil: Instant,
    createdAt: Instant,
  },
  { title: 'BlockedAddress' },
);

export const Reason = Type.String({ minLength: 1, maxLength: 500, description: 'Why. The owner reads it.' });
