import { webhookTypes } from '@keywright/contract';
import type { Reader, Trx } from '../../db/database.ts';
import { toInstant } from '../../kernel/instant.ts';
import { insertDeliveries } from './deliveries/delivery-store.ts';
import type { TellDeps } from './deps.ts';
import { dedupeKeyOf, type News } from './notice.ts';
import { findToldKeys, insertNotice, wasTold } from './notice-store.ts';
import { findSubscribedIds, insertWebhookEvent } from './webhooks/webhook-store.ts';

/**
 * Tells people and webhooks something, in the transaction of what happened: they are told if and only if it did. What goes out
 * by e-mail and to webhooks is put into the outbox here and sent later, by nobody whom this request waits for.
 */
export async function tell(deps: TellDeps, trx: Trx, news: News): Promise<void> {
  const { kind, userIds, credentialId, message, once } = news;
  const createdAt = deps.clock.now();
  const told: string[] = [];
  for (const userId of userIds) {
    const id = deps.nextId();
    const dedupeKey = once === undefined ? null : dedupeKeyOf(once, userId);
    const notice = { id, userId, kind, credentialId, message, dedupeKey, createdAt, readAt: null };
    if (await insertNotice(trx, notice)) told.push(id);
  }
  if (userIds.length > 0 && told.length === 0) return;
  if (deps.mailOn) {
    const mails = told.map((noticeId) => ({ id: deps.nextId(), channel: 'email', noticeId }) as const);
    await insertDeliveries(trx, mails, createdAt);
  }
  await publish(deps, trx, news, createdAt);
}

/** Puts the event into the outbox of each webhook that is to hear of it. */
async function publish(deps: TellDeps, trx: Trx, news: News, createdAt: number): Promise<void> {
  const { kind, credentialId, message, data, once = null } = news;
  const webhookIds = await findSubscribedIds(trx, kind);
  if (webhookIds.length === 0) return;
  const eventId = deps.nextId();
  const content = { type: webhookTypes[kind], timestamp: toInstant(createdAt), data: { message, ...data } };
  const payload = JSON.stringify(content);
  const event = { id: eventId, kind, credentialId, dedupeKey: once, payload, createdAt };
  if (!(await insertWebhookEvent(trx, event))) return;
  const sends = webhookIds.map((webhookId) => ({ id: deps.nextId(), channel: 'webhook', eventId, webhookId }) as const);
  await insertDeliveries(trx, sends, createdAt);
}

/**
 * The same, at most once in `everyMs` for one credential and kind: for what an attacker could make happen at will. The caller
 * holds a lock on the credential, so that two processes cannot both find that nobody was told.
 */
export async function tellAtTimes(deps: TellDeps, trx: Trx, news: News, everyMs: number): Promise<void> {
  if (!(await wasTold(trx, news, deps.clock.now() - everyMs))) await tell(deps, trx, news);
}

/** Which of these things have been told: `once` is the key that they would be told under, `userId` to whom. */
export async function findTold<T extends { readonly once: string; readonly userId: string | null }>(
  reader: Reader,
  things: readonly T[],
): Promise<ReadonlySet<T>> {
  const keyOf = ({ once, userId }: T) => (userId === null ? once : dedupeKeyOf(once, userId));
  const keys = await findToldKeys(reader, things.map(keyOf));
  return new Set(things.filter((thing) => keys.has(keyOf(thing))));
}
