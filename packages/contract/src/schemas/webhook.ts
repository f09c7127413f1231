import Type from 'typebox';
import { Id, Instant, Nullable, PageQuery, Strict } from './fields.ts';
import { type NoticeKind, NoticeKindSchema } from './notice.ts';

/** What a webhook can be sent: everything that people are told of, and the event that tests an endpoint. */
export type WebhookKind = NoticeKind | 'test';

/** The `type` of each event, as receivers read it. */
export const webhookTypes: Readonly<Record<WebhookKind, string>> = {
  'credential-revoked': 'credential.revoked',
  'credential-expiring': 'credential.expiring',
  'new-network': 'credential.new_network',
  'old-secret-used': 'credential.old_secret_used',
  'address-blocked': 'address.blocked',
  test: 'webhook.test',
};

const Url = Type.String({
  minLength: 1,
  maxLength: 2000,
  description:
    'Where events are posted. https, or http where the host is in a private network; no user name and no password.',
});
const Description = Type.String({ maxLength: 200, description: 'What it is for. Up to 200 characters.' });
const Kinds = Type.Array(NoticeKindSchema, {
  maxItems: 20,
  description: 'What it is told of. Empty: everything, what later versions add included.',
});

export const WebhookReply = Type.Object(
  {
    id: Id,
    url: Type.String(),
    description: Type.String(),
    kinds: Kinds,
    enabled: Type.Boolean(),
    disabledReason: Nullable(
      Type.String({ description: 'Why it is disabled, where that was not by an administrator: it answered 410.' }),
    ),
    previousSecretEndsAt: Nullable(
      Type.Unsafe<string>({ ...Instant, description: 'Until when the secret before the last rotation signs too.' }),
    ),
    createdAt: Instant,
    updatedAt: Instant,
  },
  { title: 'Webhook' },
);

/** The reply to a creation or a rotation: the only ones that hold the signing secret. */
export const WebhookWithSecretReply = Type.Object(
  {
    ...WebhookReply.properties,
    secret: Type.String({
      description: 'Verifies signatures: `whsec_` and base64 of 32 bytes. Save it now: it is never shown again.',
    }),
  },
  { title: 'WebhookWithSecret' },
);

export const CreateWebhookBody = Strict({
  url: Url,
  description: Type.Optional(Description),
  kinds: Type.Optional(Kinds),
});

/** Absent leaves a field as it is; null clears it. */
export const UpdateWebhookBody = Strict({
  url: Type.Optional(Url),
  description: Type.Optional(Nullable(Description)),
  kinds: Type.Optional(Nullable(Kinds)),
  enabled: Type.Optional(Type.Boolean()),
});

const DeliveryState = Type.Enum(['pending', 'delivered', 'failed']);

export const DeliveryReply = Type.Object(
  {
    id: Id,
    eventId: Type.String({ description: 'The `webhook-id` that the receiver sees: the same at each attempt.' }),
    type: Type.String({ examples: ['credential.revoked'] }),
    state: DeliveryState,
    attempts: Type.Array(
      Type.Object({
        at: Instant,
        status: Nullable(Type.Integer({ description: 'What the receiver answered; null: it did not.' })),
        error: Nullable(Type.String({ description: 'Why it counts as failed.' })),
        durationMs: Type.Integer({ minimum: 0 }),
      }),
      { maxItems: 10, description: 'Oldest first.' },
    ),
    nextAttemptAt: Nullable(Instant),
    createdAt: Instant,
    deliveredAt: Nullable(Instant),
  },
  { title: 'Delivery' },
);

export const DeliveryQuery = Strict({ ...PageQuery.properties, state: Type.Optional(DeliveryState) });
