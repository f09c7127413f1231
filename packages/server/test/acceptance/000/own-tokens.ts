/** A user’s own tokens: document 000, “Creating, Viewing, and Deleting a Personal Access Token”. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { SignedIn, TestApp } from '../../harness.ts';
import { answerOf, missingId, patsPath, present, refused, secretHalf } from '../002/calls.ts';
import { instant, minuteMs, type Start } from '../002/subjects.ts';
import { asAdmin, credentialsPath } from '../administration-calls.ts';
import {
  askForToken,
  dayMs,
  deleteToken,
  faultsOf,
  instantIn,
  listTokens,
  mintToken,
  tokensPath,
} from '../token-calls.ts';

const mostTokens = 10;

/** A user who holds as many tokens as anybody may, oldest first. */
async function holderOfTen(app: TestApp) {
  const holder = await app.person('acme', 'Contributor');
  const tokens = [];
  for (let count = 0; count < mostTokens; count += 1) tokens.push(await mintToken(app, holder));
  return { holder, tokens };
}

/** Asserts that `holder` has room for exactly one more token. */
async function requireRoomForOne(app: TestApp, holder: SignedIn): Promise<void> {
  await mintToken(app, holder);
  refused(await askForToken(app, holder), 409, 'TOKEN_LIMIT_REACHED');
}

