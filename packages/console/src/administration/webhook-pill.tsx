import { StatusPill } from '../ui/status-pill.tsx';
import type { Webhook } from './webhook.ts';

/** Whether an endpoint is sent anything; one that was disabled by its own answer stands out. */
export function WebhookPill({ webhook }: { readonly webhook: Pick<Webhook, 'enabled' | 'disabledReason'> }) {
  if (webhook.enabled) return <StatusPill tone="good">Enabled</StatusPill>;
  return <StatusPill tone={webhook.disabledReason === null ? 'neutral' : 'bad'}>Disabled</StatusPill>;
}
