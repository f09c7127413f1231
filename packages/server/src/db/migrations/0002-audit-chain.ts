import { type Kysely, sql } from 'kysely';
import { sha256Base64Url } from '../../kernel/crypto/digest.ts';

const statements = [
  `alter table audit_events rename to unchained_audit_events`,
  `drop index audit_events_by_organization`,
  `drop index audit_events_by_target`,
  `create table audit_events (
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
  )`,
  `create table audit_views (
    view text not null,
    block bigint not null,
    primary key (view, block)
  )`,
  `create table audit_head (
    id bigint not null primary key check (id = 1),
    sequence bigint not null,
    hash text not null,
    checkpoint_sequence bigint not null,
    checkpoint_at bigint not null,
    mac text not null
  )`,
  `create table audit_checkpoints (
    sequence bigint not null primary key,
    previous_sequence bigint not null,
    hash text not null,
    at bigint not null,
    pruned bigint not null check (pruned in (0, 1)),
    key_id text not null,
    signature text not null
  )`,
  `create index audit_checkpoints_by_time on audit_checkpoints (at, sequence)`,
] as const;

const pageLength = 500;
const eventsPerBlock = 128;

/** An event as it was before: without a place in a chain. */
interface Unchained {
  readonly id: string;
  readonly at: number;
  readonly action: string;
  readonly actor_kind: string;
  readonly actor_user_id: string | null;
  readonly actor_credential_id: string | null;
  readonly target_kind: string;
  readonly target_id: string;
  readonly project_id: string | null;
  readonly organization_id: string | null;
  readonly method: string;
  readonly path: string;
  readonly status: number;
  readonly address: string;
  readonly user_agent: string;
  readonly trace_id: string;
  readonly details: string;
}

interface Schema {
  unchained_audit_events: Unchained;
  audit_events: Omit<Unchained, 'id'> & { sequence: number; owner_user_id: string | null; hash: string };
  audit_views: { view: string; block: number };
  audit_head: {
    id: number;
    sequence: number;
    hash: string;
    checkpoint_sequence: number;
    checkpoint_at: number;
    mac: string;
  };
}

/** The earlier events take the first places of the chain, in the order in which they were written. */
export async function up(untyped: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(untyped);
  const db = (untyped as Kysely<Schema>).withoutPlugins();
  let sequence = 0;
  let hash = '';
  for (let after = ''; ; ) {
    const events = await db
      .selectFrom('unchained_audit_events')
      .selectAll()
      .where('id', '>', after)
      .orderBy('id')
      .limit(pageLength)
      .execute();
    const last = events.at(-1);
    if (last === undefined) break;
    after = last.id;
    for (const { id: _, ...event } of events) {
      sequence += 1;
      hash = hashOf(hash, sequence, event);
      await db
        .insertInto('audit_events')
        .values({ ...event, sequence, owner_user_id: null, hash })
        .execute();
      const block = Math.floor(sequence / eventsPerBlock);
      const rows = viewsOf(event).map((view) => ({ view, block }));
      await db
        .insertInto('audit_views')
        .values(rows)
        .onConflict((conflict) => conflict.doNothing())
        .execute();
    }
  }
  await db
    .insertInto('audit_head')
    .values({ id: 1, sequence, hash, checkpoint_sequence: 0, checkpoint_at: 0, mac: '' })
    .execute();
  await sql.raw('drop table unchained_audit_events').execute(db);
}

function hashOf(previous: string, sequence: number, event: Omit<Unchained, 'id'>): string {
  const fields = [
    previous,
    sequence,
    event.at,
    event.action,
    event.actor_kind,
    event.actor_user_id,
    event.actor_credential_id,
    event.target_kind,
    event.target_id,
    null,
    event.project_id,
    event.organization_id,
    event.method,
    event.path,
    event.status,
    event.address,
    event.user_agent,
    event.trace_id,
    event.details,
  ];
  return sha256Base64Url(JSON.stringify(fields));
}

function viewsOf(event: Omit<Unchained, 'id'>): readonly string[] {
  const whose = [
    ...(event.organization_id === null ? [] : [`organization:${event.organization_id}`]),
    ...(event.project_id === null ? [] : [`project:${event.project_id}`]),
    ...(event.actor_user_id === null ? [] : [`user:${event.actor_user_id}`]),
  ];
  return [`target:${event.target_id}`, ...whose, 'change', ...whose.map((view) => `change/${view}`)];
}