export function creatingTokens(start: Start): void {
  describe('creating a token', () => {
    it('a signed-in user generates a token: it has Pontoon’s form, the expiry that was chosen, the whole of their rights', async () => {
      const app = await start();
      const person = await app.person('acme', 'Contributor');
      const expires_at = instantIn(app, 30 * dayMs);
      const minted = await askForToken(app, person, { name: 'laptop', expires_at });
      assert.equal(minted.status, 201, minted.text);
      const { id, token_prefix, token, created_at, ...rest } = minted.body;
      assert.deepEqual(rest, {
        name: 'laptop',
        note: '',
        scopes: [],
        level: 'full',
        project_ids: [],
        allowed_networks: [],
        rate_limit_policy_id: null,
        expires_at,
        last_used_at: null,
        last_used_address: null,
        revoked_at: null,
      });
      assert.match(token, /^pontoon_pat_[a-z0-9]{8}\.[0-9A-Za-z]{43}$/);
      assert.equal(token.split('.')[0], token_prefix);
      assert.match(id, /^[0-9A-HJKMNP-TV-Z]{26}$/);
      assert.match(created_at, instant);
    });

    it('nobody generates a token without being signed in, and a token generates no other', async () => {
      const app = await start();
      const { authorization } = await mintToken(app, await app.person('acme', 'Contributor'));
      const body = { name: 'x', expires_at: instantIn(app, dayMs) };
      refused(await app.call('POST', tokensPath, { body }), 403, 'UNAUTHENTICATED');
      refused(await askForToken(app, { authorization }), 403, 'CREDENTIAL_KIND_REFUSED');
    });

    it('an expiry must be chosen: without one no token is generated, and the answer names the field', async () => {
      const app = await start();
      const person = await app.person('acme', 'Contributor');
      const { authorization } = person;
      for (const expiry of [{ expires_at: undefined }, { expires_at: null }]) {
        assert.deepEqual(faultsOf(await askForToken(app, person, expiry)), [['expires_at', 'REQUIRED']]);
      }
      const byOtherDoor = await app.call('POST', patsPath, { authorization, body: { name: 'x' } });
      assert.deepEqual(faultsOf(byOtherDoor), [['expiresAt', 'REQUIRED']]);
      assert.deepEqual(await listTokens(app, person), []);
    });

    it('an expiry may be chosen up to a year ahead, neither beyond nor in the past', async () => {
      const app = await start();
      const person = await app.person('acme', 'Contributor');
      for (const days of [30, 60, 90, 180, 365]) {
        const expires_at = instantIn(app, days * dayMs);
        assert.equal((await mintToken(app, person, { expires_at })).reply.expires_at, expires_at);
      }
      const beyond = await askForToken(app, person, { expires_at: instantIn(app, 365 * dayMs + minuteMs) });
      assert.deepEqual(faultsOf(beyond), [['expires_at', 'TOO_LATE']]);
      const past = await askForToken(app, person, { expires_at: instantIn(app, -1) });
      assert.deepEqual(faultsOf(past), [['expires_at', 'MUST_BE_FUTURE']]);
    });

    it('a note may be added to a token, and is shown with it', async () => {
      const app = await start();
      const person = await app.person('acme', 'Contributor');
      const { id } = await mintToken(app, person, { note: 'for the nightly export' });
      await mintToken(app, person);
      const [withoutNote, withNote] = await listTokens(app, person);
      assert.equal(withoutNote.note, '');
      assert.deepEqual([withNote.id, withNote.note], [id, 'for the nightly export']);
    });

    it('a user holds up to ten tokens at a time; the eleventh is refused, and the answer says what helps', async () => {
      const app = await start();
      const { holder, tokens } = await holderOfTen(app);
      for (const { authorization } of tokens) assert.equal((await present(app, authorization)).status, 200);
      const eleventh = await askForToken(app, holder);
      assert.deepEqual(refused(eleventh, 409, 'TOKEN_LIMIT_REACHED'), { limit: 10 });
      assert.match(eleventh.body.error.message, /10 .*[Rr]evoke one/);
      const body = { name: 'x', expiresAt: instantIn(app, dayMs) };
      const byOtherDoor = await app.call('POST', patsPath, { authorization: holder.authorization, body });
      refused(byOtherDoor, 409, 'TOKEN_LIMIT_REACHED');
      assert.equal((await listTokens(app, holder)).length, 10);
    });

    it('the tokens of one user leave room for those of another', async () => {
      const app = await start();
      await holderOfTen(app);
      await mintToken(app, await app.person('acme', 'Contributor'));
    });

    it('of fifteen tokens asked for at once, ten are generated', async () => {
      const app = await start();
      const person = await app.person('acme', 'Contributor');
      const replies = await Promise.all(Array.from({ length: 15 }, () => askForToken(app, person)));
      const statuses = replies.map(({ status }) => status).sort();
      assert.deepEqual(statuses, [...Array(10).fill(201), ...Array(5).fill(409)]);
      assert.equal((await listTokens(app, person)).length, 10);
    });

    it('a token that is deleted makes room for one more', async () => {
      const app = await start();
      const { holder, tokens } = await holderOfTen(app);
      await deleteToken(app, holder, tokens[3]?.id ?? '');
      await requireRoomForOne(app, holder);
    });

    it('a token that is revoked makes room for one more, though it stays listed', async () => {
      const app = await start();
      const { holder, tokens } = await holderOfTen(app);
      const path = `${tokensPath}/${tokens[3]?.id}`;
      const { authorization } = holder;
      const revoked = await app.call('PATCH', path, { authorization, body: { action: 'revoke' } });
      assert.equal(revoked.status, 200, revoked.text);
      await requireRoomForOne(app, holder);
      assert.equal((await listTokens(app, holder)).length, 11);
    });

    it('a token that expires makes room for one more, though it stays listed', async () => {
      const app = await start();
      const holder = await app.person('acme', 'Contributor');
      await mintToken(app, holder, { expires_at: instantIn(app, minuteMs) });
      for (let count = 1; count < mostTokens; count += 1) await mintToken(app, holder);
      refused(await askForToken(app, holder), 409, 'TOKEN_LIMIT_REACHED');
      app.clock.advance(minuteMs);
      await requireRoomForOne(app, holder);
      assert.equal((await listTokens(app, holder)).length, 11);
    });
  });
}

export function viewingTokens(start: Start): void {
  describe('viewing one’s tokens', () => {
    it('a new token joins the list of its owner, and no other list', async () => {
      const app = await start();
      const [owner, other] = [await app.person('acme', 'Contributor'), await app.person('acme', 'Translator')];
      const first = await mintToken(app, owner, { name: 'first' });
      const second = await mintToken(app, owner, { name: 'second' });
      const shown = [second, first].map(({ reply: { token: _, ...fields } }) => fields);
      assert.deepEqual(await listTokens(app, owner), shown);
      assert.deepEqual(await listTokens(app, other), []);
    });

    it('the value of a token is in the answer that generates it, and in no other that user or administrator can get', async () => {
      const app = await start();
      const { authorization } = await app.person('acme', 'Contributor');
      const minted = await mintToken(app, { authorization });
      const one = `${tokensPath}/${minted.id}`;
      const administered = `${credentialsPath}/${minted.id}`;
      const replies = [
        await app.call('GET', tokensPath, { authorization }),
        await app.call('GET', one, { authorization }),
        await app.call('GET', patsPath, { authorization }),
        await app.call('GET', `${patsPath}/${minted.id}`, { authorization }),
        await app.call('GET', `${tokensPath}/current`, minted),
        await app.call('GET', credentialsPath, await app.admin()),
        await app.call('GET', administered, await app.admin()),
        await app.call('PATCH', one, { authorization, body: { action: 'revoke' } }),
      ];
      for (const { status, text, headers } of replies) {
        assert.equal(status, 200, text);
        assert.ok(!(text + JSON.stringify([...headers])).includes(secretHalf(minted)), text);
      }
      const hasId = replies.slice(0, 7).filter(({ text }) => text.includes(minted.id));
      assert.equal(hasId.length, 7, 'every one of these shows the token');
      assert.ok(!app.logs.some((line) => line.includes(secretHalf(minted))), 'no log line holds the value');
    });
  });
}

