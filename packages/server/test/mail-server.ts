/** A mail server that keeps what it is sent: real SMTP, in the process of the test. */
import type { AddressInfo } from 'node:net';
import { SMTPServer } from 'smtp-server';

/** An e-mail that arrived: its envelope, its headers as they were sent, its parts decoded. */
export interface Arrived {
  readonly from: string;
  readonly to: readonly string[];
  readonly raw: string;
  readonly headers: ReadonlyMap<string, string>;
  readonly text: string;
  readonly html: string;
}

function unfold(head: string): ReadonlyMap<string, string> {
  const lines = head.replaceAll(/\r\n[ \t]+/g, ' ').split('\r\n');
  return new Map(
    lines.map((line) => [line.slice(0, line.indexOf(':')).toLowerCase(), line.slice(line.indexOf(':') + 2)]),
  );
}

function decode(head: string, body: string): string {
  const encoding = unfold(head).get('content-transfer-encoding');
  if (encoding === 'base64') return Buffer.from(body, 'base64').toString();
  if (encoding !== 'quoted-printable') return body;
  const bytes = body
    .replaceAll('=\r\n', '')
    .replaceAll(/=([0-9A-F]{2})/g, (_, hex) => String.fromCharCode(Number.parseInt(hex, 16)));
  return Buffer.from(bytes, 'latin1').toString();
}

function parse(from: string, to: readonly string[], raw: string): Arrived {
  const [head = '', ...rest] = raw.split('\r\n\r\n');
  const headers = unfold(head);
  const boundary = /boundary="?([^";]+)/.exec(headers.get('content-type') ?? '')?.[1] ?? '';
  const parts = rest
    .join('\r\n\r\n')
    .split(`--${boundary}`)
    .map((part) => {
      const [partHead = '', ...body] = part.trimStart().split('\r\n\r\n');
      return { type: partHead, content: decode(partHead, body.join('\r\n\r\n')) };
    });
  const part = (type: string) => parts.find((each) => each.type.includes(type))?.content ?? '';
  return { from, to, raw, headers, text: part('text/plain'), html: part('text/html') };
}

export class MailServer {
  readonly arrived: Arrived[] = [];
  /** With what code to refuse a message; undefined: take it. */
  refusal: number | undefined;
  readonly #server: SMTPServer;

  private constructor(auth: { readonly user: string; readonly password: string } | undefined) {
    this.#server = new SMTPServer({
      authOptional: auth === undefined,
      disabledCommands: ['STARTTLS'],
      allowInsecureAuth: true,
      logger: false,
      onAuth: ({ username, password }, _session, done) => {
        const good = username === auth?.user && password === auth?.password;
        done(good ? null : new Error('no such user'), good ? { user: username } : undefined);
      },
      onData: (stream, session, done) => {
        const chunks: Buffer[] = [];
        stream.on('data', (chunk: Buffer) => void chunks.push(chunk));
        stream.on('end', () => {
          if (this.refusal !== undefined) {
            done(Object.assign(new Error('not now'), { responseCode: this.refusal }));
            return;
          }
          const { mailFrom, rcptTo } = session.envelope;
          const from = mailFrom === false ? '' : mailFrom.address;
          this.arrived.push(
            parse(
              from,
              rcptTo.map(({ address }) => address),
              Buffer.concat(chunks).toString(),
            ),
          );
          done(null);
        });
      },
    });
    this.#server.on('error', () => undefined);
  }

  static async start(port = 0, auth?: { readonly user: string; readonly password: string }): Promise<MailServer> {
    const server = new MailServer(auth);
    await new Promise<void>((resolve) => void server.#server.listen(port, '127.0.0.1', resolve));
    return server;
  }

  get port(): number {
    return (this.#server.server.address() as AddressInfo).port;
  }

  get url(): string {
    return `smtp://127.0.0.1:${this.port}`;
  }

  close(): Promise<void> {
    return new Promise((resolve) => this.#server.close(() => resolve()));
  }
}
