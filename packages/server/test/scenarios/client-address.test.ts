/** Which address a request is recorded under, and who can lie about it. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { sharedApp, type TestApp } from '../harness.ts';
import { rawRequest } from './raw-request.ts';

/** The address that the audit event of a change names, where the change came with this X-Forwarded-For. */
async function recordedAddress(app: TestApp, forwardedFor: readonly string[]): Promise<string | undefined> {
  const { authorization } = await app.admin();
  const reply = await rawRequest(app.url, 'PATCH /api/v1/users/me', [
    `Authorization: ${authorization}`,
    'Content-Type: application/json',
    'Content-Length: 2',
    ...forwardedFor.map((value) => `X-Forwarded-For: ${value}`),
    '',
    '{}',
  ]);
  assert.equal(reply.status, 200);
  const [, traceId = ''] = reply.headers.find(([name]) => name === 'x-trace-id') ?? [];
  const event = await app.changes().where('traceId', '=', traceId).executeTakeFirst();
  return event?.address;
}

describe('the address that is recorded', () => {
  describe('without trusted proxies', () => {
    const open = sharedApp('sqlite');

    it('is that of the connection, whatever X-Forwarded-For says', async () => {
      const app = await open();
      assert.equal(await recordedAddress(app, []), '127.0.0.1');
      assert.equal(await recordedAddress(app, ['203.0.113.9']), '127.0.0.1');
      assert.equal(await recordedAddress(app, ['127.0.0.1, 203.0.113.9', '198.51.100.1']), '127.0.0.1');
    });
  });

  describe('behind trusted proxies', () => {
    const open = sharedApp('sqlite', { config: { trustedProxies: ['127.0.0.1', '10.0.0.0/8'] } });

    it('is the rightmost that no trusted proxy has, so that what a client prepends counts for nothing', async () => {
      const app = await open();
      assert.equal(await recordedAddress(app, []), '127.0.0.1');
      assert.equal(await recordedAddress(app, ['203.0.113.9']), '203.0.113.9');
      assert.equal(await recordedAddress(app, ['6.6.6.6, 203.0.113.9']), '203.0.113.9');
      assert.equal(await recordedAddress(app, ['6.6.6.6, 203.0.113.9, 10.1.2.3']), '203.0.113.9');
      assert.equal(await recordedAddress(app, ['6.6.6.6', '203.0.113.9']), '203.0.113.9');
    });
  });
});
