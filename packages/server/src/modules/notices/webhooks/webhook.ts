import { type NoticeKind, validationFailed } from '@keywright/contract';
import ipaddr from 'ipaddr.js';
import { toInstant, toNullableInstant } from '../../../kernel/instant.ts';

/** An endpoint that is told of what people are told. */
export interface Webhook {
  readonly id: string;
  readonly url: string;
  readonly description: string;
  /** Empty: all. */
  readonly kinds: readonly NoticeKind[];
  readonly enabled: boolean;
  readonly disabledReason: string | null;
  readonly secretVersion: number;
  readonly previousSecretUntil: number | null;
  readonly version: number;
  readonly createdAt: number;
  readonly updatedAt: number;
}

/** As the API shows it: never the secret. */
export function presentWebhook(webhook: Webhook) {
  const { kinds, previousSecretUntil, createdAt, updatedAt, secretVersion: _, ...rest } = webhook;
  return {
    ...rest,
    kinds: [...kinds],
    previousSecretEndsAt: toNullableInstant(previousSecretUntil),
    createdAt: toInstant(createdAt),
    updatedAt: toInstant(updatedAt),
  };
}

const privateRanges = new Set(['loopback', 'private', 'uniqueLocal']);

/** Whether what is sent to this host stays in a network of one’s own: as its address or its name says, which is not resolved. */
function isPrivate(hostname: string): boolean {
  const address = hostname.replace(/^\[(.*)\]$/, '$1');
  if (ipaddr.isValid(address)) return privateRanges.has(ipaddr.process(address).range());
  return !hostname.includes('.') || /\.(localhost|local|internal)\.?$/.test(hostname);
}

function urlFault(text: string): string | undefined {
  if (!URL.canParse(text)) return 'must be a URL.';
  const { protocol, username, password, hostname } = new URL(text);
  if (protocol !== 'https:' && protocol !== 'http:') return 'must begin with https:// or http://.';
  if (username !== '' || password !== '') return 'must hold no user name and no password: it is shown and logged.';
  if (protocol === 'http:' && !isPrivate(hostname))
    return 'must begin with https://: its host is in no private network.';
  return undefined;
}

/** A URL that events may be posted to, in its normal form, without a fragment. Throws `VALIDATION_FAILED`. */
export function toWebhookUrl(text: string): string {
  const message = urlFault(text.trim());
  if (message !== undefined) throw validationFailed({ path: 'url', code: 'NOT_ALLOWED', message });
  const url = new URL(text.trim());
  url.hash = '';
  return url.href;
}

/** The kinds as they are stored: sorted, without duplicates. */
export const toKinds = (kinds: readonly NoticeKind[]): readonly NoticeKind[] => [...new Set(kinds)].sort();
