/** An API that answers every request with what of it reached it. */
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A request as it reached the API. */
export interface Reached {
  readonly method: string;
  readonly url: string;
  /** Names in lower case with `_` for every sign, as servers hand them to CGI, WSGI and PHP programs. */
  readonly headers: Readonly<Record<string, string>>;
  readonly bodyBytes: number;
}

export interface Upstream {
  readonly port: number;
  /** Everything that reached it, in order. */
  readonly reached: Reached[];
  stop(): Promise<void>;
}

function toReached({ method = '', url = '', rawHeaders }: IncomingMessage, bodyBytes: number): Reached {
  const headers: Record<string, string> = {};
  for (let index = 0; index < rawHeaders.length; index += 2) {
    const name = (rawHeaders[index] ?? '').toLowerCase().replaceAll(/[^a-z0-9]/g, '_');
    const value = rawHeaders[index + 1] ?? '';
    headers[name] = name in headers ? `${headers[name]}, ${value}` : value;
  }
  return { method, url, headers, bodyBytes };
}

export async function startEchoUpstream(): Promise<Upstream> {
  const reached: Reached[] = [];
  const server = createServer({ maxHeaderSize: 64 * 1024 }, (request, response) => {
    let bodyBytes = 0;
    request.on('data', (chunk: Buffer) => {
      bodyBytes += chunk.length;
    });
    request.on('end', () => {
      const seen = toReached(request, bodyBytes);
      reached.push(seen);
      const body = JSON.stringify(seen);
      response.writeHead(200, { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) });
      response.end(body);
    });
  });
  server.on('upgrade', (request, socket) => {
    reached.push(toReached(request, 0));
    socket.end('HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n\r\n');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    port: (server.address() as AddressInfo).port,
    reached,
    async stop() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
