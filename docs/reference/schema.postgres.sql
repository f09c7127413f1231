-- Generated from packages/server/src/db/migrations by `npm run generate`: what a new database looks like. Never executed.

create table accounts (
  id text not null,
  account_id text not null,
  provider_id text not null,
  user_id text not null,
  access_token text,
  refresh_token text,
  id_token text,
  access_token_expires_at text,
  refresh_token_expires_at text,
  scope text,
  password text,
  created_at text not null,
  updated_at text not null,
  constraint accounts_pkey PRIMARY KEY (id),
  constraint accounts_user_id_fkey FOREIGN KEY (user_id) REFERENCES users(id) ON DELETE CASCADE,
  constraint accounts_user_id_provider_id_key UNIQUE (user_id, provider_id)
);

create table audit_checkpoints (
  sequence bigint not null,
  previous_sequence bigint not null,
  hash text not null,
  at bigint not null,
  pruned bigint not null,
  key_id text not null,
  signature text not null,
  constraint audit_checkpoints_pkey PRIMARY KEY (sequence),
  constraint audit_checkpoints_pruned_check CHECK ((pruned = ANY (ARRAY[(0)::bigint, (1)::bigint])))
);

CREATE INDEX audit_checkpoints_by_time ON audit_checkpoints USING btree (at, sequence);

create table audit_events (
  sequence bigint not null,
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
  hash text not null,
  constraint audit_events_pkey1 PRIMARY KEY (sequence)
);

create table audit_head (
  id bigint not null,
  sequence bigint not null,
  hash text not null,
  checkpoint_sequence bigint not null,
  checkpoint_at bigint not null,
  mac text not null,
  constraint audit_head_id_check CHECK ((id = 1)),
  constraint audit_head_pkey PRIMARY KEY (id)
);

create table audit_views (
  view text not null,
  block bigint not null,
  constraint audit_views_pkey PRIMARY KEY (view, block)
);

create table blocked_addresses (
  id text not null,
  network text not null,
  failures bigint not null,
  blocked_until bigint not null,
  created_at bigint not null,
  constraint blocked_addresses_network_key UNIQUE (network),
  constraint blocked_addresses_pkey PRIMARY KEY (id)
);

create table change_feed (
  sequence bigint not null,
  subjects text not null,
  constraint change_feed_pkey PRIMARY KEY (sequence)
);

create table change_feed_head (
  id bigint not null,
  sequence bigint not null,
  constraint change_feed_head_id_check CHECK ((id = 1)),
  constraint change_feed_head_pkey PRIMARY KEY (id)
);

create table credential_addresses (
  credential_id text not null,
  address text not null,
  network text not null,
  first_used_at bigint not null,
  last_used_at bigint not null,
  constraint credential_addresses_credential_id_fkey FOREIGN KEY (credential_id) REFERENCES credentials(id),
  constraint credential_addresses_pkey PRIMARY KEY (credential_id, address)
);

create table credentials (
  id text not null,
  kind text not null,
  format text not null,
  prefix text not null,
  secret_hash text not null,
  secret_version bigint not null,
  end_grace_on_first_use bigint not null default 0,
  legacy_digest text,
  legacy_head text,
  user_id text,
  project_id text,
  organization_id text,
  name text not null,
  note text not null default ''::text,
  scopes text not null,
  level text,
  project_ids text not null default '[]'::text,
  allowed_networks text not null default '[]'::text,
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
  updated_at bigint not null,
  expiry_set_at bigint,
  constraint credentials_end_grace_on_first_use_check CHECK ((end_grace_on_first_use = ANY (ARRAY[(0)::bigint, (1)::bigint]))),
  constraint credentials_kind_check CHECK ((kind = ANY (ARRAY['pat'::text, 'api-key'::text]))),
  constraint credentials_legacy_digest_key UNIQUE (legacy_digest),
  constraint credentials_organization_id_fkey FOREIGN KEY (organization_id) REFERENCES organizations(id),
  constraint credentials_owner CHECK ((((kind = 'pat'::text) AND (user_id IS NOT NULL) AND (project_id IS NULL) AND (organization_id IS NULL)) OR ((kind = 'api-key'::text) AND (user_id IS NULL) AND (project_id IS NOT NULL) AND (organization_id IS NOT NULL)))),
  constraint credentials_pkey PRIMARY KEY (id),
  constraint credentials_prefix_key UNIQUE (prefix),
  constraint credentials_project_id_fkey FOREIGN KEY (project_id) REFERENCES projects(id),
  constraint credentials_user_id_fkey FOREIGN KEY (user_id) REFERENCES users(id)
);

CREATE INDEX credentials_by_expiry ON credentials USING btree (expires_at, id) WHERE ((expires_at IS NOT NULL) AND (revoked_at IS NULL) AND (deleted_at IS NULL));

CREATE INDEX credentials_by_legacy_head ON credentials USING btree (legacy_head) WHERE (legacy_head IS NOT NULL);

CREATE INDEX credentials_by_project ON credentials USING btree (project_id, id);

