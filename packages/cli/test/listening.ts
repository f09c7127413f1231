import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { after } from 'node:test';

const servers: Server[] = [];
// Here, and not where each is made: a hook that a test makes after it has waited for what an earlier test began is not run.
after(() => {
  for (const server of servers) server.close();
});

/** The address of a server that is closed after the tests. */
export async function listening(server: Server): Promise<string> {
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}
