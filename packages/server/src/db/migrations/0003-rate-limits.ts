import { type Kysely, sql } from 'kysely';

/** At most one policy of a project is its default. Both databases have partial indexes, so that a second one cannot be written. */
const statements = [
  `create table rate_limit_policies (
    id text not null primary key,
    project_id text not null references projects (id),
    name text not null,
    enabled bigint not null check (enabled in (0, 1)),
    is_default bigint not null default 0 check (is_default in (0, 1)),
    rules text not null,
    version bigint not null,
    created_at bigint not null,
    updated_at bigint not null
  )`,
  `create index rate_limit_policies_by_project on rate_limit_policies (project_id, id)`,
  `create unique index rate_limit_policies_default on rate_limit_policies (project_id) where is_default = 1`,
  `create index credentials_by_rate_limit_policy on credentials (rate_limit_policy_id)
    where rate_limit_policy_id is not null`,
] as const;

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}
