import type { NoticeKind } from '@keywright/contract';
import type { Reader, Trx } from '../../../db/database.ts';
import type { PageRequest } from '../../../db/page.ts';
import type { NewRow, Row } from '../../../db/tables.ts';
import type { Webhook } from './webhook.ts';

function toWebhook(row: Row<'webhooks'>): Webhook {
  return { ...row, kinds: JSON.parse(row.kinds) as NoticeKind[], enabled: row.enabled === 1 };
}

const toRow = (webhook: Webhook): NewRow<'webhooks'> => ({
  ...webhook,
  kinds: JSON.stringify(webhook.kinds),
  enabled: webhook.enabled ? 1 : 0,
});

export async function insertWebhook(trx: Trx, webhook: Webhook): Promise<void> {
  await trx.insertInto('webhooks').values(toRow(webhook)).execute();
}

export async function countWebhooks(reader: Reader): Promise<number> {
  const { count } = await reader
    .selectFrom('webhooks')
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .executeTakeFirstOrThrow();
  return Number(count);
}

export async function findWebhook(reader: Reader, id: string): Promise<Webhook | undefined> {
  const row = await reader.selectFrom('webhooks').selectAll().where('id', '=', id).executeTakeFirst();
  return row === undefined ? undefined : toWebhook(row);
}

/** A page of webhooks, newest first, one row too many where there are more. */
export async function findWebhooks(reader: Reader, page: PageRequest): Promise<readonly Webhook[]> {
  const rows = await reader
    .selectFrom('webhooks')
    .selectAll()
    .$if(page.beforeId !== undefined, (query) => query.where('id', '<', page.beforeId ?? ''))
    .orderBy('id', 'desc')
    .limit(page.limit + 1)
    .execute();
  return rows.map(toWebhook);
}

/** The webhooks that are told of this kind now. There are few, so the lists of kinds are read here. */
export async function findSubscribedIds(reader: Reader, kind: NoticeKind): Promise<readonly string[]> {
  const rows = await reader.selectFrom('webhooks').select(['id', 'kinds']).where('enabled', '=', 1).execute();
  const hears = (kinds: readonly string[]) => kinds.length === 0 || kinds.includes(kind);
  return rows.filter(({ kinds }) => hears(JSON.parse(kinds) as string[])).map(({ id }) => id);
}

/** Locks a webhook until the transaction ends. */
export async function lockWebhook(trx: Trx, id: string): Promise<Webhook | undefined> {
  const row = await trx
    .updateTable('webhooks')
    .set((eb) => ({ version: eb.ref('version') }))
    .where('id', '=', id)
    .returningAll()
    .executeTakeFirst();
  return row === undefined ? undefined : toWebhook(row);
}

/** Writes a webhook that is locked, as its next version. */
export async function updateWebhookRow(trx: Trx, webhook: Webhook, now: number): Promise<Webhook> {
  const row = await trx
    .updateTable('webhooks')
    .set({ ...toRow(webhook), version: webhook.version + 1, updatedAt: now })
    .where('id', '=', webhook.id)
    .returningAll()
    .executeTakeFirstOrThrow();
  return toWebhook(row);
}

/** Removes a webhook and, with it, its deliveries. Undefined where there is none. */
export async function deleteWebhookRow(trx: Trx, id: string): Promise<Webhook | undefined> {
  const row = await trx.deleteFrom('webhooks').where('id', '=', id).returningAll().executeTakeFirst();
  return row === undefined ? undefined : toWebhook(row);
}

/** Inserts an event. False where one with its dedupe key is there already. */
export async function insertWebhookEvent(trx: Trx, event: NewRow<'webhookEvents'>): Promise<boolean> {
  const row = await trx
    .insertInto('webhookEvents')
    .values(event)
    .onConflict((conflict) => conflict.column('dedupeKey').doNothing())
    .returning('id')
    .executeTakeFirst();
  return row !== undefined;
}
