import { type Kysely, sql } from 'kysely';

const statements = [
  `alter table credentials add column expiry_set_at bigint`,
  `create index credentials_by_expiry on credentials (expires_at, id)
    where expires_at is not null and revoked_at is null and deleted_at is null`,
  `create table credential_addresses (
    credential_id text not null references credentials (id),
    address text not null,
    network text not null,
    first_used_at bigint not null,
    last_used_at bigint not null,
    primary key (credential_id, address)
  )`,
  `alter table notices add column dedupe_key text`,
  `create unique index notices_by_dedupe_key on notices (dedupe_key)`,
  `create index notices_by_credential on notices (credential_id, kind, created_at)`,
  `create index notices_by_kind on notices (kind, user_id, created_at)`,
  `create table webhooks (
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
  )`,
  `create table webhook_events (
    id text not null primary key,
    kind text not null,
    credential_id text,
    dedupe_key text unique,
    payload text not null,
    created_at bigint not null
  )`,
  `create index webhook_events_by_credential on webhook_events (credential_id, kind, created_at)`,
  `create index webhook_events_by_age on webhook_events (created_at)`,
  `create table deliveries (
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
  )`,
  `create index deliveries_due on deliveries (next_attempt_at) where state = 'pending'`,
  `create index deliveries_by_webhook on deliveries (webhook_id, id)`,
  `create index deliveries_by_notice on deliveries (notice_id)`,
  `create index deliveries_by_event on deliveries (event_id)`,
  `create index deliveries_by_age on deliveries (created_at) where state <> 'pending'`,
] as const;

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}
