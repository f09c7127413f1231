import { AppError, type Input, type Operations, type Reply } from '@keywright/contract';
import type { Principal } from '../../scopes/index.ts';
import type { NoticeDeps } from '../deps.ts';
import { presentWebhook } from './webhook.ts';
import { findWebhook } from './webhook-store.ts';

type Op = Operations['getWebhook'];

/** One endpoint, without its secret. */
export async function getWebhook(deps: NoticeDeps, _principal: Principal, { params }: Input<Op>): Promise<Reply<Op>> {
  const webhook = await findWebhook(deps.database.reader, params.webhookId);
  if (webhook === undefined) throw new AppError('NOT_FOUND');
  return presentWebhook(webhook);
}
