import { AppError, type Input, type Operations, type Reply } from '@keywright/contract';
import type { Commit } from '../../audit/index.ts';
import type { Principal } from '../../scopes/index.ts';
import type { NoticeDeps } from '../deps.ts';
import { auditTargetOf } from './create-webhook.ts';
import { presentWebhook } from './webhook.ts';
import { showSecret } from './webhook-secret.ts';
import { lockWebhook, updateWebhookRow } from './webhook-store.ts';

type Op = Operations['rotateWebhookSecret'];

/** How long the secret before signs too. A second rotation within it ends the first secret at once. */
const graceMs = 86_400_000;

/** Replaces the signing secret of an endpoint. */
export async function rotateWebhookSecret(
  deps: NoticeDeps,
  _principal: Principal,
  { params }: Input<Op>,
  commit: Commit,
): Promise<Reply<Op>> {
  const now = deps.clock.now();
  return commit(async (trx) => {
    const present = await lockWebhook(trx, params.webhookId);
    if (present === undefined) throw new AppError('NOT_FOUND');
    const rotated = { ...present, secretVersion: present.secretVersion + 1, previousSecretUntil: now + graceMs };
    const updated = await updateWebhookRow(trx, rotated, now);
    const reply = { ...presentWebhook(updated), secret: showSecret(deps.webhookKeys, updated) };
    return { reply, target: auditTargetOf(updated) };
  });
}
