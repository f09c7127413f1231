import { connect, createServer, type Server, type Socket } from 'node:net';

/** A TCP connection to a database that can be cut, as by a network that fails, and mended. */
export interface BreakableLink {
  readonly url: string;
  cut(): Promise<void>;
  mend(): Promise<void>;
}

/** Opens a link to the server of `databaseUrl`. Close it with `cut`. */
export async function openBreakableLink(databaseUrl: string): Promise<BreakableLink> {
  const { hostname, port } = new URL(databaseUrl);
  const sockets = new Set<Socket>();
  const track = (socket: Socket): Socket => {
    sockets.add(socket);
    return socket.on('error', () => socket.destroy()).on('close', () => sockets.delete(socket));
  };
  const server: Server = createServer((client) => {
    const upstream = track(connect({ host: hostname, port: Number(port || 5432) }));
    track(client).pipe(upstream).pipe(client);
  });
  const listen = (at: number) =>
    new Promise<void>((resolve, reject) => {
      server.once('error', reject).listen(at, '127.0.0.1', resolve);
    });
  await listen(0);
  const address = server.address();
  const ownPort = typeof address === 'object' && address !== null ? address.port : 0;
  const url = new URL(databaseUrl);
  url.hostname = '127.0.0.1';
  url.port = String(ownPort);
  return {
    url: url.href,
    cut: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        for (const socket of sockets) socket.destroy();
      }),
    mend: () => listen(ownPort),
  };
}
