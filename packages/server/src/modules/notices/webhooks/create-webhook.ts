import { AppError, type Input, type Operations, type Reply } from '@keywright/contract';
import type { Commit } from '../../audit/index.ts';
import type { Principal } from '../../scopes/index.ts';
import type { NoticeDeps } from '../deps.ts';
import { presentWebhook, toKinds, toWebhookUrl, type Webhook } from './webhook.ts';
import { showSecret } from './webhook-secret.ts';
import { countWebhooks, insertWebhook } from './webhook-store.ts';

type Op = Operations['createWebhook'];

/** Each event is written once for each endpoint, in the transaction of what happened. */
const maximumWebhooks = 20;

/** Adds an endpoint. The reply is the only one, with that to a rotation, that shows its secret. */
export async function createWebhook(
  deps: NoticeDeps,
  _principal: Principal,
  { body }: Input<Op>,
  commit: Commit,
): Promise<Reply<Op>> {
  const now = deps.clock.now();
  const webhook: Webhook = {
    id: deps.nextId(),
    url: toWebhookUrl(body.url),
    description: body.description?.trim() ?? '',
    kinds: toKinds(body.kinds ?? []),
    enabled: true,
    disabledReason: null,
    secretVersion: 1,
    previousSecretUntil: null,
    version: 1,
    createdAt: now,
    updatedAt: now,
  };
  return commit(async (trx) => {
    if ((await countWebhooks(trx)) >= maximumWebhooks) {
      throw new AppError('CONFLICT', { detail: `There may be ${maximumWebhooks} webhooks. Delete one first.` });
    }
    await insertWebhook(trx, webhook);
    const reply = { ...presentWebhook(webhook), secret: showSecret(deps.webhookKeys, webhook) };
    return { reply, target: auditTargetOf(webhook) };
  });
}

/** A webhook, as audit events name it. Its URL is left out below the host: paths of some receivers are secrets. */
export function auditTargetOf({ id, url, kinds, enabled }: Webhook) {
  return { kind: 'webhook', id, details: { host: new URL(url).host, kinds, enabled } } as const;
}
