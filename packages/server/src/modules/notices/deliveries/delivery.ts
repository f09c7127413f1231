import { type WebhookKind, webhookTypes } from '@keywright/contract';
import { toInstant, toNullableInstant } from '../../../kernel/instant.ts';

/** One try at sending something. */
export interface Attempt {
  /** When it began, in epoch milliseconds. */
  readonly at: number;
  /** What an HTTP receiver answered; null where it did not, and for e-mail. */
  readonly status: number | null;
  /** Why it failed; null where it did not. Holds nothing that the other side wrote but codes. */
  readonly error: string | null;
  readonly durationMs: number;
}

/** Something in the outbox. */
export interface Delivery {
  readonly id: string;
  readonly channel: 'email' | 'webhook';
  readonly noticeId: string | null;
  readonly eventId: string | null;
  readonly webhookId: string | null;
  readonly state: 'pending' | 'delivered' | 'failed';
  readonly attempts: readonly Attempt[];
  readonly nextAttemptAt: number | null;
  readonly createdAt: number;
  readonly deliveredAt: number | null;
}

const secondMs = 1000;
const minuteMs = 60 * secondMs;
const hourMs = 60 * minuteMs;

/**
 * How long to wait after each failed attempt: the schedule that Standard Webhooks suggests, ten attempts over a little more
 * than three days.
 */
const waitsMs = [
  5 * secondMs,
  5 * minuteMs,
  30 * minuteMs,
  2 * hourMs,
  5 * hourMs,
  10 * hourMs,
  14 * hourMs,
  20 * hourMs,
  24 * hourMs,
];
export const maximumAttempts = waitsMs.length + 1;
/** Up to so much longer, so that what failed together is not tried again together. */
const jitter = 0.1;

/** How an attempt ended. `final`: there is no sense in another one. */
export type Outcome = Pick<Attempt, 'status' | 'error'> & { readonly final?: true };

/** A delivery after one more attempt. `chance` is drawn evenly from 0 to 1. Pure. */
export function afterAttempt(
  delivery: Delivery,
  { status, error, final }: Outcome,
  { at, now, chance }: { readonly at: number; readonly now: number; readonly chance: number },
): Delivery {
  const attempt = { at, status, error, durationMs: Math.max(0, Math.round(now - at)) };
  const attempts = [...delivery.attempts, attempt].slice(-maximumAttempts);
  if (error === null) return { ...delivery, state: 'delivered', attempts, nextAttemptAt: null, deliveredAt: now };
  const wait = waitsMs[attempts.length - 1];
  if (final === true || wait === undefined) return { ...delivery, state: 'failed', attempts, nextAttemptAt: null };
  return { ...delivery, attempts, nextAttemptAt: now + Math.round(wait * (1 + jitter * chance)) };
}

/** A delivery to a webhook, as the API shows it. */
export function presentDelivery(delivery: Delivery, kind: WebhookKind) {
  const { id, eventId, state, attempts, nextAttemptAt, createdAt, deliveredAt } = delivery;
  return {
    id,
    eventId: eventId ?? '',
    type: webhookTypes[kind],
    state,
    attempts: attempts.map((attempt) => ({ ...attempt, at: toInstant(attempt.at) })),
    nextAttemptAt: toNullableInstant(nextAttemptAt),
    createdAt: toInstant(createdAt),
    deliveredAt: toNullableInstant(deliveredAt),
  };
}
