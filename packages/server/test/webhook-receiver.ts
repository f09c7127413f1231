/** A receiver of webhooks: a real HTTP server that answers as a test says and keeps what it was sent. */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Webhook } from 'standardwebhooks';

/** One request that arrived. */
export interface Received {
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  // biome-ignore lint/suspicious/noExplicitAny: a test asserts what it is
  readonly event: any;
}

export type Answer = (response: ServerResponse, request: IncomingMessage) => void;

export const status =
  (code: number, headers: Record<string, string> = {}): Answer =>
  (response) =>
    void response.writeHead(code, headers).end();

/** Never answers. */
export const hang: Answer = () => undefined;

export class Receiver {
  readonly received: Received[] = [];
  answer: Answer = status(204);
  /** How many requests are being answered now, and the most there ever were. */
  open = 0;
  mostOpen = 0;
  readonly #server = createServer((request, response) => void this.#take(request, response));

  static async start(port = 0): Promise<Receiver> {
    const receiver = new Receiver();
    await new Promise<void>((resolve) => receiver.#server.listen(port, '127.0.0.1', resolve));
    return receiver;
  }

  get port(): number {
    return (this.#server.address() as AddressInfo).port;
  }

  get url(): string {
    return `http://127.0.0.1:${this.port}/hook`;
  }

  async close(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  async #take(request: IncomingMessage, response: ServerResponse): Promise<void> {
    this.open += 1;
    this.mostOpen = Math.max(this.mostOpen, this.open);
    response.once('close', () => {
      this.open -= 1;
    });
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    const body = Buffer.concat(chunks).toString();
    const headers = Object.fromEntries(Object.entries(request.headers).map(([name, value]) => [name, String(value)]));
    this.received.push({ path: request.url ?? '', headers, body, event: body === '' ? undefined : JSON.parse(body) });
    this.answer(response, request);
  }
}

/** Whether the library that receivers use accepts a request under a secret. Its clock is the machine’s, so it looks at the signature alone. */
export function verifies(secret: string, { headers, body }: Received): boolean {
  const library = new Webhook(secret);
  const id = headers['webhook-id'] ?? '';
  const at = new Date(Number(headers['webhook-timestamp']) * 1000);
  const expected = library.sign(id, at, body);
  return (headers['webhook-signature'] ?? '').split(' ').includes(expected);
}
