// For bench/gate.bench.ts: the least that node:http can be asked for. Answers 204 to everything, and prints its address as JSON.

import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

const server = createServer((_request, response) => response.writeHead(204).end());
server.listen(0, '127.0.0.1', () => {
  console.log(
    JSON.stringify({ url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`, authorization: 'none' }),
  );
});
process.once('SIGTERM', () => server.close(() => process.exit()) && server.closeAllConnections());
