import type { NoticeKind, WebhookKind } from '@keywright/contract';
import type { Reader, Trx } from '../../../db/database.ts';
import type { PageRequest } from '../../../db/page.ts';
import type { Row } from '../../../db/tables.ts';
import type { Webhook } from '../webhooks/webhook.ts';
import type { Attempt, Delivery } from './delivery.ts';

const columns = [
  'deliveries.id',
  'deliveries.channel',
  'deliveries.noticeId',
  'deliveries.eventId',
  'deliveries.webhookId',
  'deliveries.state',
  'deliveries.attempts',
  'deliveries.nextAttemptAt',
  'deliveries.createdAt',
  'deliveries.deliveredAt',
] as const;

type DeliveryRow = Pick<Row<'deliveries'>, keyof Delivery>;

function toDelivery(row: DeliveryRow): Delivery {
  return { ...row, attempts: JSON.parse(row.attempts) as Attempt[] };
}

/** What a new delivery is of. */
export type NewDelivery =
  | { readonly id: string; readonly channel: 'email'; readonly noticeId: string }
  | { readonly id: string; readonly channel: 'webhook'; readonly eventId: string; readonly webhookId: string };

/** Puts deliveries into the outbox, due at once. */
export async function insertDeliveries(trx: Trx, deliveries: readonly NewDelivery[], now: number): Promise<void> {
  if (deliveries.length === 0) return;
  const rows = deliveries.map((delivery) => ({
    noticeId: null,
    eventId: null,
    webhookId: null,
    ...delivery,
    state: 'pending' as const,
    attempts: '[]',
    attemptCount: 0,
    nextAttemptAt: now,
    claim: null,
    claimedUntil: null,
    createdAt: now,
    deliveredAt: null,
  }));
  await trx.insertInto('deliveries').values(rows).execute();
}

/** What is not to be looked for: channels that cannot be served, webhooks that have enough under way. */
export interface Busy {
  readonly email: boolean;
  readonly webhookIds: readonly string[];
}

/** What is due at `now` and claimed by nobody, the longest due first. */
export async function findDue(reader: Reader, now: number, busy: Busy, limit: number): Promise<readonly Delivery[]> {
  const rows = await reader
    .selectFrom('deliveries')
    .select(columns)
    .where('state', '=', 'pending')
    .where('nextAttemptAt', '<=', now)
    .where((eb) => eb.or([eb('claimedUntil', 'is', null), eb('claimedUntil', '<=', now)]))
    .$if(busy.email, (query) => query.where('channel', '!=', 'email'))
    .$if(busy.webhookIds.length > 0, (query) =>
      query.where((eb) => eb.or([eb('webhookId', 'is', null), eb('webhookId', 'not in', busy.webhookIds)])),
    )
    .orderBy('nextAttemptAt')
    .limit(limit)
    .execute();
  return rows.map(toDelivery);
}

/** Claims deliveries that are still due and claimed by nobody. Returns those that it got, as they are. */
export async function updateClaimed(
  trx: Trx,
  ids: readonly string[],
  { claim, now, until }: { readonly claim: string; readonly now: number; readonly until: number },
): Promise<readonly Delivery[]> {
  const rows = await trx
    .updateTable('deliveries')
    .set({ claim, claimedUntil: until })
    .where('id', 'in', ids)
    .where('state', '=', 'pending')
    .where('nextAttemptAt', '<=', now)
    .where((eb) => eb.or([eb('claimedUntil', 'is', null), eb('claimedUntil', '<=', now)]))
    .returning(columns)
    .execute();
  return rows.map(toDelivery);
}

/** Gives up claims without an attempt having been made. */
export async function updateReleased(trx: Trx, claim: string, id: string): Promise<void> {
  await trx
    .updateTable('deliveries')
    .set({ claim: null, claimedUntil: null })
    .where('id', '=', id)
    .where('claim', '=', claim)
    .execute();
}

