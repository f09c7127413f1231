import { createTransport } from 'nodemailer';
import { toInstant } from '../../../kernel/instant.ts';
import type { Outcome } from './delivery.ts';
import type { Mail } from './delivery-store.ts';
import { renderMail } from './mail-text.ts';

const stepTimeoutMs = 10_000;
/** Of a whole attempt: a server may answer each step in time and never come to an end. */
const timeoutMs = 30_000;

/** Sends notices by e-mail. */
export interface Mailer {
  /** Sends one. The same `deliveryId` gives the same Message-ID, so that mailboxes can drop what comes twice. */
  send(mail: Mail, deliveryId: string, signal: AbortSignal): Promise<Outcome>;
}

/** A mailer for the server at `smtpUrl` (smtp: or smtps:, with user name and password if it wants them). */
export function createMailer(options: {
  readonly smtpUrl: string;
  /** The sender: an address, or a name with an address in angle brackets. */
  readonly from: string;
  readonly publicUrl: string;
}): Mailer {
  const { smtpUrl, from, publicUrl } = options;
  const url = new URL(smtpUrl);
  for (const name of ['connectionTimeout', 'greetingTimeout', 'socketTimeout', 'dnsTimeout']) {
    if (!url.searchParams.has(name)) url.searchParams.set(name, String(stepTimeoutMs));
  }
  const transport = createTransport(url.href);
  const host = new URL(publicUrl).hostname.replaceAll(/[^\w.-]/g, '');
  return {
    async send(mail, deliveryId, signal) {
      const { kind, message, name, email } = mail;
      const content = renderMail({ kind, message, name, at: toInstant(mail.createdAt), link: `${publicUrl}/` });
      const sending = transport.sendMail({
        from,
        to: { name, address: email },
        ...content,
        messageId: `<${deliveryId}@${host === '' ? 'keywright' : host}>`,
        headers: { 'auto-submitted': 'auto-generated' },
        disableFileAccess: true,
        disableUrlAccess: true,
      });
      try {
        await within(sending, AbortSignal.any([signal, AbortSignal.timeout(timeoutMs)]));
        return { status: null, error: null };
      } catch (error) {
        return { status: null, error: faultOf(error) };
      }
    },
  };
}

/** `work`, or a rejection as soon as the signal comes: nodemailer takes none itself. */
async function within(work: Promise<unknown>, signal: AbortSignal): Promise<void> {
  const cut = Promise.withResolvers<never>();
  signal.addEventListener('abort', () => cut.reject(signal.reason), { once: true });
  work.catch(() => undefined);
  await Promise.race([work, cut.promise]);
}

/** What went wrong, as codes: a mail server’s own words may quote addresses and user names. */
function faultOf(error: unknown): string {
  if (!(error instanceof Error)) return 'unknown fault';
  if (error.name === 'TimeoutError') return `not done within ${timeoutMs / 1000} seconds`;
  const code = 'code' in error ? String(error.code) : error.name;
  const answered = 'responseCode' in error ? ` ${error.responseCode}` : '';
  return `${code}${answered}`.slice(0, 60);
}
