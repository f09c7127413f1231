/** The outbox: what was answered is sent, whatever stops, dies or runs twice in between. */
import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { after, test } from 'node:test';
import { createDatabase, onEachDatabase, TestApp, TestClock } from '../harness.ts';
import { environmentAt, ServerProcess } from '../server-process.ts';
import { hang, Receiver, status, verifies } from '../webhook-receiver.ts';
import { eventually } from './notices/eventually.ts';
import { withoutLimits } from './notices/without-limits.ts';
import { addWebhook, asAdmin, deliveriesOf, revokeSomething, webhooksPath } from './webhooks/calls.ts';

onEachDatabase('the outbox', (kind) => {
  const closing: (() => Promise<unknown>)[] = [];
  after(async () => {
    for (const close of closing.reverse()) await close();
  });

  async function newPlace() {
    const place = await createDatabase(kind);
    closing.push(place.drop);
    return place;
  }
  async function newReceiver(port = 0): Promise<Receiver> {
    const receiver = await Receiver.start(port);
    closing.push(() => receiver.close());
    return receiver;
  }

  test('a process that is killed after the answer and before the sending loses nothing: the next start sends it', async () => {
    const place = await newPlace();
    const receiver = await newReceiver();
    receiver.answer = hang;
    const server = await ServerProcess.start(environmentAt(place));
    closing.push(() => server.stop('SIGKILL'));
    const { authorization, projectId } = await server.admin();
    await server.call('POST', webhooksPath, { authorization, body: { url: receiver.url } });
    const path = `/api/v1/projects/${projectId}/api-keys`;
    const ids: string[] = [];
    for (let count = 0; count < 5; count += 1) {
      const minted = await server.call('POST', path, { authorization, body: { name: 'k', scopes: ['keys.read'] } });
      const revoked = await server.call('DELETE', `${path}/${minted.body.id}`, { authorization });
      assert.equal(revoked.status, 204);
      ids.push(minted.body.id);
    }
    await server.stop('SIGKILL');

    receiver.answer = status(200);
    const clock = new TestClock();
    const again = await TestApp.start(kind, { database: place, clock });
    closing.push(() => again.close());
    // What it had claimed is free again after two minutes; the rest at once.
    clock.advance(130_000);
    await again.app.background.deliver();
    const credentialOf = ({ event }: { event: { data: { credential: { id: string } } } }) => event.data.credential.id;
    const delivered = new Set(receiver.received.map(credentialOf));
    assert.deepEqual([...delivered].sort(), ids.toSorted());
    const rows = await again.app.database.reader.selectFrom('deliveries').select('state').execute();
    assert.deepEqual(
      rows.map(({ state }) => state),
      Array(5).fill('delivered'),
    );
  });

  // On SQLite, two connections that write within one process would wait for each other.
  if (kind === 'postgres') {
    test('two nodes that work off one outbox send each thing once', async () => {
      const place = await newPlace();
      const clock = new TestClock();
      const nodes = [
        await TestApp.start(kind, { database: place, clock }),
        await TestApp.start(kind, { database: place, clock }),
      ] as const;
      closing.push(
        () => nodes[0].close(),
        () => nodes[1].close(),
      );
      const receivers: Receiver[] = [];
      for (let count = 0; count < 4; count += 1) {
        const receiver = await newReceiver();
        receiver.answer = (response) => void setTimeout(() => response.writeHead(200).end(), 20);
        await addWebhook(nodes[0], receiver.url);
        receivers.push(receiver);
      }
      const person = await nodes[0].person('acme', 'MEMBER');
      for (let count = 0; count < 15; count += 1) {
        await revokeSomething(nodes[0], person);
        void Promise.all(nodes.map((node) => node.app.background.deliver()));
      }
      await eventually(async () => {
        const pending = nodes[0].app.database.reader
          .selectFrom('deliveries')
          .select('id')
          .where('state', '=', 'pending');
        return (await pending.execute()).length === 0;
      });
      for (const { received } of receivers) {
        assert.equal(received.length, 15);
        assert.equal(new Set(received.map(({ headers }) => headers['webhook-id'])).size, 15);
      }
    });
  }

  test('what another process has claimed is left alone until its claim has run out', async () => {
    const receiver = await newReceiver();
    const app = await TestApp.start(kind);
    closing.push(() => app.close());
    await addWebhook(app, 'http://127.0.0.1:1/');
    const person = await app.person('acme', 'MEMBER');
    await revokeSomething(app, person);
    const { database } = app.app;
    await eventually(
      async () =>
        (await database.reader.selectFrom('deliveries').select('attemptCount').executeTakeFirstOrThrow())
          .attemptCount === 1,
    );
    await database.transaction(async (trx) => {
      await trx.updateTable('webhooks').set({ url: receiver.url }).execute();
      const now = app.clock.now();
      await trx
        .updateTable('deliveries')
        .set({ claim: 'other', claimedUntil: now + 60_000, nextAttemptAt: now })
        .execute();
    });
    await app.app.background.deliver();
    app.clock.advance(50_000);
    await app.app.background.deliver();
    assert.equal(receiver.received.length, 0);
    app.clock.advance(11_000);
    await app.app.background.deliver();
    assert.equal(receiver.received.length, 1);
  });

  test('a stop does not wait for a receiver that hangs; the next start sends it at once, as if there had been no attempt', async (t) => {
    withoutLimits(t);
    const place = await newPlace();
    const receiver = await newReceiver();
    receiver.answer = hang;
    const first = await TestApp.start(kind, { database: place });
    const { id } = await addWebhook(first, receiver.url);
    await revokeSomething(first, await first.person('acme', 'MEMBER'));
    await eventually(() => receiver.received.length === 1);
    await first.close();
    receiver.answer = status(200);
    const second = await TestApp.start(kind, { database: place });
    closing.push(() => second.close());
    await second.app.background.deliver();
    assert.equal(receiver.received.length, 2);
    const [delivery] = await deliveriesOf(second, id);
    assert.deepEqual([delivery.state, delivery.attempts.length], ['delivered', 1]);
  });

  test('the secret that a receiver was given goes on verifying after the keyring is rotated, and is in no table', async () => {
    const place = await newPlace();
    const receiver = await newReceiver();
    const first = await TestApp.start(kind, { database: place });
    const { id, secret } = await addWebhook(first, receiver.url);
    const rows = await first.app.database.reader.selectFrom('webhooks').selectAll().execute();
    assert.ok(!JSON.stringify(rows).includes(secret.slice('whsec_'.length)));
    await first.close();
    const keyring = JSON.parse(readFileSync(first.config.keyringFile, 'utf8'));
    const keys = [{ secret: randomBytes(32).toString('base64') }, ...keyring.keys];
    writeFileSync(first.config.keyringFile, JSON.stringify({ ...keyring, keys }));
    const second = await TestApp.start(kind, { database: place });
    closing.push(() => second.close());
    // Written straight into the outbox: sign-in is not what this is about.
    const eventId = second.app.people.nextId();
    await second.app.database.transaction(async (trx) => {
      const event = { id: eventId, kind: 'test', credentialId: null, dedupeKey: null, payload: '{}', createdAt: 1 };
      await trx.insertInto('webhookEvents').values(event).execute();
      const delivery = { id: eventId, channel: 'webhook', eventId, webhookId: id, state: 'pending' } as const;
      const rest = { attempts: '[]', attemptCount: 0, nextAttemptAt: 0, createdAt: second.clock.now() };
      await trx
        .insertInto('deliveries')
        .values({ ...delivery, ...rest })
        .execute();
    });
    await second.app.background.deliver();
    const [received] = receiver.received;
    assert.ok(received !== undefined && verifies(secret, received));
  });

  test('what ended is forgotten after 30 days, and what could not be sent is given up after 7', async () => {
    const receiver = await newReceiver();
    const app = await TestApp.start(kind);
    closing.push(() => app.close());
    const { id } = await addWebhook(app, receiver.url);
    await asAdmin(app, 'POST', `${webhooksPath}/${id}/test`);
    await app.app.background.deliver();
    const { database } = app.app;
    const notice = {
      id: 'n',
      kind: 'credential-revoked',
      message: 'm',
      userId: (await app.admin()).userId,
      createdAt: 1,
    };
    await database.transaction(async (trx) => {
      await trx.insertInto('notices').values(notice).execute();
      const mail = {
        id: 'm',
        channel: 'email',
        noticeId: 'n',
        state: 'pending',
        attempts: '[]',
        attemptCount: 0,
      } as const;
      await trx
        .insertInto('deliveries')
        .values({ ...mail, nextAttemptAt: 1, createdAt: app.clock.now() })
        .execute();
    });
    const states = async () =>
      (await database.reader.selectFrom('deliveries').select('state').orderBy('id').execute()).map(
        ({ state }) => state,
      );
    app.clock.advance(8 * 86_400_000);
    await app.app.background.sweep();
    assert.deepEqual((await states()).toSorted(), ['delivered', 'failed']);
    app.clock.advance(23 * 86_400_000);
    await app.app.background.sweep();
    await app.app.background.sweep();
    assert.deepEqual(await states(), []);
    assert.deepEqual(await database.reader.selectFrom('webhookEvents').select('id').execute(), []);
    assert.equal((await database.reader.selectFrom('notices').select('id').where('id', '=', 'n').execute()).length, 1);
  });
});
