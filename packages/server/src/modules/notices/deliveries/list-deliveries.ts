import { AppError, type Input, type Operations, type Reply } from '@keywright/contract';
import { readPageRequest, toPage } from '../../../db/page.ts';
import type { Principal } from '../../scopes/index.ts';
import type { NoticeDeps } from '../deps.ts';
import { findWebhook } from '../webhooks/webhook-store.ts';
import { presentDelivery } from './delivery.ts';
import { findWebhookDeliveries } from './delivery-store.ts';

type Op = Operations['listDeliveries'];

/** What was or is to be sent to an endpoint, newest first. */
export async function listDeliveries(
  deps: NoticeDeps,
  _principal: Principal,
  { params, query }: Input<Op>,
): Promise<Reply<Op>> {
  const page = readPageRequest(query);
  const { reader } = deps.database;
  if ((await findWebhook(reader, params.webhookId)) === undefined) throw new AppError('NOT_FOUND');
  const found = await findWebhookDeliveries(reader, params.webhookId, query.state, page);
  return toPage(found, page, ({ delivery, kind }) => presentDelivery(delivery, kind));
}
