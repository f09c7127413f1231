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
  credentialAddresses: CredentialAddressesTable;
  notices: NoticesTable;
  webhooks: WebhooksTable;
  webhookEvents: WebhookEventsTable;
  deliveries: DeliveriesTable;
  changeFeed: ChangeFeedTable;
  changeFeedHead: ChangeFeedHeadTable;
  auditEvents: AuditEventsTable;
  auditViews: AuditViewsTable;
  auditHead: AuditHeadTable;
  auditCheckpoints: AuditCheckpointsTable;
  blockedAddresses: BlockedAddressesTable;
  usageCounts: UsageCountsTable;
  rateLimitPolicies: RateLimitPoliciesTable;
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
  /** When `expiresAt` was last set; null: when the credential was created. */
  expirySetAt: Generated<number | null>;
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

/** Where a credential was used from: of each the latest few. */
export interface CredentialAddressesTable {
  credentialId: string;
  address: string;
  /** The IPv4 /24 or IPv6 /64 of the address. */
  network: string;
  firstUsedAt: number;
  lastUsedAt: number;
}

export interface NoticesTable {
  id: string;
  userId: string;
  kind: string;
  credentialId: string | null;
  message: string;
  /** Unique: what must be told once, however many processes notice it. */
  dedupeKey: string | null;
  createdAt: number;
  readAt: number | null;
}

export interface WebhooksTable {
  id: string;
  url: string;
  description: string;
  /** JSON array of kinds; empty: all. */
  kinds: string;
  enabled: number;
  disabledReason: string | null;
  /** Counts secrets: 1 at first, one more with each rotation. The secret itself is derived, not stored. */
  secretVersion: number;
  /** Until when the secret before this one signs too. */
  previousSecretUntil: number | null;
  version: number;
  createdAt: number;
  updatedAt: number;
}

/** What webhooks are sent: one row, however many endpoints hear of it. */
export interface WebhookEventsTable {
  /** The `webhook-id` that receivers see. */
  id: string;
  kind: string;
  credentialId: string | null;
  dedupeKey: string | null;
  /** The body, as it is sent at each attempt. */
  payload: string;
  createdAt: number;
}

/** The outbox: what is to be sent, was sent, or was given up. */
export interface DeliveriesTable {
  id: string;
  channel: 'email' | 'webhook';
  noticeId: string | null;
  eventId: string | null;
  webhookId: string | null;
  state: 'pending' | 'delivered' | 'failed';
  /** JSON array of attempts. */
  attempts: string;
  attemptCount: number;
  nextAttemptAt: number | null;
  /** Whoever holds it may send it, until `claimedUntil`. */
  claim: string | null;
  claimedUntil: number | null;
  createdAt: number;
  deliveredAt: number | null;
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
  /** The event’s place in the chain: from 1, without gaps. */
  sequence: number;
  at: number;
  action: string;
  actorKind: string;
  actorUserId: string | null;
  actorCredentialId: string | null;
  targetKind: string;
  targetId: string;
  /** Whose log it is in besides the actor’s. */
  ownerUserId: string | null;
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
  /** SHA-256 of the event and of the hash before it. */
  hash: string;
}

/** In which blocks of the chain a log has events: the index of every listing. */
export interface AuditViewsTable {
  view: string;
  block: number;
}

/** The end of the chain. */
export interface AuditHeadTable {
  id: number;
  sequence: number;
  hash: string;
  checkpointSequence: number;
  checkpointAt: number;
  /** Keyed, so that nobody without the keyring can make another end. Empty before the first event. */
  mac: string;
}

export interface AuditCheckpointsTable {
  sequence: number;
  previousSequence: number;
  hash: string;
  at: number;
  /** Whether the events up to here were pruned. */
  pruned: number;
  keyId: string;
  signature: string;
}

export interface BlockedAddressesTable {
  id: string;
  /** An IPv4 address or an IPv6 /64. */
  network: string;
  failures: number;
  blockedUntil: number;
  createdAt: number;
}

export interface UsageCountsTable {
  /** Empty: all of the instance. */
  credentialId: string;
  /** When the stretch began, in epoch minutes. */
  minute: number;
  outcome: string;
  count: number;
}

export interface RateLimitPoliciesTable {
  id: string;
  projectId: string;
  name: string;
  enabled: number;
  /** 1 for the one default of its project. */
  isDefault: number;
  /** JSON array of rules, as the API writes them. */
  rules: string;
  version: number;
  createdAt: number;
  updatedAt: number;
}

export interface InstanceTable {
  id: number;
  keyringFingerprint: string;
  createdAt: number;
}

export type Row<T extends keyof Tables> = Selectable<Tables[T]>;
export type NewRow<T extends keyof Tables> = Insertable<Tables[T]>;