CREATE INDEX credentials_by_rate_limit_policy ON credentials USING btree (rate_limit_policy_id) WHERE (rate_limit_policy_id IS NOT NULL);

CREATE INDEX credentials_by_user ON credentials USING btree (user_id, id);

create table deliveries (
  id text not null,
  channel text not null,
  notice_id text,
  event_id text,
  webhook_id text,
  state text not null,
  attempts text not null,
  attempt_count bigint not null,
  next_attempt_at bigint,
  claim text,
  claimed_until bigint,
  created_at bigint not null,
  delivered_at bigint,
  constraint deliveries_channel CHECK ((((channel = 'email'::text) AND (notice_id IS NOT NULL) AND (event_id IS NULL) AND (webhook_id IS NULL)) OR ((channel = 'webhook'::text) AND (notice_id IS NULL) AND (event_id IS NOT NULL) AND (webhook_id IS NOT NULL)))),
  constraint deliveries_event_id_fkey FOREIGN KEY (event_id) REFERENCES webhook_events(id),
  constraint deliveries_notice_id_fkey FOREIGN KEY (notice_id) REFERENCES notices(id) ON DELETE CASCADE,
  constraint deliveries_pkey PRIMARY KEY (id),
  constraint deliveries_state_check CHECK ((state = ANY (ARRAY['pending'::text, 'delivered'::text, 'failed'::text]))),
  constraint deliveries_webhook_id_fkey FOREIGN KEY (webhook_id) REFERENCES webhooks(id) ON DELETE CASCADE
);

CREATE INDEX deliveries_by_age ON deliveries USING btree (created_at) WHERE (state <> 'pending'::text);

CREATE INDEX deliveries_by_event ON deliveries USING btree (event_id);

CREATE INDEX deliveries_by_notice ON deliveries USING btree (notice_id);

CREATE INDEX deliveries_by_webhook ON deliveries USING btree (webhook_id, id);

CREATE INDEX deliveries_due ON deliveries USING btree (next_attempt_at) WHERE (state = 'pending'::text);

create table idempotency_keys (
  id text not null,
  actor_id text not null,
  key_digest text not null,
  request_digest text not null,
  credential_id text not null,
  secret_version bigint not null,
  grace_ends_at bigint,
  nonce text not null,
  expires_at bigint not null,
  constraint idempotency_keys_actor_id_key_digest_key UNIQUE (actor_id, key_digest),
  constraint idempotency_keys_credential_id_fkey FOREIGN KEY (credential_id) REFERENCES credentials(id),
  constraint idempotency_keys_pkey PRIMARY KEY (id)
);

create table instance (
  id bigint not null,
  keyring_fingerprint text not null,
  created_at bigint not null,
  constraint instance_id_check CHECK ((id = 1)),
  constraint instance_pkey PRIMARY KEY (id)
);

create table invitations (
  id text not null,
  user_id text not null,
  digest text not null,
  expires_at bigint not null,
  accepted_at bigint,
  created_at bigint not null,
  constraint invitations_digest_key UNIQUE (digest),
  constraint invitations_pkey PRIMARY KEY (id),
  constraint invitations_user_id_fkey FOREIGN KEY (user_id) REFERENCES users(id) ON DELETE CASCADE
);

CREATE INDEX invitations_by_user ON invitations USING btree (user_id);

create table jwks (
  id text not null,
  public_key text not null,
  private_key text not null,
  alg text,
  crv text,
  created_at text not null,
  expires_at text,
  constraint jwks_pkey PRIMARY KEY (id)
);

create table kysely_migration (
  name character varying(255) not null,
  "timestamp" character varying(255) not null,
  constraint kysely_migration_pkey PRIMARY KEY (name)
);

create table kysely_migration_lock (
  id character varying(255) not null,
  is_locked integer not null default 0,
  constraint kysely_migration_lock_pkey PRIMARY KEY (id)
);

create table memberships (
  id text not null,
  organization_id text not null,
  user_id text not null,
  role text not null,
  version bigint not null,
  created_at bigint not null,
  updated_at bigint not null,
  constraint memberships_organization_id_fkey FOREIGN KEY (organization_id) REFERENCES organizations(id),
  constraint memberships_organization_id_user_id_key UNIQUE (organization_id, user_id),
  constraint memberships_pkey PRIMARY KEY (id),
  constraint memberships_user_id_fkey FOREIGN KEY (user_id) REFERENCES users(id)
);

CREATE INDEX memberships_by_user ON memberships USING btree (user_id);

create table notices (
  id text not null,
  user_id text not null,
  kind text not null,
  credential_id text,
  message text not null,
  created_at bigint not null,
  read_at bigint,
  dedupe_key text,
  constraint notices_pkey PRIMARY KEY (id),
  constraint notices_user_id_fkey FOREIGN KEY (user_id) REFERENCES users(id) ON DELETE CASCADE
);

CREATE INDEX notices_by_credential ON notices USING btree (credential_id, kind, created_at);

CREATE UNIQUE INDEX notices_by_dedupe_key ON notices USING btree (dedupe_key);

CREATE INDEX notices_by_kind ON notices USING btree (kind, user_id, created_at);

