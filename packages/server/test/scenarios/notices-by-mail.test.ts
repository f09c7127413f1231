/** Notices as e-mails, through a real mail server. */
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { type AddressInfo, createServer, type Socket } from 'node:net';
import { after, before, test } from 'node:test';
import { asAdmin, noticesOf, setName, usersPath } from '../acceptance/administration-calls.ts';
import { createDatabase, onEachDatabase, type SignedIn, TestApp } from '../harness.ts';
import { type Arrived, MailServer } from '../mail-server.ts';
import { eventually } from './notices/eventually.ts';
import { withoutLimits } from './notices/without-limits.ts';
import { revokeSomething } from './webhooks/calls.ts';

onEachDatabase('notices by e-mail', (kind) => {
  let server: MailServer;
  let app: TestApp;
  let person: SignedIn;
  const auth = { user: 'keywright', password: 'swordfish mail password' };
  before(async () => {
    server = await MailServer.start(0, auth);
    const smtpUrl = `smtp://${auth.user}:${encodeURIComponent(auth.password)}@127.0.0.1:${server.port}`;
    const mailFrom = 'Keys of Acme <keys@acme.example>';
    app = await TestApp.start(kind, { config: { smtpUrl, mailFrom, publicUrl: 'https://keys.acme.example' } });
    person = await app.person('acme', 'MEMBER');
  });
  after(async () => {
    await app.close();
    await server.close();
  });

  async function arriving(): Promise<Arrived> {
    await eventually(() => server.arrived.length > 0);
    assert.equal(server.arrived.length, 1);
    return server.arrived.shift() as Arrived;
  }

  test('whoever’s credential is revoked gets an e-mail, in plain text and HTML, without anybody asking', async () => {
    await setName(app, person, 'Zoë Šmid');
    await revokeSomething(app, person, 'my <laptop>');
    const mail = await arriving();
    assert.deepEqual([mail.from, mail.to], ['keys@acme.example', [person.email]]);
    assert.equal(mail.headers.get('from'), 'Keys of Acme <keys@acme.example>');
    assert.equal(mail.headers.get('subject'), 'A credential of yours was revoked');
    assert.equal(mail.headers.get('auto-submitted'), 'auto-generated');
    assert.match(mail.headers.get('message-id') ?? '', /^<[0-9A-Z]{26}@keys\.acme\.example>$/);
    assert.match(mail.text, /^Hello Zoë Šmid,\s/);
    assert.ok(mail.text.includes('Your token “my <laptop>” was revoked by somebody else. Reason: leaked'));
    assert.ok(mail.html.includes('Your token “my &lt;laptop&gt;” was revoked by somebody else. Reason: leaked'));
    for (const body of [mail.text, mail.html]) assert.ok(body.includes('https://keys.acme.example/'));
  });

  test('names with line breaks and commas reach no header and no other mailbox', async () => {
    const hostile = 'Eve\r\nBcc: all@acme.example\r\n\r\n<x>, "y" <z@acme.example>';
    const { id } = await app.pat(person, ['keys.read']);
    // The API takes no such names; what an older release or an import took must do no harm either.
    await app.app.database.transaction(async (trx) => {
      await trx.updateTable('users').set({ name: hostile }).where('id', '=', person.userId).execute();
      await trx.updateTable('credentials').set({ name: hostile }).where('id', '=', id).execute();
    });
    await asAdmin(app, 'POST', `/api/v1/admin/credentials/${id}/revoke`, { reason: 'x\r\nBcc: all@acme.example' });
    const mail = await arriving();
    assert.deepEqual(mail.to, [person.email]);
    assert.equal(mail.headers.has('bcc'), false);
    assert.equal(mail.headers.has('cc'), false);
    assert.equal(mail.headers.get('subject'), 'A credential of yours was revoked');
  });

  test('a refusal by the mail server is tried again under one Message-ID, and is told by its code alone', async () => {
    server.refusal = 451;
    await revokeSomething(app, person);
    await app.app.background.deliver();
    const delivery = () =>
      app.app.database.reader.selectFrom('deliveries').selectAll().orderBy('id', 'desc').executeTakeFirstOrThrow();
    await eventually(async () => (await delivery()).attemptCount === 1);
    const [{ error }] = JSON.parse((await delivery()).attempts);
    assert.match(error, /^E\w+ 451$/);
    server.refusal = undefined;
    app.clock.advance(6000);
    await app.app.background.deliver();
    const mail = await arriving();
    assert.ok(mail.headers.get('message-id')?.startsWith(`<${(await delivery()).id}@`));
    assert.equal((await delivery()).state, 'delivered');
  });

  test('a user who is disabled before it is sent gets no e-mail; the notice stays', async () => {
    const other = await app.person('acme', 'MEMBER');
    server.refusal = 451;
    await revokeSomething(app, other);
    await app.app.background.deliver();
    await asAdmin(app, 'POST', `${usersPath}/${other.userId}/disable`);
    server.refusal = undefined;
    app.clock.advance(60_000);
    await app.app.background.deliver();
    assert.deepEqual(server.arrived, []);
    const left = await app.app.database.reader
      .selectFrom('notices')
      .select('id')
      .where('userId', '=', other.userId)
      .execute();
    assert.equal(left.length, 1);
  });

  test('the mail server’s password is in no log line and no table of the outbox', async () => {
    const rows = await app.app.database.reader.selectFrom('deliveries').selectAll().execute();
    for (const text of [app.logs.join(''), JSON.stringify(rows)]) assert.ok(!text.includes('swordfish'));
  });

  test('without SMTP_URL nothing is put into the outbox', async () => {
    const quiet = await TestApp.start(kind);
    try {
      await revokeSomething(quiet, await quiet.person('acme', 'MEMBER'));
      assert.deepEqual(await quiet.app.database.reader.selectFrom('deliveries').selectAll().execute(), []);
    } finally {
      await quiet.close();
    }
  });

  test('a mail server that hangs slows no request', async (t) => {
    withoutLimits(t);
    const connections: Socket[] = [];
    const silent = createServer((connection) => void connections.push(connection)).listen(0, '127.0.0.1');
    await once(silent, 'listening');
    const { port } = silent.address() as AddressInfo;
    // The limits of nodemailer’s own steps, in milliseconds: a day.
    const smtpUrl = `smtp://127.0.0.1:${port}?greetingTimeout=86400000&socketTimeout=86400000`;
    const waiting = await TestApp.start(kind, { config: { smtpUrl } });
    try {
      const owner = await waiting.person('acme', 'MEMBER');
      await revokeSomething(waiting, owner);
      await eventually(() => connections.length === 1);
      assert.equal((await noticesOf(waiting, owner)).length, 1);
    } finally {
      for (const connection of connections) connection.destroy();
      await waiting.close();
      silent.close();
    }
  });

  test('a mail server that is dead loses no notice, not even across a restart', async () => {
    const place = await createDatabase(kind);
    const dead = await MailServer.start();
    const { port } = dead;
    await dead.close();
    const config = { smtpUrl: `smtp://127.0.0.1:${port}` };
    const first = await TestApp.start(kind, { database: place, config });
    const owner = await first.person('acme', 'MEMBER');
    await revokeSomething(first, owner);
    assert.equal((await noticesOf(first, owner)).length, 1);
    await first.app.background.deliver();
    await first.close();

    const risen = await MailServer.start(port);
    const second = await TestApp.start(kind, { database: place, config });
    try {
      assert.deepEqual(risen.arrived, []);
      second.clock.advance(60_000);
      await second.app.background.deliver();
      assert.deepEqual(
        risen.arrived.map(({ to }) => to),
        [[owner.email]],
      );
    } finally {
      await second.close();
      await risen.close();
      await place.drop();
    }
  });
});
