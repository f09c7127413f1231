/** What becomes of a redirect, by which something between would take a credential elsewhere. */
import assert from 'node:assert/strict';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { after, describe, it } from 'node:test';
import { createClient, KeywrightError } from '../src/index.ts';

const token = 'tr_pat_k9c4n2xb.sesame';

/** A server that answers everything with a status and a `Location`, and keeps what it was asked. */
async function answering(status: number, location?: string) {
  const asked: IncomingMessage[] = [];
  const server = createServer((request, response) => {
    asked.push(request);
    response.writeHead(status, location === undefined ? {} : { location }).end('{"id":"somebody"}');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  after(() => server.close());
  return { origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, asked };
}

async function refusalAt(baseUrl: string, fetch?: typeof globalThis.fetch): Promise<KeywrightError> {
  const client = createClient({ baseUrl, token, ...(fetch === undefined ? {} : { fetch }) });
  const error: unknown = await client.mintPat({ body: { name: 'x', scopes: ['keys.read'] } }).catch((reason) => reason);
  assert.ok(error instanceof KeywrightError, `no KeywrightError: ${error}`);
  return error;
}

describe('a redirect', () => {
  for (const status of [301, 302, 303, 307, 308]) {
    it(`by ${status} is told with the origin that it leads to, which is asked nothing`, async () => {
      const target = await answering(200);
      const { origin } = await answering(status, `${target.origin}/login?next=sesame#sesame`);
      const error = await refusalAt(`${origin}/keys`);
      assert.deepEqual([error.code, error.status, error.details], ['REDIRECTED', status, { origin: target.origin }]);
      assert.ok(error.message.includes(` ${target.origin},`), error.message);
      assert.doesNotMatch(error.message, /login|sesame/);
      assert.equal(target.asked.length, 0);
    });
  }

  it('to another path of the same server is told with its own origin', async () => {
    const server = await answering(308, '/api/v1/users/me/pats/');
    const error = await refusalAt(server.origin);
    assert.deepEqual([error.code, error.details], ['REDIRECTED', { origin: server.origin }]);
    assert.equal(server.asked.length, 1);
  });

  it('is told with scheme, host and port alone, and without any where those could be more than an address', async () => {
    const known = [
      ['https://ada:sesame@KEYS.example.com:8443/a?b#c', 'https://keys.example.com:8443'],
      ['//[2001:db8::1]/', 'http://[2001:db8::1]'],
      ['https://b\u00fccher.example/', 'https://xn--bcher-kva.example'],
    ] as const;
    for (const [location, origin] of known) {
      const error = await refusalAt('http://keys.example.com', redirecting(location));
      assert.deepEqual(error.details, { origin }, location);
    }
    const unknown = ['https://', 'ftp://example.com/', 'javascript:1', 'data:,x', 'https://$(id)/', 'https://a`b`/'];
    for (const location of [undefined, ...unknown]) {
      const error = await refusalAt('http://keys.example.com', redirecting(location));
      assert.deepEqual([error.code, error.details], ['REDIRECTED', {}], String(location));
    }
  });

  it('of which a browser tells nothing is a refusal, whatever was asked', async () => {
    const error = await refusalAt('', async () => opaque);
    assert.deepEqual([error.code, error.status, error.details], ['REDIRECTED', 0, {}]);
    const reading = createClient({ baseUrl: '', fetch: async () => opaque });
    await assert.rejects(reading.getMyAuditExport({ query: { format: 'csv' } }), { code: 'REDIRECTED' });
    await assert.rejects(reading.revokePat({ params: { patId: 'x' } }), { code: 'REDIRECTED' });
  });
});

const redirecting = (location: string | undefined) => async () =>
  new Response(null, { status: 307, headers: location === undefined ? {} : { location } });

/** What browsers give for `redirect: 'manual'` (the Fetch standard, “opaque-redirect filtered response”). */
const opaque = Object.defineProperty(Response.error(), 'type', { value: 'opaqueredirect' });