export function deletingTokens(start: Start): void {
  describe('deleting a token', () => {
    it('a deleted token is gone from its owner’s lists', async () => {
      const app = await start();
      const owner = await app.person('acme', 'Contributor');
      const [kept, doomed] = [await mintToken(app, owner), await mintToken(app, owner)];
      await deleteToken(app, owner, doomed.id);
      for (const path of [tokensPath, patsPath]) {
        const { body } = await app.call('GET', path, { authorization: owner.authorization });
        const ids = body.data.map(({ id }: { id: string }) => id);
        assert.deepEqual(ids, [kept.id]);
        refused(await app.call('GET', `${path}/${doomed.id}`, owner), 404, 'NOT_FOUND');
      }
    });

    it('a deleted token is refused from the next request on, fifty times out of fifty', async () => {
      const app = await start();
      const owner = await app.person('acme', 'Contributor');
      for (let round = 0; round < 50; round += 1) {
        const { id, authorization } = await mintToken(app, owner);
        assert.equal((await present(app, authorization)).status, 200);
        await deleteToken(app, owner, id);
        refused(await present(app, authorization), 403, 'CREDENTIAL_REVOKED');
      }
    });

    it('a token can be deleted at any time: unused, used, revoked, expired', async () => {
      const app = await start();
      const owner = await app.person('acme', 'Contributor');
      const [unused, used, revoked] = [
        await mintToken(app, owner),
        await mintToken(app, owner),
        await mintToken(app, owner),
      ];
      const expired = await mintToken(app, owner, { expires_at: instantIn(app, minuteMs) });
      assert.equal((await present(app, used.authorization)).status, 200);
      const { authorization } = owner;
      await app.call('PATCH', `${tokensPath}/${revoked.id}`, { authorization, body: { action: 'revoke' } });
      app.clock.advance(minuteMs);
      refused(await present(app, expired.authorization), 403, 'CREDENTIAL_EXPIRED');
      for (const { id } of [unused, used, revoked, expired]) await deleteToken(app, owner, id);
      assert.deepEqual(await listTokens(app, owner), []);
    });

    it('somebody else’s token, one deleted before and one that never was are the same: not found', async () => {
      const app = await start();
      const [owner, other] = [await app.person('acme', 'Contributor'), await app.person('acme', 'Admin')];
      const { id, authorization } = await mintToken(app, owner);
      const mine = await mintToken(app, other);
      await deleteToken(app, other, mine.id);
      const answers = [];
      for (const each of [missingId, id, mine.id]) {
        answers.push(answerOf(await app.call('DELETE', `${tokensPath}/${each}`, other)));
      }
      assert.deepEqual([answers[0]?.status, answers[0]?.error.code], [404, 'NOT_FOUND']);
      assert.deepEqual(answers[1], answers[0]);
      assert.deepEqual(answers[2], answers[0]);
      assert.equal((await present(app, authorization)).status, 200);
    });

    it('an administrator still sees a deleted token, and that it was deleted', async () => {
      const app = await start();
      const owner = await app.person('acme', 'Contributor');
      const { id } = await mintToken(app, owner);
      await deleteToken(app, owner, id);
      const { deletedAt, revokedAt } = await asAdmin(app, 'GET', `${credentialsPath}/${id}`);
      assert.match(deletedAt, instant);
      assert.equal(revokedAt, deletedAt);
    });
  });
}
