/** A redirect in the service’s place: of which a browser tells a page neither the status nor where it leads. */
import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { it, type TestContext } from 'node:test';
import { inBrowser, sharedConsole } from './browser.ts';

/** A proxy before the service that redirects all that `path` begins, and what it was asked. */
async function redirecting(t: TestContext, appUrl: string, path: string) {
  const asked: string[] = [];
  const server = createServer(async ({ url = '', headers }, response) => {
    asked.push(url);
    if (url.startsWith(path)) {
      response.writeHead(302, { location: '/elsewhere' }).end();
      return;
    }
    const { cookie = '', accept = '*/*' } = headers;
    const answer = await fetch(`${appUrl}${url}`, { headers: { cookie, accept } });
    const type = answer.headers.get('content-type') ?? 'text/plain';
    response.writeHead(answer.status, { 'content-type': type }).end(Buffer.from(await answer.arrayBuffer()));
  });
  t.after(() => server.closeAllConnections());
  t.after(() => server.close());
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return { origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, asked };
}

inBrowser('a redirect in the service’s place', () => {
  const console = sharedConsole();

  it('is told as one, and is followed nowhere', async (t) => {
    const visitor = await console.member();
    const { origin, asked } = await redirecting(t, visitor.app.url, '/api/v1/users/me/pats');
    const page = await visitor.context.newPage();
    await page.goto(`${origin}/tokens`);
    await page.getByText('Keywright’s address answered with a redirect, which is not followed.').waitFor();
    assert.ok(asked.some((path) => path.startsWith('/api/v1/users/me/pats')));
    assert.ok(!asked.includes('/elsewhere'), asked.join());
  });
});
