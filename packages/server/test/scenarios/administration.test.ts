/**
 * Administration through HTTP, beyond what document 000 promises (test/acceptance/000): listings over both kinds of
 * credential, what a revocation leaves behind, and who may not reach any of it.
 */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { answerOf, keysPath, missingId, patsPath, present, refused, revoke } from '../acceptance/002/calls.ts';
import { allOperations, minuteMs } from '../acceptance/002/subjects.ts';
import {
  asAdmin,
  credentialsPath,
  idsFound,
  listAsAdmin,
  noticesOf,
  noticesPath,
  revokeAsAdmin,
  setName,
  usersPath,
} from '../acceptance/administration-calls.ts';
import { deleteToken, instantIn } from '../acceptance/token-calls.ts';
import { type Minted, onEachDatabase, sharedApp, type TestApp } from '../harness.ts';

const administrative = allOperations.filter(({ needs }) => needs === 'instance-admin');
const newestFirst = (minted: readonly Minted[]) => minted.map(({ id }) => id).reverse();

/** The pages of a listing, each as its ids, asked for one after another. */
async function pagesOf(
  app: TestApp,
  path: string,
  query: Readonly<Record<string, string>>,
  betweenPages: () => Promise<unknown> = async () => undefined,
): Promise<string[][]> {
  const pages: string[][] = [];
  for (let cursor: string | null = ''; cursor !== null; ) {
    const asked = new URLSearchParams({ ...query, ...(cursor === '' ? {} : { cursor }) });
    const { data, nextCursor } = await asAdmin(app, 'GET', `${path}?${asked}`);
    pages.push(data.map(({ id }: Minted) => id));
    assert.ok(pages.length < 50, 'the listing ends');
    cursor = nextCursor;
    await betweenPages();
  }
  return pages;
}

/** The audit events about a target, oldest first. */
function eventsAbout(app: TestApp, targetId: string) {
  return app.changes().where('targetId', '=', targetId).execute();
}

