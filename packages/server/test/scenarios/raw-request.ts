import { connect } from 'node:net';

export interface RawReply {
  readonly status: number;
  /** Names in lower case, in the order in which they came. */
  readonly headers: readonly (readonly [string, string])[];
  // biome-ignore lint/suspicious/noExplicitAny: as in Reply of the harness
  readonly body: any;
}

/** A header line as bytes: what no client library would send. */
export type HeaderLine = string | Buffer;

const patienceMs = 10_000;
const line = (text: HeaderLine): Buffer => Buffer.concat([Buffer.from(text), Buffer.from('\r\n')]);

/** What is sent where a test says nothing else. */
const usual = ['Host: keywright.test', 'Connection: close'] as const;
const nameOf = (header: HeaderLine): string => String(header).split(':', 1)[0]?.toLowerCase() ?? '';

/** Sends one request byte by byte as given, over a connection of its own, and reads the reply to its end. */
export async function rawRequest(url: string, target: string, headers: readonly HeaderLine[]): Promise<RawReply> {
  const { hostname, port } = new URL(url);
  const given = new Set(headers.map(nameOf));
  const head = [`${target} HTTP/1.1`, ...usual.filter((header) => !given.has(nameOf(header))), ...headers, ''];
  const received = await exchange({ host: hostname, port: Number(port) }, Buffer.concat(head.map(line)));
  const [top = '', text = ''] = received.split('\r\n\r\n', 2);
  const [statusLine = '', ...lines] = top.split('\r\n');
  return {
    status: Number(statusLine.split(' ')[1]),
    headers: lines.map((each) => [each.split(':', 1)[0]?.toLowerCase() ?? '', each.replace(/^[^:]*:\s*/, '')] as const),
    body: text.startsWith('{') ? JSON.parse(text) : undefined,
  };
}

function exchange(address: { host: string; port: number }, request: Buffer): Promise<string> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    const socket = connect(address);
    const finish = () => resolve(Buffer.concat(chunks).toString('latin1'));
    socket.setTimeout(patienceMs, () => socket.destroy(new Error('no reply in time')));
    socket.on('data', (chunk) => void chunks.push(Buffer.from(chunk)));
    socket.on('close', finish);
    // A server that has answered may close while we still send: what it said until then is the reply.
    socket.on('error', (error) => (chunks.length > 0 ? finish() : reject(error)));
    socket.write(request);
  });
}
