import assert from 'node:assert/strict';
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { it, type TestContext } from 'node:test';
import { connect } from './connect.ts';

/** The address of a server, and the first request to it once it is there. */
async function asked(t: TestContext, answer: (response: ServerResponse) => void) {
  const first = Promise.withResolvers<void>();
  const server = createServer((_request, response) => {
    answer(response);
    first.resolve();
  });
  t.after(() => server.closeAllConnections());
  t.after(() => server.close());
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return { address: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, first: first.promise };
}

for (const [what, answer] of [
  ['that does not come', () => undefined],
  ['that begins and does not end', (response: ServerResponse) => void response.writeHead(200).write('{"secret":')],
] as const) {
  it(`an answer ${what} is given up after half a minute, so that nothing is held for ever by a service that hangs`, async (t) => {
    const clock = new AbortController();
    const timeout = t.mock.method(AbortSignal, 'timeout', () => clock.signal);
    const { address, first } = await asked(t, answer);
    const client = connect({ server: address, userAgent: 'test' });
    const minted = client.mintPat({ body: { name: 'x', scopes: ['keys.read'] } });
    await first;
    assert.deepEqual(timeout.mock.calls[0]?.arguments, [30_000]);
    clock.abort(new DOMException('The operation was aborted due to timeout', 'TimeoutError'));
    await assert.rejects(minted, { code: 'NETWORK', status: 0 });
  });
}