/** Writes a delivery after an attempt. Where the claim has run out and another has taken it, theirs stands. */
export async function updateAttempted(trx: Trx, claim: string, delivery: Delivery): Promise<void> {
  const { id, state, attempts, nextAttemptAt, deliveredAt } = delivery;
  await trx
    .updateTable('deliveries')
    .set({
      state,
      attempts: JSON.stringify(attempts),
      attemptCount: attempts.length,
      nextAttemptAt,
      deliveredAt,
      claim: null,
      claimedUntil: null,
    })
    .where('id', '=', id)
    .where('claim', '=', claim)
    .execute();
}

/** What an e-mail tells, and to whom. */
export interface Mail {
  readonly kind: NoticeKind;
  readonly message: string;
  readonly createdAt: number;
  readonly name: string;
  readonly email: string;
  readonly disabledAt: number | null;
}

export async function findMail(reader: Reader, noticeId: string): Promise<Mail | undefined> {
  const row = await reader
    .selectFrom('notices')
    .innerJoin('users', 'users.id', 'notices.userId')
    .select([
      'notices.kind',
      'notices.message',
      'notices.createdAt',
      'users.name',
      'users.email',
      'users.disabledAt as disabledAt',
    ])
    .where('notices.id', '=', noticeId)
    .executeTakeFirst();
  return row === undefined ? undefined : { ...row, kind: row.kind as NoticeKind };
}

/** What a webhook is sent, and where. */
export type Post = Pick<Webhook, 'id' | 'url' | 'enabled' | 'secretVersion' | 'previousSecretUntil'> & {
  readonly payload: string;
};

export async function findPost(reader: Reader, webhookId: string, eventId: string): Promise<Post | undefined> {
  const row = await reader
    .selectFrom('webhooks')
    .innerJoin('webhookEvents', (join) => join.on('webhookEvents.id', '=', eventId))
    .select([
      'webhooks.id',
      'webhooks.url',
      'webhooks.enabled',
      'webhooks.secretVersion',
      'webhooks.previousSecretUntil',
      'webhookEvents.payload',
    ])
    .where('webhooks.id', '=', webhookId)
    .executeTakeFirst();
  return row === undefined ? undefined : { ...row, enabled: row.enabled === 1 };
}

/** A delivery to a webhook, with what it is of. */
export interface WebhookDelivery {
  readonly delivery: Delivery;
  readonly kind: WebhookKind;
}

function webhookDeliveries(reader: Reader, webhookId: string) {
  return reader
    .selectFrom('deliveries')
    .innerJoin('webhookEvents', 'webhookEvents.id', 'deliveries.eventId')
    .select([...columns, 'webhookEvents.kind as eventKind'])
    .where('deliveries.webhookId', '=', webhookId);
}

function toWebhookDelivery({ eventKind, ...row }: DeliveryRow & { readonly eventKind: string }): WebhookDelivery {
  return { delivery: toDelivery(row), kind: eventKind as WebhookKind };
}

/** A page of a webhook’s deliveries, newest first, one row too many where there are more. */
export async function findWebhookDeliveries(
  reader: Reader,
  webhookId: string,
  state: Delivery['state'] | undefined,
  page: PageRequest,
): Promise<readonly (WebhookDelivery & { readonly id: string })[]> {
  const rows = await webhookDeliveries(reader, webhookId)
    .$if(state !== undefined, (query) => query.where('deliveries.state', '=', state ?? 'pending'))
    .$if(page.beforeId !== undefined, (query) => query.where('deliveries.id', '<', page.beforeId ?? ''))
    .orderBy('deliveries.id', 'desc')
    .limit(page.limit + 1)
    .execute();
  return rows.map((row) => ({ id: row.id, ...toWebhookDelivery(row) }));
}

export async function findWebhookDelivery(
  reader: Reader,
  webhookId: string,
  id: string,
): Promise<WebhookDelivery | undefined> {
  const row = await webhookDeliveries(reader, webhookId).where('deliveries.id', '=', id).executeTakeFirst();
  return row === undefined ? undefined : toWebhookDelivery(row);
}