onEachDatabase('Administration', (kind) => {
  const start = sharedApp(kind);

  describe('listing credentials', () => {
    it('pages go through both kinds, newest first, each credential once, while new ones come', async () => {
      const app = await start();
      const { projectId } = await app.tenant('paged');
      const person = await app.person('paged', 'MEMBER');
      const minted: Minted[] = [];
      for (let count = 0; count < 4; count += 1) {
        minted.push(await app.apiKey(projectId, ['keys.read']), await app.pat(person, ['keys.read']));
      }
      const query = { organization: 'paged', limit: '3' };
      const own = new Set(minted.map(({ id }) => id));
      const pages = await pagesOf(app, credentialsPath, query, () => app.pat(person, ['keys.read']));
      assert.deepEqual(
        pages.map(({ length }) => length),
        [3, 3, 2],
      );
      assert.deepEqual(pages.flat(), newestFirst(minted));
      assert.equal(pages.flat().filter((id) => own.has(id)).length, 8);
    });

    it('the last page says that there is no other, also where it is full; a cursor of nobody’s is refused', async () => {
      const app = await start();
      const { userId, ...person } = await app.person('acme', 'MEMBER');
      const minted = [];
      for (let count = 0; count < 4; count += 1) minted.push(await app.pat({ userId, ...person }, ['keys.read']));
      const [newest = '', second = '', third = '', oldest = ''] = newestFirst(minted);
      assert.deepEqual(await pagesOf(app, credentialsPath, { userId, limit: '2' }), [
        [newest, second],
        [third, oldest],
      ]);
      const reply = await app.call('GET', `${credentialsPath}?cursor=bm9ib2R5`, await app.admin());
      assert.match(JSON.stringify(refused(reply, 400, 'VALIDATION_FAILED')), /"path":"cursor"/);
    });

    it('filters that are combined must all hold', async () => {
      const app = await start();
      const { projectId } = await app.tenant('combined');
      const person = await app.person('combined', 'MEMBER');
      const expiresAt = instantIn(app, minuteMs);
      const made = {
        plain: await app.pat(person, ['keys.read'], { name: 'alpha' }),
        revoked: await app.pat(person, ['keys.read'], { name: 'alpha' }),
        expired: await app.pat(person, ['keys.read'], { name: 'alpha', expiresAt }),
        both: await app.pat(person, ['keys.read'], { name: 'alpha', expiresAt }),
        otherName: await app.pat(person, ['keys.read'], { name: 'beta' }),
        key: await app.apiKey(projectId, ['keys.read'], { name: 'alpha' }),
      };
      for (const { id } of [made.revoked, made.both]) await revokeAsAdmin(app, id, 'combined');
      app.clock.advance(minuteMs);
      const within = { organization: 'combined', search: 'ALPHA' };
      const found = (query: object) => idsFound(app, { ...within, ...query });
      assert.deepEqual(await found({ revoked: 'false', expired: 'false' }), [made.key.id, made.plain.id]);
      assert.deepEqual(await found({ revoked: 'false', expired: 'false', kind: 'pat' }), [made.plain.id]);
      assert.deepEqual(await found({ revoked: 'true', expired: 'true' }), [made.both.id]);
      assert.deepEqual(await found({ revoked: 'true', expired: 'false' }), [made.revoked.id]);
      assert.deepEqual(await found({ revoked: 'false', expired: 'true' }), [made.expired.id]);
      assert.deepEqual(await found({ kind: 'api-key', userId: person.userId }), []);
      const { createdAt } = made.expired.reply;
      const times = { createdAfter: createdAt, kind: 'pat', usedBefore: instantIn(app, 0), revoked: 'false' };
      assert.deepEqual(await found(times), [made.expired.id]);
      const ending = { expires: 'true', kind: 'pat', revoked: 'false' };
      assert.deepEqual(await found(ending), [made.expired.id]);
      assert.deepEqual(await found({ expires: 'false' }), [made.key.id, made.revoked.id, made.plain.id]);
      assert.deepEqual(await found({ revoked: 'false', expiresBefore: instantIn(app, 0) }), [made.expired.id]);
      assert.deepEqual(await found({ revoked: 'false', expiresBefore: made.expired.reply.expiresAt }), []);
    });

    it('paging keeps to the filters', async () => {
      const app = await start();
      const person = await app.person('acme', 'MEMBER');
      const named: Minted[] = [];
      for (let count = 0; count < 5; count += 1) {
        named.push(await app.pat(person, ['keys.read'], { name: 'paged and filtered' }));
        await app.pat(person, ['keys.read'], { name: 'another' });
      }
      const pages = await pagesOf(app, credentialsPath, { search: 'paged and', limit: '2' });
      assert.deepEqual(pages.flat(), newestFirst(named));
      assert.equal(pages.length, 3);
    });

    it('deleted ones are listed and say when they were deleted; others say that they were not', async () => {
      const app = await start();
      const person = await app.person('acme', 'MEMBER');
      const [deleted, revoked, live] = [
        await app.pat(person, ['keys.read']),
        await app.pat(person, ['keys.read']),
        await app.pat(person, ['keys.read']),
      ];
      await deleteToken(app, person, deleted.id);
      await revoke(app, `${patsPath}/${revoked.id}`, person);
      const listed = await listAsAdmin(app, { userId: person.userId });
      const shown = listed.map((one: Record<string, unknown>) => [
        one.id,
        one.deletedAt !== null,
        one.revokedAt !== null,
      ]);
      assert.deepEqual(shown, [
        [live.id, false, false],
        [revoked.id, false, true],
        [deleted.id, true, true],
      ]);
    });

    it('an API key is listed with its project and who made it, and has its hash in the detail', async () => {
      const app = await start();
      const { organizationId, projectId } = await app.tenant('keys-listed');
      const person = await app.person('keys-listed', 'ADMIN');
      const { id, prefix } = await app.apiKey(projectId, ['keys.read'], {}, person);
      const [listed] = await listAsAdmin(app, { organization: 'keys-listed', kind: 'api-key' });
      const { kind: shownKind, project, user, createdBy } = listed;
      assert.deepEqual(
        { id: listed.id, prefix: listed.prefix, kind: shownKind, project, user, createdBy },
        {
          id,
          prefix,
          kind: 'api-key',
          project: { id: projectId, name: 'main', organizationId },
          user: null,
          createdBy: person.userId,
        },
      );
      const { secretHash } = await asAdmin(app, 'GET', `${credentialsPath}/${id}`);
      assert.match(secretHash, /^\$argon2id\$/);
    });
  });

  describe('listing users', () => {
    it('users are paged and found by name, e-mail address and whether they are disabled', async () => {
      const app = await start();
      const people = [];
      for (const name of ['Un_derscore', 'Un%percent', 'Unremarkable']) {
        const person = await app.person('acme', 'MEMBER');
        await setName(app, person, `${name} Searched`);
        people.push(person);
      }
      const [first, second, third] = people.map(({ userId }) => userId);
      assert.deepEqual(await pagesOf(app, usersPath, { search: 'searched', limit: '2' }), [[third, second], [first]]);
      assert.deepEqual(await idsFound(app, { search: 'un_' }, usersPath), [first]);
      assert.deepEqual(await idsFound(app, { search: 'un%' }, usersPath), [second]);
      assert.deepEqual(await idsFound(app, { search: people[2]?.email ?? '' }, usersPath), [third]);
      await asAdmin(app, 'POST', `${usersPath}/${second}/disable`);
      assert.deepEqual(await idsFound(app, { search: 'searched', disabled: 'true' }, usersPath), [second]);
      assert.deepEqual(await idsFound(app, { search: 'searched', disabled: 'false' }, usersPath), [third, first]);
    });
  });

  describe('who administers', () => {
    it('no operation of administration takes a PAT or an API key, not even of an administrator with every scope', async () => {
      const app = await start();
      const { body } = await present(app, (await app.admin()).authorization);
      const scopes = body.grantable.pat;
      const pat = await app.pat(await app.admin(), scopes);
      const key = await app.apiKey(app.projectId, scopes);
      assert.ok(administrative.length >= 9);
      for (const { id, method, path } of administrative) {
        const url = path.replaceAll(/\{(\w+)\}/g, missingId);
        for (const { authorization } of [pat, key]) {
          const reply = await app.call(method, url, { authorization });
          assert.deepEqual(refused(reply, 403, 'CREDENTIAL_KIND_REFUSED'), { accepts: ['session'] }, id);
        }
      }
    });

    it('an OWNER of an organization is no administrator of the instance, not even over its own members', async () => {
      const app = await start();
      await app.tenant('owned');
      const [owner, member] = [await app.person('owned', 'OWNER'), await app.person('owned', 'MEMBER')];
      const { id, authorization } = await app.pat(member, ['keys.read']);
      for (const { id: name, method, path, body } of administrative) {
        const url = path
          .replace('{credentialId}', id)
          .replace('{userId}', member.userId)
          .replace('{organization}', 'owned');
        const request = { authorization: owner.authorization, ...(body === null ? {} : { body: {} }) };
        const reply = await app.call(method, url, request);
        assert.deepEqual([reply.status, reply.body.error.code], [403, 'FORBIDDEN'], name);
      }
      assert.equal((await present(app, authorization)).status, 200);
    });

    it('what does not exist is not found, and nobody disables themselves', async () => {
      const app = await start();
      const { authorization, userId } = await app.admin();
      const body = { reason: 'x' };
      const attempts = [
        await app.call('GET', `${credentialsPath}/${missingId}`, { authorization }),
        await app.call('POST', `${credentialsPath}/${missingId}/revoke`, { authorization, body }),
        await app.call('POST', `${usersPath}/${missingId}/revoke-credentials`, { authorization, body }),
        await app.call('POST', `${usersPath}/${missingId}/disable`, { authorization }),
        await app.call('POST', `${usersPath}/${missingId}/enable`, { authorization }),
      ];
      for (const reply of attempts) refused(reply, 404, 'NOT_FOUND');
      refused(await app.call('POST', `${usersPath}/${userId}/disable`, { authorization }), 409, 'CONFLICT');
      assert.equal((await present(app, authorization)).status, 200);
    });
  });

  describe('revoking', () => {
    it('a second revocation changes nothing: the first reason and time stay, with one notice and one event', async () => {
      const app = await start();
      const person = await app.person('acme', 'MEMBER');
      const { id } = await app.pat(person, ['keys.read']);
      const once = await revokeAsAdmin(app, id, 'the first reason');
      app.clock.advance(1000);
      const twice = await revokeAsAdmin(app, id, 'a second reason');
      assert.deepEqual(twice, once);
      assert.deepEqual([once.revokedReason, once.revokedBy], ['the first reason', (await app.admin()).userId]);
      const path = `${usersPath}/${person.userId}/revoke-credentials`;
      assert.deepEqual(await asAdmin(app, 'POST', path, { reason: 'a third' }), { revoked: 0 });
      await deleteToken(app, person, id);
      const { revokedAt, revokedBy, revokedReason, deletedAt } = await asAdmin(app, 'GET', `${credentialsPath}/${id}`);
      assert.deepEqual([revokedAt, revokedBy, revokedReason], [once.revokedAt, once.revokedBy, once.revokedReason]);
      assert.notEqual(deletedAt, null);
      assert.equal((await noticesOf(app, person)).length, 1);
      const actions = (await eventsAbout(app, id)).map(({ action }) => action);
      assert.deepEqual(actions, ['pat.mint', 'credential.revoke', 'pat.delete']);
    });

    it('what its owner revoked is not said to be revoked by an administrator who comes later', async () => {
      const app = await start();
      const person = await app.person('acme', 'MEMBER');
      const { id } = await app.pat(person, ['keys.read']);
      await revoke(app, `${patsPath}/${id}`, person);
      const { revokedBy, revokedReason } = await revokeAsAdmin(app, id, 'too late');
      assert.deepEqual([revokedBy, revokedReason], [person.userId, null]);
      assert.deepEqual(await noticesOf(app, person), []);
    });

    it('an API key is refused on the next request, and whoever made it is told', async () => {
      const app = await start();
      const person = await app.person('acme', 'ADMIN');
      const { id, authorization } = await app.apiKey(app.projectId, ['keys.read'], { name: 'CI publisher' }, person);
      assert.equal((await present(app, authorization)).status, 200);
      await revokeAsAdmin(app, id, 'leaked');
      refused(await present(app, authorization), 401, 'CREDENTIAL_REVOKED');
      const [{ message, credentialId }] = await noticesOf(app, person);
      assert.equal(credentialId, id);
      assert.match(message, /API key “CI publisher” was revoked.* leaked$/);
    });

    it('revoking all PATs of a user leaves the API keys that they made', async () => {
      const app = await start();
      const person = await app.person('acme', 'ADMIN');
      const pat = await app.pat(person, ['keys.read']);
      const key = await app.apiKey(app.projectId, ['keys.read'], {}, person);
      const path = `${usersPath}/${person.userId}/revoke-credentials`;
      assert.deepEqual(await asAdmin(app, 'POST', path, { reason: 'x' }), { revoked: 1 });
      refused(await present(app, pat.authorization), 401, 'CREDENTIAL_REVOKED');
      assert.equal((await present(app, key.authorization)).status, 200);
    });

    it('disabled, a user’s PATs are refused and the API keys that they made go on', async () => {
      const app = await start();
      const person = await app.person('acme', 'ADMIN');
      const pat = await app.pat(person, ['keys.read']);
      const key = await app.apiKey(app.projectId, ['keys.read'], {}, person);
      await asAdmin(app, 'POST', `${usersPath}/${person.userId}/disable`);
      refused(await present(app, pat.authorization), 401, 'OWNER_DISABLED');
      assert.equal((await present(app, key.authorization)).status, 200);
    });
  });

  describe('audit events', () => {
    it('each act of an administrator leaves one event: who, what, on whom, why, from where', async () => {
      const app = await start();
      const admin = await app.admin();
      const person = await app.person('acme', 'MEMBER');
      const [one, two] = [await app.pat(person, ['keys.read']), await app.pat(person, ['keys.read'])];
      await revokeAsAdmin(app, one.id, 'leaked');
      const userPath = `${usersPath}/${person.userId}`;
      await asAdmin(app, 'POST', `${userPath}/revoke-credentials`, { reason: 'laptop stolen' });
      for (const act of ['disable', 'disable', 'enable', 'enable']) await asAdmin(app, 'POST', `${userPath}/${act}`);

      const byAdmin = ({ actorUserId }: { actorUserId: string | null }) => actorUserId === admin.userId;
      const onUser = (await eventsAbout(app, person.userId)).filter(byAdmin).slice(-3);
      assert.deepEqual(
        onUser.map(({ action, targetKind, path, status }) => [action, targetKind, path, status]),
        [
          ['user.revoke', 'user', `${userPath}/revoke-credentials`, 200],
          ['user.disable', 'user', `${userPath}/disable`, 200],
          ['user.enable', 'user', `${userPath}/enable`, 200],
        ],
      );
      assert.deepEqual(JSON.parse(onUser[0]?.details ?? ''), { revoked: [two.id], reason: 'laptop stolen' });

      const [, revoked] = await eventsAbout(app, one.id);
      assert.deepEqual(
        [revoked?.action, revoked?.targetKind, revoked?.actorKind, revoked?.actorUserId, revoked?.address],
        ['credential.revoke', 'pat', 'session', admin.userId, '127.0.0.1'],
      );
      assert.equal(JSON.parse(revoked?.details ?? '').reason, 'leaked');
      const text = JSON.stringify([...onUser, revoked]);
      for (const { secret } of [one, two]) assert.ok(!text.includes(secret.slice(-43)));
    });

    it('marking a notice as read leaves an event; listings and details leave none', async () => {
      const app = await start();
      const person = await app.person('acme', 'MEMBER');
      const { id } = await app.pat(person, ['keys.read']);
      await revokeAsAdmin(app, id, 'leaked');
      const [notice] = await noticesOf(app, person);
      const before = (await eventsAbout(app, id)).length;
      await listAsAdmin(app, { userId: person.userId });
      await asAdmin(app, 'GET', `${credentialsPath}/${id}`);
      assert.equal((await eventsAbout(app, id)).length, before);
      const { authorization } = person;
      await app.call('POST', `${noticesPath}/${notice.id}/read`, { authorization });
      const events = await eventsAbout(app, notice.id);
      assert.deepEqual(
        events.map(({ action, actorUserId }) => [action, actorUserId]),
        [['notice.set', person.userId]],
      );
    });

    it('a refused act leaves no event and no notice', async () => {
      const app = await start();
      const [owner, person] = [await app.person('acme', 'OWNER'), await app.person('acme', 'MEMBER')];
      const { id } = await app.pat(person, ['keys.read']);
      const { authorization } = owner;
      const reply = await app.call('POST', `${credentialsPath}/${id}/revoke`, { authorization, body: { reason: 'x' } });
      refused(reply, 403, 'FORBIDDEN');
      const actions = (await eventsAbout(app, id)).map(({ action }) => action);
      assert.deepEqual(actions, ['pat.mint']);
      assert.deepEqual(await noticesOf(app, person), []);
    });
  });

  describe('notices', () => {
    it('somebody else’s notice cannot be told from one that does not exist, and stays unread', async () => {
      const app = await start();
      const [person, other] = [await app.person('acme', 'MEMBER'), await app.person('acme', 'OWNER')];
      await revokeAsAdmin(app, (await app.pat(person, ['keys.read'])).id, 'leaked');
      const [notice] = await noticesOf(app, person);
      for (const reader of [other, await app.admin()]) {
        const { authorization } = reader;
        const theirs = await app.call('POST', `${noticesPath}/${notice.id}/read`, { authorization });
        refused(theirs, 404, 'NOT_FOUND');
        const missing = await app.call('POST', `${noticesPath}/${missingId}/read`, { authorization });
        assert.deepEqual(answerOf(theirs), answerOf(missing));
      }
      assert.deepEqual(await noticesOf(app, person), [notice]);
      assert.deepEqual(await noticesOf(app, other), []);
    });

    it('notices are paged, newest first', async () => {
      const app = await start();
      const person = await app.person('acme', 'MEMBER');
      for (const name of ['first', 'second', 'third']) {
        const { id } = await app.pat(person, ['keys.read'], { name });
        await revokeAsAdmin(app, id, 'leaked');
      }
      const { authorization } = person;
      const first = await app.call('GET', `${noticesPath}?limit=2`, { authorization });
      const rest = await app.call('GET', `${noticesPath}?limit=2&cursor=${first.body.nextCursor}`, { authorization });
      const messages: string[] = [...first.body.data, ...rest.body.data].map(({ message }) => message);
      assert.deepEqual(
        messages.map((message) => /“(\w+)”/.exec(message)?.[1]),
        ['third', 'second', 'first'],
      );
      assert.equal(rest.body.nextCursor, null);
    });

    it('only a signed-in person reads notices: a PAT and an API key are refused', async () => {
      const app = await start();
      const { body } = await present(app, (await app.admin()).authorization);
      const credentials = [
        await app.pat(await app.admin(), body.grantable.pat),
        await app.apiKey(app.projectId, body.grantable.pat),
      ];
      for (const { authorization } of credentials) {
        refused(await app.call('GET', noticesPath, { authorization }), 403, 'CREDENTIAL_KIND_REFUSED');
      }
    });

    it('a project’s key that a fellow member revokes is told to whoever made it, without a reason', async () => {
      const app = await start();
      const [maker, fellow] = [await app.person('acme', 'ADMIN'), await app.person('acme', 'ADMIN')];
      const { id } = await app.apiKey(app.projectId, ['keys.read'], { name: 'shared' }, maker);
      await revoke(app, `${keysPath(app.projectId)}/${id}`, fellow);
      const [{ message }] = await noticesOf(app, maker);
      assert.equal(message, 'Your API key “shared” was revoked by somebody else.');
    });
  });
});
