import { AppError, type Input, type Operations } from '@keywright/contract';
import type { Commit } from '../../audit/index.ts';
import type { Principal } from '../../scopes/index.ts';
import type { NoticeDeps } from '../deps.ts';
import { auditTargetOf } from './create-webhook.ts';
import { deleteWebhookRow } from './webhook-store.ts';

type Op = Operations['deleteWebhook'];

/** Removes an endpoint and its outbox. An attempt that is under way may still arrive. */
export async function deleteWebhook(
  _deps: NoticeDeps,
  _principal: Principal,
  { params }: Input<Op>,
  commit: Commit,
): Promise<undefined> {
  return commit(async (trx) => {
    const deleted = await deleteWebhookRow(trx, params.webhookId);
    if (deleted === undefined) throw new AppError('NOT_FOUND');
    return { reply: undefined, target: auditTargetOf(deleted) };
  });
}
