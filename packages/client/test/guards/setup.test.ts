/** Every guard, before a real Keywright that is away, or that it is set up wrongly for. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { createDatabase, sharedApp, TestApp } from '../../../server/test/harness.ts';
import type { GuardFault } from '../../src/guard/guard-fault.ts';
import { frameworks } from './frameworks.ts';
import { refuseUnhandledRejections } from './unhandled-rejections.ts';

const config = { trustedProxies: ['127.0.0.1'] };
const open = sharedApp('sqlite', { config });
refuseUnhandledRejections();

for (const framework of frameworks) {
  describe(`an API with the guard for ${framework.name}`, { concurrency: false }, () => {
    it('refuses while Keywright is away, and goes on as before once it is back', async () => {
      const database = await createDatabase('sqlite');
      const first = await TestApp.start('sqlite', { config, database });
      const faults: Error[] = [];
      const api = await framework.start({ baseUrl: first.url, onFault: (fault) => faults.push(fault) });
      const { authorization } = await first.apiKey(first.projectId, ['keys.write']);
      const status = async () => (await api.call('GET', '/anybody', { headers: { authorization } })).status;
      assert.equal(await status(), 200);
      await first.close();
      assert.deepEqual([await status(), faults.length], [503, 1]);
      const second = await TestApp.start('sqlite', { config, database, port: Number(new URL(first.url).port) });
      assert.deepEqual([await status(), faults.length], [200, 1]);
      await api.close();
      await second.close();
      await database.drop();
    });

    it('tells the application of a scope that the platform does not have', async () => {
      const app = await open();
      const faults: Error[] = [];
      const api = await framework.start({ baseUrl: app.url, onFault: (fault) => faults.push(fault) });
      const { authorization } = await app.apiKey(app.projectId, ['keys.write']);
      assert.equal((await api.call('GET', '/moon', { headers: { authorization } })).status, 503);
      assert.match(faults[0]?.message ?? '', /UNKNOWN_SCOPE: There is no scope moon\.read/);
      await api.close();
    });

    it('lets nobody through where Keywright does not trust the address that asks, and tells the application', async () => {
      const app = await TestApp.start('sqlite', { config: { trustedProxies: [] } });
      const faults: GuardFault[] = [];
      const api = await framework.start({ baseUrl: app.url, onFault: (fault) => faults.push(fault) });
      const { authorization } = await app.apiKey(app.projectId, ['keys.write']);
      const response = await api.call('GET', '/anybody', { headers: { authorization } });
      assert.deepEqual([response.status, api.seen()], [503, 0]);
      assert.doesNotMatch(await response.text(), /PROX/i);
      assert.deepEqual(
        faults.map(({ kind, status, code }) => [kind, status, code]),
        [['setup', 403, 'UNTRUSTED_PROXY']],
      );
      assert.match(faults[0]?.message ?? '', /KEYWRIGHT_TRUSTED_PROXIES/);
      await api.close();
      await app.close();
    });
  });
}
