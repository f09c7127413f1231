/** Administrators are told of blocked addresses, and cannot be flooded with that. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { asAdmin, noticesOf, usersPath } from '../acceptance/administration-calls.ts';
import { onEachDatabase, type SignedIn, sharedApp, TestApp } from '../harness.ts';
import { Receiver } from '../webhook-receiver.ts';
import { eventually } from './notices/eventually.ts';
import { addWebhook } from './webhooks/calls.ts';

const hourMs = 3_600_000;

onEachDatabase('notices of blocked addresses', (kind) => {
  const config = { trustedProxies: ['127.0.0.1'], lockoutFailures: 2, lockoutSeconds: 60 };
  const start = sharedApp(kind, { config });

  async function makeAdministrator(app: TestApp, { userId }: SignedIn): Promise<void> {
    await app.app.database.transaction(async (trx) => {
      await trx.updateTable('users').set({ instanceAdmin: 1 }).where('id', '=', userId).execute();
    });
  }

  /** Presents bad tokens from an address until it is blocked, and waits until that is written. */
  async function provoke(app: TestApp, address: string): Promise<void> {
    const before = await blocks(app);
    const headers = { 'x-forwarded-for': address };
    for (let count = 0; count < 2; count += 1) {
      await app.call('GET', '/api/v1/tokens/current', { authorization: 'Bearer tr_pat_nobody', headers });
    }
    await eventually(async () => (await blocks(app)) > before);
  }

  const blocks = async (app: TestApp): Promise<number> => {
    const found = await app.app.database.reader
      .selectFrom('auditEvents')
      .select('sequence')
      .where('action', '=', 'blocked-address.add')
      .execute();
    return found.length;
  };

  const told = async (app: TestApp, who: SignedIn): Promise<readonly string[]> => {
    const notices: { kind: string; message: string }[] = await noticesOf(app, who);
    return notices.filter((each) => each.kind === 'address-blocked').map(({ message }) => message);
  };

  /** So that no test begins in one hour and ends in the next. */
  function toBeginOfHour(app: TestApp): void {
    app.clock.advance(hourMs - (app.clock.now() % hourMs));
  }

  test('every enabled administrator is told once, nobody else, and webhooks hear of it once', async () => {
    const app = await start();
    const [second, disabled, member] = [
      await app.person('acme', 'MEMBER'),
      await app.person('acme', 'MEMBER'),
      await app.person('acme', 'MEMBER'),
    ];
    await makeAdministrator(app, second);
    await makeAdministrator(app, disabled);
    await asAdmin(app, 'POST', `${usersPath}/${disabled.userId}/disable`);
    const receiver = await Receiver.start();
    try {
      await addWebhook(app, receiver.url, ['address-blocked']);
      await provoke(app, '192.0.2.1');
      await app.app.background.deliver();
      for (const who of [await app.admin(), second]) {
        const [message = '', ...more] = await told(app, who);
        assert.match(message, /^192\.0\.2\.1 was blocked until \d{4}.*Z, after 2 bad tokens in a row\.$/);
        assert.deepEqual(more, []);
      }
      assert.deepEqual(await told(app, member), []);
      const toDisabled = app.app.database.reader
        .selectFrom('notices')
        .select('id')
        .where('userId', '=', disabled.userId);
      assert.deepEqual(await toDisabled.execute(), []);
      assert.equal(receiver.received.length, 1);
      const { type, data } = receiver.received[0]?.event ?? {};
      assert.deepEqual([type, data.network, data.failures], ['address.blocked', '192.0.2.1', 2]);
    } finally {
      await receiver.close();
    }
  });

  test('of one network they are told once an hour; many networks come to ten and one that says that there are more', async () => {
    const app = await TestApp.start(kind, { config });
    const messages = async () => {
      const rows = await app.app.database.reader.selectFrom('notices').select('message').orderBy('id').execute();
      return rows.map(({ message }) => message);
    };
    try {
      toBeginOfHour(app);
      await provoke(app, '192.0.2.1');
      app.clock.advance(2 * 60_000);
      await provoke(app, '192.0.2.1');
      assert.equal((await messages()).length, 1);
      for (let last = 2; last <= 30; last += 1) await provoke(app, `192.0.2.${last}`);
      const told = await messages();
      assert.equal(told.length, 11);
      assert.match(told[9] ?? '', /^192\.0\.2\.10 was blocked/);
      assert.match(told[10] ?? '', /^More than 10 addresses were blocked within this hour\./);
      app.clock.advance(hourMs);
      await provoke(app, '192.0.2.1');
      assert.match((await messages())[11] ?? '', /^192\.0\.2\.1 was blocked/);
    } finally {
      await app.close();
    }
  });
});
