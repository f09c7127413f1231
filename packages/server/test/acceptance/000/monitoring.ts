/** What administrators see of tokens: document 000, “Admin Usage”. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { eventually, present, refused, secretHalf } from '../002/calls.ts';
import { allOperations, instant, minuteMs, type Start } from '../002/subjects.ts';
import {
  asAdmin,
  credentialsPath,
  idsFound,
  listAsAdmin,
  revokeAsAdmin,
  setName,
  usersPath,
  useToken,
} from '../administration-calls.ts';
import { deleteToken, instantIn, mintToken } from '../token-calls.ts';

const administrative = allOperations.filter(({ needs, tag }) => needs === 'instance-admin' && tag === 'Administration');

export function seeingTokens(start: Start): void {
  describe('what administrators see', () => {
    it('administrators see each token with its user, its times and how it ended', async () => {
      const app = await start();
      const person = await app.person('acme', 'Translator');
      await setName(app, person, 'Zora Neale');
      const { id, prefix, reply, authorization } = await mintToken(app, person, { name: 'laptop', note: 'for me' });
      const query = { userId: person.userId };
      const seen = {
        id,
        prefix,
        name: 'laptop',
        note: 'for me',
        scopes: [],
        level: 'full',
        projectIds: [],
        allowedNetworks: [],
        rateLimitPolicyId: null,
        legacy: false,
        expiresAt: reply.expires_at,
        lastUsedAt: null,
        revokedAt: null,
        createdAt: reply.created_at,
        kind: 'pat',
        user: { id: person.userId, email: person.email, name: 'Zora Neale' },
        project: null,
        createdBy: person.userId,
        lastUsedAddress: null,
        revokedBy: null,
        revokedReason: null,
        deletedAt: null,
      };
      assert.deepEqual(await listAsAdmin(app, query), [seen]);

      assert.equal((await useToken(app, authorization)).status, 200);
      const readUsed = async () => (await listAsAdmin(app, query))[0];
      const used = await eventually(readUsed, ({ lastUsedAt }) => lastUsedAt !== null);
      assert.match(used.lastUsedAt, instant);
      assert.ok(Date.parse(used.lastUsedAt) >= Date.parse(reply.created_at));
      assert.equal(used.lastUsedAddress, '127.0.0.1');

      await revokeAsAdmin(app, id, 'found in a log');
      const [revoked] = await listAsAdmin(app, query);
      const { userId: adminId } = await app.admin();
      assert.match(revoked.revokedAt, instant);
      assert.deepEqual(revoked, {
        ...used,
        revokedAt: revoked.revokedAt,
        revokedBy: adminId,
        revokedReason: 'found in a log',
      });
    });

    it('one token is shown with the hash of its secret and never with its value; lists show not even the hash', async () => {
      const app = await start();
      const minted = await mintToken(app, await app.person('acme', 'Translator'));
      const shown = await asAdmin(app, 'GET', `${credentialsPath}/${minted.id}`);
      assert.match(shown.secretHash, /^\$argon2id\$v=19\$m=\d+,t=\d+,p=\d+\$[^$]+\$[^$]+$/);
      const verified = await app.app.people.argon2.verify('test', shown.secretHash, secretHalf(minted));
      assert.deepEqual(verified, { overloaded: false, value: true });
      assert.ok(!JSON.stringify(shown).includes(secretHalf(minted)));
      const [listed] = await listAsAdmin(app, { limit: '1' });
      const { secretHash: _, lastAddresses, ...withoutHash } = shown;
      assert.deepEqual(lastAddresses, []);
      assert.deepEqual(listed, withoutHash);
    });

    it('whoever is no administrator of the instance is refused all of it, whatever their role', async () => {
      const app = await start();
      const person = await app.person('acme', 'Admin');
      const { id, authorization } = await mintToken(app, person);
      assert.ok(administrative.length >= 7);
      for (const { id: name, method, path, body } of administrative) {
        const url = path.replace('{credentialId}', id).replace('{userId}', person.userId);
        const request = { authorization: person.authorization, ...(body === null ? {} : { body: { reason: 'x' } }) };
        const { status, body: answer } = await app.call(method, url, request);
        assert.deepEqual([status, answer.error.code], [403, 'FORBIDDEN'], name);
      }
      assert.equal((await present(app, authorization)).status, 200);
    });

    it('no token gives an administrator’s power, not even an administrator’s own', async () => {
      const app = await start();
      const { id, authorization } = await mintToken(app, await app.admin());
      const body = { reason: 'x' };
      refused(await app.call('GET', credentialsPath, { authorization }), 403, 'CREDENTIAL_KIND_REFUSED');
      const revoke = await app.call('POST', `${credentialsPath}/${id}/revoke`, { authorization, body });
      refused(revoke, 403, 'CREDENTIAL_KIND_REFUSED');
    });
  });

  describe('what administrators filter by', () => {
    it('revoked ones, or only others', async () => {
      const app = await start();
      const person = await app.person('acme', 'Translator');
      const [live, revoked] = [await mintToken(app, person), await mintToken(app, person)];
      await revokeAsAdmin(app, revoked.id, 'no longer needed');
      const { userId } = person;
      assert.deepEqual(await idsFound(app, { userId, revoked: 'true' }), [revoked.id]);
      assert.deepEqual(await idsFound(app, { userId, revoked: 'false' }), [live.id]);
      assert.deepEqual(await idsFound(app, { userId }), [revoked.id, live.id]);
    });

    it('expired ones, or only others', async () => {
      const app = await start();
      const person = await app.person('acme', 'Translator');
      const live = await mintToken(app, person);
      const expired = await mintToken(app, person, { expires_at: instantIn(app, minuteMs) });
      const { userId } = person;
      assert.deepEqual(await idsFound(app, { userId, expired: 'true' }), []);
      app.clock.advance(minuteMs);
      assert.deepEqual(await idsFound(app, { userId, expired: 'true' }), [expired.id]);
      assert.deepEqual(await idsFound(app, { userId, expired: 'false' }), [live.id]);
    });

    it('created since an instant, or before it', async () => {
      const app = await start();
      const person = await app.person('acme', 'Translator');
      const { userId } = person;
      const older = await mintToken(app, person);
      app.clock.advance(minuteMs);
      const newer = await mintToken(app, person);
      const { created_at } = newer.reply;
      assert.deepEqual(await idsFound(app, { userId, createdAfter: created_at }), [newer.id]);
      assert.deepEqual(await idsFound(app, { userId, createdBefore: created_at }), [older.id]);
      const inBerlin = `${new Date(Date.parse(created_at) + 60 * minuteMs).toISOString().slice(0, -1)}+01:00`;
      assert.deepEqual(await idsFound(app, { userId, createdAfter: inBerlin }), [newer.id]);
    });

    it('last used since an instant, or before it or never', async () => {
      const app = await start();
      const person = await app.person('acme', 'Translator');
      const { userId } = person;
      const [used, unused] = [await mintToken(app, person), await mintToken(app, person)];
      assert.equal((await useToken(app, used.authorization)).status, 200);
      const readUse = async () => (await listAsAdmin(app, { userId }))[1].lastUsedAt;
      const lastUsedAt = await eventually(readUse, (at) => at !== null);
      const later = new Date(Date.parse(lastUsedAt) + 1).toISOString();
      assert.deepEqual(await idsFound(app, { userId, usedAfter: lastUsedAt }), [used.id]);
      assert.deepEqual(await idsFound(app, { userId, usedAfter: later }), []);
      assert.deepEqual(await idsFound(app, { userId, usedBefore: lastUsedAt }), [unused.id]);
      assert.deepEqual(await idsFound(app, { userId, usedBefore: later }), [unused.id, used.id]);
    });

    it('the kind: Pontoon has tokens of users and no others', async () => {
      const app = await start();
      const person = await app.person('acme', 'Translator');
      const { userId } = person;
      const { id } = await mintToken(app, person);
      assert.deepEqual(await idsFound(app, { userId, kind: 'pat' }), [id]);
      assert.deepEqual(await idsFound(app, { kind: 'api-key' }), []);
    });

    it('the organization, by slug or id: the tokens of its members', async () => {
      const app = await start();
      const { organizationId } = await app.tenant('mozilla');
      const [inside, outside] = [await app.person('mozilla', 'Translator'), await app.person('acme', 'Translator')];
      const { id } = await mintToken(app, inside);
      await mintToken(app, outside);
      assert.deepEqual(await idsFound(app, { organization: 'mozilla', userId: inside.userId }), [id]);
      assert.deepEqual(await idsFound(app, { organization: organizationId, userId: inside.userId }), [id]);
      assert.deepEqual(await idsFound(app, { organization: 'mozilla', userId: outside.userId }), []);
      assert.deepEqual(await idsFound(app, { organization: 'no-such' }), []);
    });

    it('a filter that means nothing is refused, and named', async () => {
      const app = await start();
      const times = {
        createdAfter: 'yesterday',
        createdBefore: '2016-12-31T23:59:60Z',
        usedAfter: '2026-02-31T00:00:00Z',
      };
      const bad = { revoked: 'perhaps', ...times, kind: 'cookie', colour: 'red' };
      for (const [name, value] of Object.entries(bad)) {
        const query = new URLSearchParams({ [name]: value });
        const reply = await app.call('GET', `${credentialsPath}?${query}`, await app.admin());
        assert.ok(JSON.stringify(refused(reply, 400, 'VALIDATION_FAILED')).includes(name), reply.text);
      }
    });
  });
}

export function searchingTokens(start: Start): void {
  describe('what administrators search by', () => {
    it('part of a token’s name, of its user’s name or of the user’s e-mail address, in any case', async () => {
      const app = await start();
      const [ada, grace] = [await app.person('acme', 'Translator'), await app.person('acme', 'Translator')];
      await setName(app, ada, 'Ada Lovelace');
      await setName(app, grace, 'Grace Hopper');
      const [first, second] = [
        await mintToken(app, ada, { name: 'Nightly export' }),
        await mintToken(app, ada, { name: 'laptop' }),
      ];
      const third = await mintToken(app, grace, { name: 'Weekly import' });
      assert.deepEqual(await idsFound(app, { search: 'nightly EXP' }), [first.id]);
      assert.deepEqual(await idsFound(app, { search: 'lovelace' }), [second.id, first.id]);
      assert.deepEqual(await idsFound(app, { search: grace.email.toUpperCase() }), [third.id]);
      assert.deepEqual(await idsFound(app, { search: grace.email.split('@')[0] ?? '' }), [third.id]);
      assert.deepEqual(await idsFound(app, { search: 'lovelace hopper' }), []);
    });

    it('% and _, ! and \\ and quotes stand for themselves', async () => {
      const app = await start();
      const person = await app.person('acme', 'Translator');
      const { userId } = person;
      const names = ['100% done', '100 done', 'snake_case', 'snakeXcase', 'wow!', 'back\\slash', "it's", 'say "so"'];
      const ids = new Map<string, string>();
      for (const name of names) ids.set(name, (await mintToken(app, person, { name })).id);
      const searches = {
        '0% d': '100% done',
        '%': '100% done',
        _: 'snake_case',
        '!': 'wow!',
        '\\': 'back\\slash',
        "t's": "it's",
        '"so"': 'say "so"',
      };
      for (const [search, name] of Object.entries(searches)) {
        assert.deepEqual(await idsFound(app, { userId, search }), [ids.get(name)], search);
      }
    });

    it('a name beyond ASCII is found like any other, in any case', async () => {
      const app = await start();
      const person = await app.person('acme', 'Translator');
      await setName(app, person, 'Émile Øst');
      const { id } = await mintToken(app, person, { name: 'Über-Token Żółć' });
      for (const search of ['Émile', 'émile', 'øST', 'über-token', 'żółć']) {
        assert.deepEqual(await idsFound(app, { search }), [id], search);
      }
      for (const search of ['Émile', 'øST']) {
        assert.deepEqual(await idsFound(app, { search }, usersPath), [person.userId], search);
      }
    });

    it('a deleted token is found too', async () => {
      const app = await start();
      const person = await app.person('acme', 'Translator');
      const { id } = await mintToken(app, person, { name: 'soon gone' });
      await deleteToken(app, person, id);
      assert.deepEqual(await idsFound(app, { search: 'soon gone' }), [id]);
    });
  });
}