CREATE INDEX notices_by_user ON notices USING btree (user_id, id);

create table organizations (
  id text not null,
  slug text not null,
  name text not null,
  version bigint not null,
  created_at bigint not null,
  updated_at bigint not null,
  deleted_at bigint,
  constraint organizations_pkey PRIMARY KEY (id)
);

CREATE UNIQUE INDEX organizations_by_slug ON organizations USING btree (slug) WHERE (deleted_at IS NULL);

create table projects (
  id text not null,
  organization_id text not null,
  slug text not null,
  name text not null,
  version bigint not null,
  created_at bigint not null,
  updated_at bigint not null,
  archived_at bigint,
  constraint projects_organization_id_fkey FOREIGN KEY (organization_id) REFERENCES organizations(id),
  constraint projects_organization_id_slug_key UNIQUE (organization_id, slug),
  constraint projects_pkey PRIMARY KEY (id)
);

create table rate_limit_policies (
  id text not null,
  project_id text not null,
  name text not null,
  enabled bigint not null,
  is_default bigint not null default 0,
  rules text not null,
  version bigint not null,
  created_at bigint not null,
  updated_at bigint not null,
  constraint rate_limit_policies_enabled_check CHECK ((enabled = ANY (ARRAY[(0)::bigint, (1)::bigint]))),
  constraint rate_limit_policies_is_default_check CHECK ((is_default = ANY (ARRAY[(0)::bigint, (1)::bigint]))),
  constraint rate_limit_policies_pkey PRIMARY KEY (id),
  constraint rate_limit_policies_project_id_fkey FOREIGN KEY (project_id) REFERENCES projects(id)
);

CREATE INDEX rate_limit_policies_by_project ON rate_limit_policies USING btree (project_id, id);

CREATE UNIQUE INDEX rate_limit_policies_default ON rate_limit_policies USING btree (project_id) WHERE (is_default = 1);

create table rate_limits (
  id text not null,
  key text not null,
  count bigint not null,
  last_request bigint not null,
  constraint rate_limits_key_key UNIQUE (key),
  constraint rate_limits_pkey PRIMARY KEY (id)
);

create table sessions (
  id text not null,
  token text not null,
  user_id text not null,
  expires_at text not null,
  created_at text not null,
  updated_at text not null,
  ip_address text,
  user_agent text,
  constraint sessions_pkey PRIMARY KEY (id),
  constraint sessions_token_key UNIQUE (token),
  constraint sessions_user_id_fkey FOREIGN KEY (user_id) REFERENCES users(id) ON DELETE CASCADE
);

CREATE INDEX sessions_by_user ON sessions USING btree (user_id);

create table superseded_secrets (
  id text not null,
  credential_id text not null,
  secret_hash text not null,
  valid_until bigint not null,
  constraint superseded_secrets_credential_id_fkey FOREIGN KEY (credential_id) REFERENCES credentials(id),
  constraint superseded_secrets_pkey PRIMARY KEY (id)
);

CREATE INDEX superseded_secrets_by_credential ON superseded_secrets USING btree (credential_id, id);

create table usage_counts (
  credential_id text not null,
  minute bigint not null,
  outcome text not null,
  count bigint not null,
  constraint usage_counts_pkey PRIMARY KEY (credential_id, minute, outcome)
);

create table users (
  id text not null,
  name text not null,
  email text not null,
  email_verified bigint not null default 0,
  image text,
  created_at text not null,
  updated_at text not null,
  instance_admin bigint not null default 0,
  disabled_at bigint,
  constraint users_email_key UNIQUE (email),
  constraint users_instance_admin_check CHECK ((instance_admin = ANY (ARRAY[(0)::bigint, (1)::bigint]))),
  constraint users_pkey PRIMARY KEY (id)
);

create table verifications (
  id text not null,
  identifier text not null,
  value text not null,
  expires_at text not null,
  created_at text not null,
  updated_at text not null,
  constraint verifications_pkey PRIMARY KEY (id)
);

CREATE INDEX verifications_by_identifier ON verifications USING btree (identifier);

create table webhook_events (
  id text not null,
  kind text not null,
  credential_id text,
  dedupe_key text,
  payload text not null,
  created_at bigint not null,
  constraint webhook_events_dedupe_key_key UNIQUE (dedupe_key),
  constraint webhook_events_pkey PRIMARY KEY (id)
);

CREATE INDEX webhook_events_by_age ON webhook_events USING btree (created_at);

CREATE INDEX webhook_events_by_credential ON webhook_events USING btree (credential_id, kind, created_at);

create table webhooks (
  id text not null,
  url text not null,
  description text not null,
  kinds text not null,
  enabled bigint not null,
  disabled_reason text,
  secret_version bigint not null,
  previous_secret_until bigint,
  version bigint not null,
  created_at bigint not null,
  updated_at bigint not null,
  constraint webhooks_enabled_check CHECK ((enabled = ANY (ARRAY[(0)::bigint, (1)::bigint]))),
  constraint webhooks_pkey PRIMARY KEY (id)
);
