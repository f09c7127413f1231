/** What administrators do about tokens and users, and what these are told: the end of document 000. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { type DatabaseKind, TestApp } from '../../harness.ts';
import { MailServer } from '../../mail-server.ts';
import { addWebhook } from '../../scenarios/webhooks/calls.ts';
import { Receiver, verifies } from '../../webhook-receiver.ts';
import { present, refused } from '../002/calls.ts';
import { instant, type Start } from '../002/subjects.ts';
import {
  asAdmin,
  credentialsPath,
  idsFound,
  listAsAdmin,
  noticesOf,
  noticesPath,
  revokeAsAdmin,
  usersPath,
} from '../administration-calls.ts';
import { deleteToken, faultsOf, listTokens, mintToken } from '../token-calls.ts';

export function revokingTokens(kind: DatabaseKind, start: Start): void {
  describe('revoking a token', () => {
    it('a token that an administrator revokes is refused from the next request on, fifty times out of fifty', async () => {
      const app = await start();
      for (let round = 0; round < 5; round += 1) {
        const person = await app.person('acme', 'Contributor');
        for (let count = 0; count < 10; count += 1) {
          const { id, authorization } = await mintToken(app, person);
          assert.equal((await present(app, authorization)).status, 200);
          await revokeAsAdmin(app, id, 'leaked');
          refused(await present(app, authorization), 403, 'CREDENTIAL_REVOKED');
        }
      }
    });

    it('its user is told in a notice which token was revoked and why', async () => {
      const app = await start();
      const [person, other] = [await app.person('acme', 'Contributor'), await app.person('acme', 'Contributor')];
      const { id } = await mintToken(app, person, { name: 'laptop' });
      await mintToken(app, person, { name: 'desktop' });
      assert.deepEqual(await noticesOf(app, person), []);
      await revokeAsAdmin(app, id, 'It was found in a public repository.');
      const notices = await noticesOf(app, person);
      assert.equal(notices.length, 1);
      const { id: noticeId, createdAt, message, ...rest } = notices[0];
      assert.deepEqual(rest, { kind: 'credential-revoked', credentialId: id, projectId: null, readAt: null });
      assert.match(message, /“laptop” was revoked/);
      assert.match(message, /It was found in a public repository\.$/);
      assert.match(noticeId, /^[0-9A-HJKMNP-TV-Z]{26}$/);
      assert.match(createdAt, instant);
      assert.deepEqual(await noticesOf(app, other), []);
    });

    it('its user is told by e-mail as well, where a mail server is set: which token, and why', async () => {
      const server = await MailServer.start();
      const app = await TestApp.start(kind, { platform: 'pontoon', config: { smtpUrl: server.url } });
      try {
        const person = await app.person('acme', 'Contributor');
        const { id } = await mintToken(app, person, { name: 'laptop' });
        await revokeAsAdmin(app, id, 'It was found in a public repository.');
        await app.app.background.deliver();
        assert.deepEqual(
          server.arrived.map(({ to }) => to),
          [[person.email]],
        );
        for (const body of [server.arrived[0]?.text, server.arrived[0]?.html]) {
          assert.match(
            body ?? '',
            /“laptop” was revoked by somebody else\. Reason: It was found in a public repository\./,
          );
        }
      } finally {
        await app.close();
        await server.close();
      }
    });

    it('a webhook of the instance is told as well, signed', async () => {
      const app = await start();
      const receiver = await Receiver.start();
      try {
        const { secret, id: webhookId } = await addWebhook(app, receiver.url, ['credential-revoked']);
        const person = await app.person('acme', 'Contributor');
        const { id } = await mintToken(app, person);
        await revokeAsAdmin(app, id, 'leaked');
        await app.app.background.deliver();
        const [received] = receiver.received;
        assert.ok(received !== undefined && verifies(secret, received));
        assert.equal(received.event.type, 'credential.revoked');
        assert.equal(received.event.data.credential.id, id);
        assert.equal(received.event.data.reason, 'leaked');
        const { authorization } = await app.admin();
        await app.call('DELETE', `/api/v1/admin/webhooks/${webhookId}`, { authorization });
      } finally {
        await receiver.close();
      }
    });

    it('its user’s list shows it as revoked, and their other tokens as they were', async () => {
      const app = await start();
      const person = await app.person('acme', 'Contributor');
      const [doomed, kept] = [await mintToken(app, person), await mintToken(app, person)];
      const { revokedAt } = await revokeAsAdmin(app, doomed.id, 'leaked');
      assert.match(revokedAt, instant);
      const shown = (await listTokens(app, person)).map(({ id, revoked_at }: { id: string; revoked_at: string }) => [
        id,
        revoked_at,
      ]);
      assert.deepEqual(shown, [
        [kept.id, null],
        [doomed.id, revokedAt],
      ]);
      assert.equal((await present(app, kept.authorization)).status, 200);
    });

    it('a notice is read once it is marked as read, and stays listed; marking it again changes nothing', async () => {
      const app = await start();
      const person = await app.person('acme', 'Contributor');
      const { id } = await mintToken(app, person);
      await revokeAsAdmin(app, id, 'leaked');
      const [unread] = await noticesOf(app, person);
      const { authorization } = person;
      const marked = await app.call('POST', `${noticesPath}/${unread.id}/read`, { authorization });
      assert.equal(marked.status, 200, marked.text);
      assert.match(marked.body.readAt, instant);
      assert.deepEqual(marked.body, { ...unread, readAt: marked.body.readAt });
      app.clock.advance(1000);
      const again = await app.call('POST', `${noticesPath}/${unread.id}/read`, { authorization });
      assert.deepEqual(again.body, marked.body);
      assert.deepEqual(await noticesOf(app, person), [marked.body]);
    });

    it('nobody is told of a token that they revoke or delete themselves, not even an administrator', async () => {
      const app = await start();
      const [person, admin] = [await app.person('acme', 'Contributor'), await app.admin()];
      await deleteToken(app, person, (await mintToken(app, person)).id);
      assert.deepEqual(await noticesOf(app, person), []);
      await revokeAsAdmin(app, (await mintToken(app, admin)).id, 'my own');
      assert.deepEqual(await noticesOf(app, admin), []);
    });

    it('an administrator must give a reason', async () => {
      const app = await start();
      const { id, authorization } = await mintToken(app, await app.person('acme', 'Contributor'));
      const admin = await app.admin();
      const path = `${credentialsPath}/${id}/revoke`;
      const revokeWith = (body: object) => app.call('POST', path, { authorization: admin.authorization, body });
      assert.deepEqual(faultsOf(await revokeWith({})), [['reason', 'REQUIRED']]);
      assert.deepEqual(faultsOf(await revokeWith({ reason: '' })), [['reason', 'TOO_SHORT']]);
      assert.equal((await present(app, authorization)).status, 200);
    });

    it('all tokens of a user are revoked at once, each with a notice; those of others are not', async () => {
      const app = await start();
      const [person, other] = [await app.person('acme', 'Contributor'), await app.person('acme', 'Contributor')];
      const theirs = await mintToken(app, other);
      const before = await mintToken(app, person, { name: 'revoked before' });
      await revokeAsAdmin(app, before.id, 'leaked');
      const [one, two] = [await mintToken(app, person, { name: 'one' }), await mintToken(app, person, { name: 'two' })];
      for (const { authorization } of [one, two]) assert.equal((await present(app, authorization)).status, 200);
      const path = `${usersPath}/${person.userId}/revoke-credentials`;
      assert.deepEqual(await asAdmin(app, 'POST', path, { reason: 'laptop stolen' }), { revoked: 2 });
      for (const { authorization } of [one, two]) {
        refused(await present(app, authorization), 403, 'CREDENTIAL_REVOKED');
      }
      assert.equal((await present(app, theirs.authorization)).status, 200);
      const told: { credentialId: string; message: string }[] = await noticesOf(app, person);
      assert.equal(told.length, 3);
      for (const [{ id }, name] of [[one, 'one'] as const, [two, 'two'] as const]) {
        const { message = '' } = told.find(({ credentialId }) => credentialId === id) ?? {};
        assert.match(message, new RegExp(`“${name}” was revoked.* laptop stolen$`));
      }
      const reasons = (await listAsAdmin(app, { userId: person.userId })).map(
        ({ revokedReason }: { revokedReason: string }) => revokedReason,
      );
      assert.deepEqual(reasons, ['laptop stolen', 'laptop stolen', 'leaked']);
      assert.deepEqual(await asAdmin(app, 'POST', path, { reason: 'again' }), { revoked: 0 });
    });
  });
}

export function disablingUsers(start: Start): void {
  describe('disabling a user', () => {
    it('the tokens and sessions of a user who is disabled are refused from the next request on', async () => {
      const app = await start();
      const person = await app.person('acme', 'Contributor');
      const { authorization } = await mintToken(app, person);
      assert.equal((await present(app, authorization)).status, 200);
      const disabled = await asAdmin(app, 'POST', `${usersPath}/${person.userId}/disable`);
      assert.match(disabled.disabledAt, instant);
      refused(await present(app, authorization), 403, 'OWNER_DISABLED');
      const session = await present(app, person.authorization);
      assert.deepEqual([session.status, session.headers.get('www-authenticate')], [403, null]);
      const { email, password } = person;
      const signIn = await app.call('POST', '/api/v1/auth/login', { body: { email, password } });
      assert.equal(signIn.status, 403, signIn.text);
      assert.deepEqual(await idsFound(app, { disabled: 'true', search: email }, usersPath), [person.userId]);
    });

    it('once enabled again, a user signs in, and tokens that were not revoked work', async () => {
      const app = await start();
      const person = await app.person('acme', 'Contributor');
      const [kept, revoked] = [await mintToken(app, person), await mintToken(app, person)];
      await asAdmin(app, 'POST', `${usersPath}/${person.userId}/disable`);
      await revokeAsAdmin(app, revoked.id, 'leaked');
      refused(await present(app, kept.authorization), 403, 'OWNER_DISABLED');
      const enabled = await asAdmin(app, 'POST', `${usersPath}/${person.userId}/enable`);
      assert.equal(enabled.disabledAt, null);
      assert.equal((await present(app, kept.authorization)).status, 200);
      refused(await present(app, revoked.authorization), 403, 'CREDENTIAL_REVOKED');
      const signedInAgain = await app.signIn(person.email, person.password);
      assert.equal((await listTokens(app, signedInAgain)).length, 2);
    });
  });
}
