/** When tokens end: document 004, “Expiration date”. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { present, refused } from '../002/calls.ts';
import { minuteMs, type Start } from '../002/subjects.ts';
import { askForToken, dayMs, deleteToken, faultsOf, instantIn, listTokens, mintToken } from '../token-calls.ts';

export function expiration(start: Start): void {
  describe('expiration date', () => {
    it('a token is valid until its expiration date and refused from then on, even one that was just used', async () => {
      const app = await start();
      const expires_at = instantIn(app, minuteMs);
      const { authorization } = await mintToken(app, await app.person('acme', 'readonly'), { expires_at });
      assert.equal((await present(app, authorization)).status, 200);
      app.clock.advance(minuteMs);
      refused(await present(app, authorization), 401, 'CREDENTIAL_EXPIRED');
    });

    it('an expired token is still listed, as it was, and can be deleted', async () => {
      const app = await start();
      const person = await app.person('acme', 'readonly');
      const { id, reply } = await mintToken(app, person, { expires_at: instantIn(app, minuteMs) });
      app.clock.advance(minuteMs);
      const [listed] = await listTokens(app, person);
      const { token: _, ...shown } = reply;
      assert.deepEqual(listed, shown);
      await deleteToken(app, person, id);
      assert.deepEqual(await listTokens(app, person), []);
    });

    it('a token of which no expiration date is said ends after a year; null means never', async () => {
      const app = await start();
      const person = await app.person('acme', 'readonly');
      const { created_at, expires_at } = (await mintToken(app, person, { expires_at: undefined })).reply;
      assert.ok(Math.abs(Date.parse(expires_at) - Date.parse(created_at) - 365 * dayMs) < minuteMs, expires_at);
      assert.equal((await mintToken(app, person, { expires_at: null })).reply.expires_at, null);
    });

    it('an expiration date may lie decades ahead, and not in the past', async () => {
      const app = await start();
      const person = await app.person('acme', 'readonly');
      await mintToken(app, person, { expires_at: instantIn(app, 20 * 365 * dayMs) });
      const past = await askForToken(app, person, { expires_at: instantIn(app, -minuteMs) });
      assert.deepEqual(faultsOf(past), [['expires_at', 'MUST_BE_FUTURE']]);
    });
  });
}
