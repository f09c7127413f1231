import { type Kysely, sql } from 'kysely';

export async function up(db: Kysely<unknown>): Promise<void> {
  await sql
    .raw(
      `create table usage_counts (
        credential_id text not null,
        minute bigint not null,
        outcome text not null,
        count bigint not null,
        primary key (credential_id, minute, outcome)
      )`,
    )
    .execute(db);
}
