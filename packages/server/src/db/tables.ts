import type { Generated, Insertable, Selectable } from 'kysely';

/**
 * The schema, as Kysely sees it: camelCase here, snake_case in the database. One schema for both databases: `text`,
 * `bigint` (epoch milliseconds, 0 and 1 for truth), JSON as text, ULIDs as ids. The people tables (users, sessions,
 * accounts, verifications, jwks, rateLimits) have the columns of better-auth, whose dates are ISO-8601 text.
 */
export interface Tables {
  users: UsersTable;
  sessions: SessionsTable;
  accounts: AccountsTable;
  invitations: InvitationsTable;
  organizations: OrganizationsTable;
  memberships: MembershipsTable;
  projects: ProjectsTable;
  credentials: CredentialsTable;
  supersededSecrets: SupersededSecretsTable;
  idempotencyKeys: IdempotencyKeysTable;
  notices: NoticesTable;
  changeFeed: ChangeFeedTable;
  changeFeedHead: ChangeFeedHeadTable;
  auditEvents: AuditEventsTable;
  blockedAddresses: BlockedAddressesTable;
  instance: InstanceTable;
}

export interface UsersTable {
  id: string;
  name: string;
  email: string;
  emailVerified: number;
  image: string | null;
  createdAt: string;
  updatedAt: string;
  instanceAdmin: Generated<number>;
  disabledAt: number | null;
}

export interface SessionsTable {
  id: string;
  token: string;
  userId: string;
  expiresAt: string;
  createdAt: string;
  updatedAt: string;
  ipAddress: string | null;
  userAgent: string | null;
}

export interface AccountsTable {
  id: string;
  accountId: string;
  providerId: string;
  userId: string;
  password: string | null;
  createdAt: string;
  updatedAt: string;
}

export interface InvitationsTable {
  id: string;
  userId: string;
  /** Keyed digest of the one-time token. */
  digest: string;
  expiresAt: number;
  acceptedAt: number | null;
  createdAt: number;
}

export interface OrganizationsTable {
  id: string;
  slug: string;
  name: string;
  version: number;
  createdAt: number;
  updatedAt: number;
  deletedAt: number | null;
}

export interface MembershipsTable {
  id: string;
  organizationId: string;
  userId: string;
  role: string;
  version: number;
  createdAt: number;
  updatedAt: number;
}

export interface ProjectsTable {
  id: string;
  organizationId: string;
  slug: string;
  name: string;
  version: number;
  createdAt: number;
  updatedAt: number;
  archivedAt: number | null;
}

export interface CredentialsTable {
  id: string;
  kind: 'pat' | 'api-key';
  format: string;
  prefix: string;
  secretHash: string;
  /** Counts secrets: 1 when minted, one more with each rotation. */
  secretVersion: number;
  endGraceOnFirstUse: number;
  /** Imported keys, until their first use: a keyed digest of the whole key, by which it is found. */
  legacyDigest: string | null;
  /** Imported keys: a keyed digest of their head where only a salted hash is known; 48 bits of one of the whole once used. */
  legacyHead: string | null;
  userId: string | null;
  projectId: string | null;
  organizationId: string | null;
  name: string;
  note: string;
  /** JSON array of scopes, sorted. */
  scopes: string;
  level: string | null;
  /** JSON array of project ids; empty: all of the owner’s. */
  projectIds: string;
  /** JSON array of CIDR ranges; empty: any address. */
  allowedNetworks: string;
  rateLimitPolicyId: string | null;
  version: number;
  expiresAt: number | null;
  lastUsedAt: number | null;
  lastUsedAddress: string | null;
  revokedAt: number | null;
  revokedBy: string | null;
  revokedReason: string | null;
  deletedAt: number | null;
  createdBy: string;
  createdAt: number;
  updatedAt: number;
}

/** The secrets that rotations replaced. Good until `validUntil`, recognised for longer. */
export interface SupersededSecretsTable {
  id: string;
  credentialId: string;
  secretHash: string;
  validUntil: number;
}

export interface IdempotencyKeysTable {
  id: string;
  actorId: string;
  /** Keyed digest of the Idempotency-Key. */
  keyDigest: string;
  /** Digest of the request that came with it. */
  requestDigest: string;
  credentialId: string;
  /** Which secret of the credential the reply held. */
  secretVersion: number;
  graceEndsAt: number | null;
  /** What the secret was made from, together with the Idempotency-Key, which is not stored. */
  nonce: string;
  expiresAt: number;
}

export interface NoticesTable {
  id: string;
  userId: string;
  kind: string;
  credentialId: string | null;
  message: string;
  createdAt: number;
  readAt: number | null;
}

export interface ChangeFeedTable {
  sequence: number;
  /** JSON array of subjects. */
  subjects: string;
}

export interface ChangeFeedHeadTable {
  id: number;
  sequence: number;
}

export interface AuditEventsTable {
  id: string;
  at: number;
  action: string;
  actorKind: string;
  actorUserId: string | null;
  actorCredentialId: string | null;
  targetKind: string;
  targetId: string;
  projectId: string | null;
  organizationId: string | null;
  method: string;
  path: string;
  status: number;
  address: string;
  userAgent: string;
  traceId: string;
  /** JSON object: what changed, never a secret. */
  details: string;
}

export interface BlockedAddressesTable {
  id: string;
  /** An IPv4 address or an IPv6 /64. */
  network: string;
  failures: number;
  blockedUntil: number;
  createdAt: number;
}

export interface InstanceTable {
  id: number;
  keyringFingerprint: string;
  createdAt: number;
}

export type Row<T extends keyof Tables> = Selectable<Tables[T]>;
export type NewRow<T extends keyof Tables> = Insertable<Tables[T]>;
