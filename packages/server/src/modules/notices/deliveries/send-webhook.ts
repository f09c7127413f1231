import { signMessage } from '../webhooks/webhook-secret.ts';
import type { Outcome } from './delivery.ts';
import type { Post } from './delivery-store.ts';

const timeoutMs = 10_000;
/** The reply is not used. So much of it is read, so that the connection can serve again; what is longer is cut off. */
const maximumReplyBytes = 4096;

/** 410 by Standard Webhooks: this endpoint will never again want anything. */
export const goneStatus = 410;

/** Posts an event. Redirects are not followed: an administrator has named this receiver and no other. */
export async function sendWebhook(
  post: Post,
  request: { readonly eventId: string; readonly keys: readonly Buffer[]; readonly now: number },
  signal: AbortSignal,
): Promise<Outcome> {
  const { eventId, keys, now } = request;
  const { payload } = post;
  const timestampSeconds = Math.floor(now / 1000);
  try {
    const response = await fetch(post.url, {
      method: 'POST',
      redirect: 'manual',
      headers: {
        'content-type': 'application/json',
        'user-agent': 'Keywright',
        'webhook-id': eventId,
        'webhook-timestamp': String(timestampSeconds),
        'webhook-signature': signMessage(keys, post, { id: eventId, timestampSeconds, payload }, now),
      },
      body: payload,
      signal: AbortSignal.any([signal, AbortSignal.timeout(timeoutMs)]),
    });
    await readSome(response);
    const { status } = response;
    if (response.ok) return { status, error: null };
    if (status === goneStatus) return { status, error: 'the receiver wants no more events', final: true };
    const error = status >= 300 && status < 400 ? 'redirects are not followed' : `the receiver answered ${status}`;
    return { status, error };
  } catch (error) {
    return { status: null, error: faultOf(error) };
  }
}

/** Reads the reply as far as it is worth it. Failing to is no failure: the status has come. */
async function readSome(response: Response): Promise<void> {
  const reader = response.body?.getReader();
  let bytes = 0;
  try {
    while (reader !== undefined && bytes < maximumReplyBytes) {
      const { done, value } = await reader.read();
      if (done) return;
      bytes += value.byteLength;
    }
    await reader?.cancel();
  } catch {
    await reader?.cancel().catch(() => undefined);
  }
}

/** What went wrong, as a code: messages of the network stack may quote addresses and URLs. */
function faultOf(error: unknown): string {
  if (!(error instanceof Error)) return 'unknown fault';
  if (error.name === 'TimeoutError') return `no answer within ${timeoutMs / 1000} seconds`;
  const { cause } = error;
  if (cause instanceof Error && 'code' in cause) return String(cause.code).slice(0, 60);
  return error.name;
}
