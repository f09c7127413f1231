/** What a receiver gets. */
import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, it } from 'node:test';
import { instant } from '../../acceptance/002/subjects.ts';
import type { SignedIn, TestApp } from '../../harness.ts';
import { type Received, Receiver, status, verifies } from '../../webhook-receiver.ts';
import {
  addWebhook,
  asAdmin,
  deliveriesOf,
  removeAllWebhooks,
  revokeSomething,
  setWebhook,
  webhooksPath,
} from './calls.ts';

const dayMs = 86_400_000;

export function sending(start: () => Promise<TestApp>): void {
  describe('what a receiver gets', () => {
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

    const onlyOne = (): Received => {
      assert.equal(receiver.received.length, 1);
      return receiver.received[0] as Received;
    };

    it('a revocation arrives within seconds, without anybody asking, signed so that the standard’s library accepts it', async () => {
      const { secret } = await addWebhook(app, receiver.url);
      assert.match(secret, /^whsec_[A-Za-z0-9+/]{43}=$/);
      const began = app.clock.now();
      const id = await revokeSomething(app, person);
      for (let waited = 0; waited < 100 && receiver.received.length === 0; waited += 1) {
        await new Promise((resolve) => setTimeout(resolve, 50));
      }
      const received = onlyOne();
      assert.ok(verifies(secret, received));
      assert.ok(!verifies(secret, { ...received, body: `${received.body} ` }));
      const { type, timestamp, data, ...rest } = received.event;
      assert.deepEqual(rest, {});
      assert.equal(type, 'credential.revoked');
      assert.match(timestamp, instant);
      const { userId } = await app.admin();
      assert.deepEqual(data, {
        message: 'Your token “laptop” was revoked by somebody else. Reason: leaked',
        credential: { id, kind: 'pat', name: 'laptop', userId: person.userId, projectId: null, organizationId: null },
        revokedBy: userId,
        reason: 'leaked',
      });
      assert.equal(received.headers['content-type'], 'application/json');
      const sentAt = Number(received.headers['webhook-timestamp']) * 1000;
      // It is in whole seconds.
      assert.ok(sentAt > began - 1000 && sentAt <= app.clock.now());
    });

    it('what its owner revokes arrives too, and gives the owner no notice', async () => {
      await addWebhook(app, receiver.url);
      const { id } = await app.pat(person, ['keys.read'], { name: 'mine' });
      const notices = () => app.call('GET', '/api/v1/users/me/notices', person);
      const before = (await notices()).body.data.length;
      await app.call('DELETE', `/api/v1/users/me/pats/${id}`, person);
      await app.app.background.deliver();
      assert.equal(onlyOne().event.data.revokedBy, person.userId);
      assert.equal((await notices()).body.data.length, before);
    });

    it('what happens before anybody subscribes is not sent later; kinds that are not subscribed are not sent', async () => {
      await revokeSomething(app, person);
      await addWebhook(app, receiver.url, ['new-network', 'address-blocked']);
      await revokeSomething(app, person);
      await app.app.background.deliver();
      assert.deepEqual(receiver.received, []);
    });

    it('each of several receivers gets an event once, under one webhook-id and each under its own secret', async () => {
      const first = await addWebhook(app, receiver.url);
      const second = await addWebhook(app, receiver.url.replace('/hook', '/other'));
      await revokeSomething(app, person);
      await app.app.background.deliver();
      assert.deepEqual(receiver.received.map(({ path }) => path).sort(), ['/hook', '/other']);
      const ids = new Set(receiver.received.map(({ headers }) => headers['webhook-id']));
      assert.equal(ids.size, 1);
      for (const received of receiver.received) {
        assert.equal(verifies(first.secret, received), received.path === '/hook');
        assert.equal(verifies(second.secret, received), received.path === '/other');
      }
    });

    it('a test event arrives whatever is subscribed, and is in the log', async () => {
      const { id, secret } = await addWebhook(app, receiver.url, ['address-blocked']);
      const delivery = await asAdmin(app, 'POST', `${webhooksPath}/${id}/test`);
      assert.deepEqual([delivery.state, delivery.type], ['pending', 'webhook.test']);
      await app.app.background.deliver();
      const received = onlyOne();
      assert.ok(verifies(secret, received));
      assert.equal(received.event.type, 'webhook.test');
      const [logged] = await deliveriesOf(app, id, '?state=delivered');
      assert.equal(logged.id, delivery.id);
      assert.equal(logged.eventId, received.headers['webhook-id']);
      assert.deepEqual(
        logged.attempts.map(({ status, error }: { status: number; error: null }) => [status, error]),
        [[204, null]],
      );
      assert.match(logged.deliveredAt, instant);
      assert.equal(logged.nextAttemptAt, null);
      assert.deepEqual(await deliveriesOf(app, id, '?state=failed'), []);
    });

    it('an event can be sent again: the same body under the same webhook-id', async () => {
      const { id } = await addWebhook(app, receiver.url);
      await revokeSomething(app, person);
      await app.app.background.deliver();
      const [delivery] = await deliveriesOf(app, id);
      await asAdmin(app, 'POST', `${webhooksPath}/${id}/deliveries/${delivery.id}/again`);
      await app.app.background.deliver();
      assert.equal(receiver.received.length, 2);
      const [first, again] = receiver.received;
      assert.equal(again?.body, first?.body);
      assert.equal(again?.headers['webhook-id'], first?.headers['webhook-id']);
      assert.equal((await deliveriesOf(app, id)).length, 2);
      const other = await addWebhook(app, receiver.url);
      const { authorization } = await app.admin();
      const path = `${webhooksPath}/${other.id}/deliveries/${delivery.id}/again`;
      assert.equal((await app.call('POST', path, { authorization })).status, 404);
    });

    it('after a rotation the old secret verifies for a day beside the new one, and then no longer', async () => {
      const { id, secret: old } = await addWebhook(app, receiver.url);
      const began = app.clock.now();
      const { secret, previousSecretEndsAt } = await asAdmin(app, 'POST', `${webhooksPath}/${id}/rotate`);
      assert.notEqual(secret, old);
      const rotatedAt = Date.parse(previousSecretEndsAt) - dayMs;
      assert.ok(rotatedAt >= began && rotatedAt <= app.clock.now());
      const verifiedNow = async () => {
        receiver.received.length = 0;
        await asAdmin(app, 'POST', `${webhooksPath}/${id}/test`);
        await app.app.background.deliver();
        return [verifies(old, onlyOne()), verifies(secret, onlyOne())];
      };
      assert.deepEqual(await verifiedNow(), [true, true]);
      app.clock.advance(dayMs - 5000);
      assert.deepEqual(await verifiedNow(), [true, true]);
      app.clock.advance(6000);
      assert.deepEqual(await verifiedNow(), [false, true]);
    });

    it('a disabled endpoint is sent nothing: what was due fails, nothing new is kept, sending again is refused', async () => {
      const { id } = await addWebhook(app, receiver.url);
      receiver.answer = status(500);
      await revokeSomething(app, person);
      await app.app.background.deliver();
      receiver.received.length = 0;
      assert.equal((await setWebhook(app, id, { enabled: false })).enabled, false);
      await revokeSomething(app, person);
      app.clock.advance(60_000);
      await app.app.background.deliver();
      assert.deepEqual(receiver.received, []);
      const deliveries = await deliveriesOf(app, id);
      assert.equal(deliveries.length, 1);
      assert.equal(deliveries[0].state, 'failed');
      assert.equal(deliveries[0].attempts.at(-1).error, 'the webhook is disabled');
      const { authorization } = await app.admin();
      for (const path of [`${webhooksPath}/${id}/test`, `${webhooksPath}/${id}/deliveries/${deliveries[0].id}/again`]) {
        const reply = await app.call('POST', path, { authorization });
        assert.deepEqual([reply.status, reply.body.error.code], [409, 'CONFLICT']);
      }
    });

    it('a deleted endpoint takes its outbox with it', async () => {
      const { id } = await addWebhook(app, receiver.url);
      await setWebhook(app, id, { url: 'http://127.0.0.1:9/' });
      await revokeSomething(app, person);
      await asAdmin(app, 'DELETE', `${webhooksPath}/${id}`);
      const left = await app.app.database.reader
        .selectFrom('deliveries')
        .selectAll()
        .where('webhookId', '=', id)
        .execute();
      assert.deepEqual(left, []);
      await app.app.background.deliver();
    });

    it('there may be twenty endpoints and no more', async () => {
      for (let count = 0; count < 20; count += 1) await addWebhook(app, receiver.url, ['address-blocked']);
      const { authorization } = await app.admin();
      const more = await app.call('POST', webhooksPath, { authorization, body: { url: receiver.url } });
      assert.deepEqual([more.status, more.body.error.code], [409, 'CONFLICT']);
    });
  });
}
