-- Generated from packages/server/src/db/migrations by `npm run generate`: what a new database looks like. Never executed.

create table accounts (
  id text not null primary key,
  account_id text not null,
  provider_id text not null,
  user_id text not null references users (id) on delete cascade,
  access_token text,
  refresh_token text,
  id_token text,
  access_token_expires_at text,
  refresh_token_expires_at text,
  scope text,
  password text,
  created_at text not null,
  updated_at text not null,
  unique (user_id, provider_id)
);

create table audit_checkpoints (
  sequence bigint not null primary key,
  previous_sequence bigint not null,
  hash text not null,
  at bigint not null,
  pruned bigint not null check (pruned in (0, 1)),
  key_id text not null,
  signature text not null
);

create index audit_checkpoints_by_time on audit_checkpoints (at, sequence);

create table audit_events (
  sequence bigint not null primary key,
  at bigint not null,
  action text not null,
  actor_kind text not null,
  actor_user_id text,
  actor_credential_id text,
  target_kind text not null,
  target_id text not null,
  owner_user_id text,
  project_id text,
  organization_id text,
  method text not null,
  path text not null,
  status bigint not null,
  address text not null,
  user_agent text not null,
  trace_id text not null,
  details text not null,
  hash text not null
);

create table audit_head (
  id bigint not null primary key check (id = 1),
  sequence bigint not null,
  hash text not null,
  checkpoint_sequence bigint not null,
  checkpoint_at bigint not null,
  mac text not null
);

create table audit_views (
  view text not null,
  block bigint not null,
  primary key (view, block)
);

create table blocked_addresses (
  id text not null primary key,
  network text not null unique,
  failures bigint not null,
  blocked_until bigint not null,
  created_at bigint not null
);

create table change_feed (
  sequence bigint not null primary key,
  subjects text not null
);

create table change_feed_head (
  id bigint not null primary key check (id = 1),
  sequence bigint not null
);

create table credential_addresses (
  credential_id text not null references credentials (id),
  address text not null,
  network text not null,
  first_used_at bigint not null,
  last_used_at bigint not null,
  primary key (credential_id, address)
);

create table credentials (
  id text not null primary key,
  kind text not null check (kind in ('pat', 'api-key')),
  format text not null,
  prefix text not null unique,
  secret_hash text not null,
  secret_version bigint not null,
  end_grace_on_first_use bigint not null default 0 check (end_grace_on_first_use in (0, 1)),
  legacy_digest text unique,
  legacy_head text,
  user_id text references users (id),
  project_id text references projects (id),
  organization_id text references organizations (id),
  name text not null,
  note text not null default '',
  scopes text not null,
  level text,
  project_ids text not null default '[]',
  allowed_networks text not null default '[]',
  rate_limit_policy_id text,
  version bigint not null,
  expires_at bigint,
  last_used_at bigint,
  last_used_address text,
  revoked_at bigint,
  revoked_by text,
  revoked_reason text,
  deleted_at bigint,
  created_by text not null,
  created_at bigint not null,
  updated_at bigint not null, expiry_set_at bigint,
  constraint credentials_owner check (
    (kind = 'pat' and user_id is not null and project_id is null and organization_id is null) or
    (kind = 'api-key' and user_id is null and project_id is not null and organization_id is not null)
  )
);

create index credentials_by_expiry on credentials (expires_at, id)
where expires_at is not null and revoked_at is null and deleted_at is null;

create index credentials_by_legacy_head on credentials (legacy_head) where legacy_head is not null;

create index credentials_by_project on credentials (project_id, id);

create index credentials_by_rate_limit_policy on credentials (rate_limit_policy_id)
where rate_limit_policy_id is not null;

create index credentials_by_user on credentials (user_id, id);

create table deliveries (
  id text not null primary key,
  channel text not null,
  notice_id text references notices (id) on delete cascade,
  event_id text references webhook_events (id),
  webhook_id text references webhooks (id) on delete cascade,
  state text not null check (state in ('pending', 'delivered', 'failed')),
  attempts text not null,
  attempt_count bigint not null,
  next_attempt_at bigint,
  claim text,
  claimed_until bigint,
  created_at bigint not null,
  delivered_at bigint,
  constraint deliveries_channel check (
    (channel = 'email' and notice_id is not null and event_id is null and webhook_id is null) or
    (channel = 'webhook' and notice_id is null and event_id is not null and webhook_id is not null)
  )
);

create index deliveries_by_age on deliveries (created_at) where state <> 'pending';

create index deliveries_by_event on deliveries (event_id);

create index deliveries_by_notice on deliveries (notice_id);

create index deliveries_by_webhook on deliveries (webhook_id, id);

create index deliveries_due on deliveries (next_attempt_at) where state = 'pending';

