import { mac } from '../../../kernel/crypto/digest.ts';
import type { Webhook } from './webhook.ts';

/** What is signed: the content of one request. */
export interface SignedMessage {
  /** The `webhook-id`. */
  readonly id: string;
  /** The `webhook-timestamp`, in epoch seconds: of the attempt, so that a receiver can refuse what is replayed later. */
  readonly timestampSeconds: number;
  readonly payload: string;
}

/** The 32 bytes that sign: derived, so that no table holds them and a rotation is a number that grows. */
const deriveSecret = (key: Buffer, id: string, version: number): Buffer => mac(key, `${id}.${version}`);

/** The secret as its administrator sees it once, in the form of Standard Webhooks. */
export function showSecret(keys: readonly [Buffer, ...Buffer[]], { id, secretVersion }: Webhook): string {
  return `whsec_${deriveSecret(keys[0], id, secretVersion).toString('base64')}`;
}

/**
 * The `webhook-signature`: one signature for each secret that the receiver may hold, separated by spaces. These are the
 * present one and, for a day after a rotation, the one before, each under every key of the keyring, since the receiver may
 * have been given its secret before the keyring was rotated.
 *
 * https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md
 */
export function signMessage(
  keys: readonly Buffer[],
  { id, secretVersion, previousSecretUntil }: Pick<Webhook, 'id' | 'secretVersion' | 'previousSecretUntil'>,
  message: SignedMessage,
  now: number,
): string {
  const versions =
    previousSecretUntil !== null && now < previousSecretUntil ? [secretVersion, secretVersion - 1] : [secretVersion];
  const content = `${message.id}.${message.timestampSeconds}.${message.payload}`;
  const secrets = versions.flatMap((version) => keys.map((key) => deriveSecret(key, id, version)));
  return secrets.map((secret) => `v1,${mac(secret, content).toString('base64')}`).join(' ');
}
