/** Receivers that do not do what they should. */
import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, it } from 'node:test';
import type { DatabaseKind, SignedIn, TestApp } from '../../harness.ts';
import { hang, Receiver, status } from '../../webhook-receiver.ts';
import { eventually } from '../notices/eventually.ts';
import { withoutLimits } from '../notices/without-limits.ts';
import {
  addWebhook,
  asAdmin,
  deliveriesOf,
  removeAllWebhooks,
  revokeSomething,
  setWebhook,
  webhooksPath,
} from './calls.ts';

const hourMs = 3_600_000;
export function failing(kind: DatabaseKind, start: () => Promise<TestApp>): void {
  describe('receivers that fail', () => {
    let app: TestApp;
    let person: SignedIn;
    let receiver: Receiver;
    before(async () => {
      app = await start();
      person = await app.person('acme', 'MEMBER');
      receiver = await Receiver.start();
    });
    after(() => receiver.close());
    beforeEach(async () => {
      await removeAllWebhooks(app);
      receiver.received.length = 0;
      receiver.answer = status(204);
    });

    it('a receiver that fails is tried again later and later, under one webhook-id with one body, until it takes the event', async () => {
      const { id } = await addWebhook(app, receiver.url);
      receiver.answer = status(503);
      await revokeSomething(app, person);
      await app.app.background.deliver();
      await app.app.background.deliver();
      assert.equal(receiver.received.length, 1, 'not at once again');
      app.clock.advance(6000);
      await app.app.background.deliver();
      app.clock.advance(6000);
      await app.app.background.deliver();
      assert.equal(receiver.received.length, 2, 'the third attempt comes after minutes');
      receiver.answer = status(200);
      app.clock.advance(6 * 60_000);
      await app.app.background.deliver();
      assert.equal(receiver.received.length, 3);
      assert.equal(new Set(receiver.received.map(({ headers }) => headers['webhook-id'])).size, 1);
      assert.equal(new Set(receiver.received.map(({ body }) => body)).size, 1);
      const [delivery] = await deliveriesOf(app, id);
      assert.equal(delivery.state, 'delivered');
      assert.deepEqual(
        delivery.attempts.map(({ status: code, error }: { status: number; error: string | null }) => [code, error]),
        [
          [503, 'the receiver answered 503'],
          [503, 'the receiver answered 503'],
          [200, null],
        ],
      );
    });

    it('after ten attempts over about three days it is given up, and the log says why', async () => {
      const { id } = await addWebhook(app, receiver.url);
      receiver.answer = status(500);
      const began = app.clock.now();
      await revokeSomething(app, person);
      for (let hour = 0; hour < 24 * 4; hour += 1) {
        await app.app.background.deliver();
        app.clock.advance(hourMs);
      }
      assert.equal(receiver.received.length, 10);
      const [delivery] = await deliveriesOf(app, id, '?state=failed');
      assert.equal(delivery.attempts.length, 10);
      assert.equal(delivery.nextAttemptAt, null);
      const days = (Date.parse(delivery.attempts.at(-1).at) - began) / (24 * hourMs);
      assert.ok(days > 2.9 && days < 4, `${days} days`);
    });

    it('a receiver that is not there is a failure of its own name, which quotes neither URL nor address', async () => {
      const { id } = await addWebhook(app, 'http://127.0.0.1:1/secret-path');
      await revokeSomething(app, person);
      await app.app.background.deliver();
      const [delivery] = await deliveriesOf(app, id);
      const [{ status: code, error }] = delivery.attempts;
      assert.equal(code, null);
      assert.ok(error.length > 0 && !error.includes('secret-path') && !error.includes('127.0.0.1'), error);
      assert.ok(!app.logs.some((line) => line.includes('secret-path')));
    });

    it('a redirect is not followed', async () => {
      const { id } = await addWebhook(app, receiver.url);
      receiver.answer = status(302, { location: '/elsewhere' });
      await revokeSomething(app, person);
      await app.app.background.deliver();
      assert.deepEqual(
        receiver.received.map(({ path }) => path),
        ['/hook'],
      );
      const [delivery] = await deliveriesOf(app, id);
      assert.deepEqual([delivery.state, delivery.attempts[0].error], ['pending', 'redirects are not followed']);
    });

    it('410 disables the endpoint at once, says so, and leaves an audit event; enabling it clears the reason', async () => {
      const { id } = await addWebhook(app, receiver.url);
      receiver.answer = status(410);
      await revokeSomething(app, person);
      await app.app.background.deliver();
      const shown = await asAdmin(app, 'GET', `${webhooksPath}/${id}`);
      assert.equal(shown.enabled, false);
      assert.match(shown.disabledReason, /410/);
      const [delivery] = await deliveriesOf(app, id);
      assert.equal(delivery.state, 'failed');
      const events = await app.app.database.reader
        .selectFrom('auditEvents')
        .select(['action', 'actorKind'])
        .where('targetId', '=', id)
        .where('action', '=', 'webhook.update')
        .execute();
      assert.deepEqual(events, [{ action: 'webhook.update', actorKind: 'anonymous' }]);
      await revokeSomething(app, person);
      await app.app.background.deliver();
      assert.equal(receiver.received.length, 1);
      assert.equal((await setWebhook(app, id, { enabled: true })).disabledReason, null);
    });

    it('a reply without end is cut off for its length, and counts by its status', async (t) => {
      withoutLimits(t);
      const { id } = await addWebhook(app, receiver.url);
      receiver.answer = (response) => {
        response.writeHead(200);
        const more = (error?: Error | null) => {
          if (!error && !response.destroyed) response.write('x'.repeat(65_536), more);
        };
        more();
      };
      await revokeSomething(app, person);
      await app.app.background.deliver();
      assert.equal((await deliveriesOf(app, id))[0].state, 'delivered');
      await eventually(() => receiver.open === 0);
    });

    it('a receiver that hangs slows no request, holds up no other receiver, and has no more than two requests open', async (t) => {
      withoutLimits(t);
      const stuck = await Receiver.start();
      stuck.answer = hang;
      try {
        await addWebhook(app, stuck.url);
        for (let count = 0; count < 8; count += 1) await revokeSomething(app, person);
        await eventually(() => stuck.received.length === 2);
        await addWebhook(app, receiver.url);
        await revokeSomething(app, person);
        await eventually(() => receiver.received.length === 1);
        assert.equal(stuck.mostOpen, 2);
      } finally {
        await removeAllWebhooks(app);
        await stuck.close();
      }
    });

    if (kind === 'sqlite') {
      it('a receiver that never answers is given up after ten seconds, and the log says so', async () => {
        const { id } = await addWebhook(app, receiver.url);
        receiver.answer = hang;
        await revokeSomething(app, person);
        await app.app.background.deliver();
        const [{ state, attempts }] = await deliveriesOf(app, id);
        assert.deepEqual([state, attempts[0].error], ['pending', 'no answer within 10 seconds']);
      });
    }
  });
}
