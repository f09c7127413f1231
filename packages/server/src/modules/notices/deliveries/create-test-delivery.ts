import { type Input, type Operations, type Reply, webhookTypes } from '@keywright/contract';
import { toInstant } from '../../../kernel/instant.ts';
import type { Commit } from '../../audit/index.ts';
import type { Principal } from '../../scopes/index.ts';
import type { NoticeDeps } from '../deps.ts';
import { insertWebhookEvent } from '../webhooks/webhook-store.ts';
import { addDelivery, lockEnabled } from './create-delivery.ts';

type Op = Operations['createTestDelivery'];

/** Sends one endpoint an event that means nothing, whatever kinds it hears of. */
export async function createTestDelivery(
  deps: NoticeDeps,
  _principal: Principal,
  { params }: Input<Op>,
  commit: Commit,
): Promise<Reply<Op>> {
  return commit(async (trx) => {
    await lockEnabled(trx, params.webhookId);
    const id = deps.nextId();
    const createdAt = deps.clock.now();
    const data = { message: 'This is a test.', webhookId: params.webhookId };
    const payload = JSON.stringify({ type: webhookTypes.test, timestamp: toInstant(createdAt), data });
    await insertWebhookEvent(trx, { id, kind: 'test', credentialId: null, dedupeKey: null, payload, createdAt });
    return addDelivery(deps, trx, params.webhookId, id);
  });
}
