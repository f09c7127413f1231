import type { ReplyOf } from '@keywright/client';

export type Webhook = ReplyOf<'listWebhooks'>['data'][number];
export type NoticeKind = Webhook['kinds'][number];

/** Everything that a webhook can be told of, in words. */
export const kindWords: Readonly<Record<NoticeKind, string>> = {
  'credential-revoked': 'A credential was revoked',
  'credential-expiring': 'A credential expires soon',
  'new-network': 'A credential was used from a new network',
  'old-secret-used': 'An old secret was used',
  'address-blocked': 'An address was blocked',
};

/** What an endpoint is called: where it is. */
export const placeOf = ({ url }: Pick<Webhook, 'url'>): string => (URL.canParse(url) ? new URL(url).host : url);
