import { AppError, type Input, type Operations, type Reply, requireVersion } from '@keywright/contract';
import type { Commit } from '../../audit/index.ts';
import type { Principal } from '../../scopes/index.ts';
import type { NoticeDeps } from '../deps.ts';
import { auditTargetOf } from './create-webhook.ts';
import { presentWebhook, toKinds, toWebhookUrl, type Webhook } from './webhook.ts';
import { lockWebhook, updateWebhookRow } from './webhook-store.ts';

type Op = Operations['updateWebhook'];

/** What a change leaves: absent fields as they are, null ones empty. */
function toChanged(present: Webhook, body: Input<Op>['body']): Webhook {
  const enabled = body.enabled ?? present.enabled;
  return {
    ...present,
    url: body.url === undefined ? present.url : toWebhookUrl(body.url),
    description: body.description === undefined ? present.description : (body.description ?? '').trim(),
    kinds: body.kinds === undefined ? present.kinds : toKinds(body.kinds ?? []),
    enabled,
    disabledReason: enabled ? null : present.disabledReason,
  };
}

export async function updateWebhook(
  deps: NoticeDeps,
  _principal: Principal,
  { params, body, expectedVersion }: Input<Op>,
  commit: Commit,
): Promise<Reply<Op>> {
  return commit(async (trx) => {
    const present = await lockWebhook(trx, params.webhookId);
    if (present === undefined) throw new AppError('NOT_FOUND');
    requireVersion(present, expectedVersion);
    const updated = await updateWebhookRow(trx, toChanged(present, body), deps.clock.now());
    return { reply: presentWebhook(updated), target: auditTargetOf(updated) };
  });
}
