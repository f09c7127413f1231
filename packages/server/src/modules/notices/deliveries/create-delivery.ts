import { AppError, type Input, type Operations, type Reply } from '@keywright/contract';
import type { Trx } from '../../../db/database.ts';
import type { Commit } from '../../audit/index.ts';
import type { Principal } from '../../scopes/index.ts';
import type { NoticeDeps } from '../deps.ts';
import { lockWebhook } from '../webhooks/webhook-store.ts';
import { presentDelivery } from './delivery.ts';
import { findWebhookDelivery, insertDeliveries } from './delivery-store.ts';

type Op = Operations['createDelivery'];

/** Sends an event again, whatever became of it: a delivery of its own, under the same `webhook-id`. */
export async function createDelivery(
  deps: NoticeDeps,
  _principal: Principal,
  { params }: Input<Op>,
  commit: Commit,
): Promise<Reply<Op>> {
  return commit(async (trx) => {
    await lockEnabled(trx, params.webhookId);
    const former = await findWebhookDelivery(trx, params.webhookId, params.deliveryId);
    if (former === undefined) throw new AppError('NOT_FOUND');
    return addDelivery(deps, trx, params.webhookId, former.delivery.eventId ?? '');
  });
}

/** Locks an endpoint that things can be sent to. Throws `NOT_FOUND`, or `CONFLICT` where it is disabled. */
export async function lockEnabled(trx: Trx, webhookId: string): Promise<void> {
  const webhook = await lockWebhook(trx, webhookId);
  if (webhook === undefined) throw new AppError('NOT_FOUND');
  if (!webhook.enabled) throw new AppError('CONFLICT', { detail: 'The webhook is disabled. Enable it first.' });
}

/** Puts an event that there is into the outbox for one endpoint. */
export async function addDelivery(deps: NoticeDeps, trx: Trx, webhookId: string, eventId: string) {
  const id = deps.nextId();
  await insertDeliveries(trx, [{ id, channel: 'webhook', eventId, webhookId }], deps.clock.now());
  const added = await findWebhookDelivery(trx, webhookId, id);
  if (added === undefined) throw new Error('a delivery that was just written is not there');
  const details = { webhookId, eventId };
  return {
    reply: presentDelivery(added.delivery, added.kind),
    target: { kind: 'delivery', id, details } as const,
  };
}