create table idempotency_keys (
  id text not null primary key,
  actor_id text not null,
  key_digest text not null,
  request_digest text not null,
  credential_id text not null references credentials (id),
  secret_version bigint not null,
  grace_ends_at bigint,
  nonce text not null,
  expires_at bigint not null,
  unique (actor_id, key_digest)
);

create table instance (
  id bigint not null primary key check (id = 1),
  keyring_fingerprint text not null,
  created_at bigint not null
);

create table invitations (
  id text not null primary key,
  user_id text not null references users (id) on delete cascade,
  digest text not null unique,
  expires_at bigint not null,
  accepted_at bigint,
  created_at bigint not null
);

create index invitations_by_user on invitations (user_id);

create table jwks (
  id text not null primary key,
  public_key text not null,
  private_key text not null,
  alg text,
  crv text,
  created_at text not null,
  expires_at text
);

create table "kysely_migration" ("name" varchar(255) not null primary key, "timestamp" varchar(255) not null);

create table "kysely_migration_lock" ("id" varchar(255) not null primary key, "is_locked" integer default 0 not null);

create table memberships (
  id text not null primary key,
  organization_id text not null references organizations (id),
  user_id text not null references users (id),
  role text not null,
  version bigint not null,
  created_at bigint not null,
  updated_at bigint not null,
  unique (organization_id, user_id)
);

create index memberships_by_user on memberships (user_id);

create table notices (
  id text not null primary key,
  user_id text not null references users (id) on delete cascade,
  kind text not null,
  credential_id text,
  message text not null,
  created_at bigint not null,
  read_at bigint
, dedupe_key text);

create index notices_by_credential on notices (credential_id, kind, created_at);

create unique index notices_by_dedupe_key on notices (dedupe_key);

create index notices_by_kind on notices (kind, user_id, created_at);

create index notices_by_user on notices (user_id, id);

create table organizations (
  id text not null primary key,
  slug text not null,
  name text not null,
  version bigint not null,
  created_at bigint not null,
  updated_at bigint not null,
  deleted_at bigint
);

create unique index organizations_by_slug on organizations (slug) where deleted_at is null;

create table projects (
  id text not null primary key,
  organization_id text not null references organizations (id),
  slug text not null,
  name text not null,
  version bigint not null,
  created_at bigint not null,
  updated_at bigint not null,
  archived_at bigint,
  unique (organization_id, slug)
);

create table rate_limit_policies (
  id text not null primary key,
  project_id text not null references projects (id),
  name text not null,
  enabled bigint not null check (enabled in (0, 1)),
  is_default bigint not null default 0 check (is_default in (0, 1)),
  rules text not null,
  version bigint not null,
  created_at bigint not null,
  updated_at bigint not null
);

create index rate_limit_policies_by_project on rate_limit_policies (project_id, id);

create unique index rate_limit_policies_default on rate_limit_policies (project_id) where is_default = 1;

create table rate_limits (
  id text not null primary key,
  key text not null unique,
  count bigint not null,
  last_request bigint not null
);

create table sessions (
  id text not null primary key,
  token text not null unique,
  user_id text not null references users (id) on delete cascade,
  expires_at text not null,
  created_at text not null,
  updated_at text not null,
  ip_address text,
  user_agent text
);

create index sessions_by_user on sessions (user_id);

create table superseded_secrets (
  id text not null primary key,
  credential_id text not null references credentials (id),
  secret_hash text not null,
  valid_until bigint not null
);

create index superseded_secrets_by_credential on superseded_secrets (credential_id, id);

create table usage_counts (
  credential_id text not null,
  minute bigint not null,
  outcome text not null,
  count bigint not null,
  primary key (credential_id, minute, outcome)
);

create table users (
  id text not null primary key,
  name text not null,
  email text not null unique,
  email_verified bigint not null default 0,
  image text,
  created_at text not null,
  updated_at text not null,
  instance_admin bigint not null default 0 check (instance_admin in (0, 1)),
  disabled_at bigint
);

create table verifications (
  id text not null primary key,
  identifier text not null,
  value text not null,
  expires_at text not null,
  created_at text not null,
  updated_at text not null
);

create index verifications_by_identifier on verifications (identifier);

create table webhook_events (
  id text not null primary key,
  kind text not null,
  credential_id text,
  dedupe_key text unique,
  payload text not null,
  created_at bigint not null
);

create index webhook_events_by_age on webhook_events (created_at);

create index webhook_events_by_credential on webhook_events (credential_id, kind, created_at);

create table webhooks (
  id text not null primary key,
  url text not null,
  description text not null,
  kinds text not null,
  enabled bigint not null check (enabled in (0, 1)),
  disabled_reason text,
  secret_version bigint not null,
  previous_secret_until bigint,
  version bigint not null,
  created_at bigint not null,
  updated_at bigint not null
);
