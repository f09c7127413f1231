/** PATs, where they differ from API keys: document 002, “Personal Access Tokens”. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Minted } from '../../harness.ts';
import { answerOf, join, missingId, patsPath, present, refused, remove, revoke } from './calls.ts';
import { instant, type Start } from './subjects.ts';

export function personalAccessTokens(start: Start): void {
  describe('personal access tokens', () => {
    it('an access JWT mints a PAT without any scope of its own; the reply has the shape of a key’s', async () => {
      const app = await start();
      const { authorization } = await app.person('acme', 'MEMBER');
      const body = { name: 'laptop cli', scopes: ['keys.write', 'keys.read'] };
      const minted = await app.call('POST', patsPath, { authorization, body });
      assert.equal(minted.status, 201, minted.text);
      const key = await app.apiKey(app.projectId, ['keys.read', 'keys.write'], { name: 'laptop cli' });
      const { id, prefix, secret, createdAt, ...rest } = minted.body;
      assert.deepEqual(Object.keys(minted.body).sort(), Object.keys(key.reply).sort());
      assert.deepEqual(rest, {
        name: 'laptop cli',
        scopes: ['keys.read', 'keys.write'],
        expiresAt: null,
        note: '',
        level: null,
        projectIds: [],
        allowedNetworks: [],
        rateLimitPolicyId: null,
      });
      assert.match(prefix, /^tr_pat_[a-z0-9]{8}$/);
      assert.ok(secret.startsWith(`${prefix}.`));
      assert.match(id, /^[0-9A-HJKMNP-TV-Z]{26}$/);
      assert.match(createdAt, instant);
    });

    it('its scopes must be a subset of what the caller holds over all their organizations', async () => {
      const app = await start();
      await app.tenant('pat-subset');
      const person = await app.person('acme', 'MEMBER');
      const escalating = {
        authorization: person.authorization,
        body: { name: 'x', scopes: ['keys.read', 'org.write'] },
      };
      assert.deepEqual(refused(await app.call('POST', patsPath, escalating), 403, 'SCOPE_ESCALATION'), {
        requested: ['keys.read', 'org.write'],
        held: ['keys.read'],
        missing: ['org.write'],
      });
      await join(app, 'pat-subset', person, 'ADMIN');
      assert.deepEqual((await app.pat(person, ['org.write', 'keys.read'])).reply.scopes, ['keys.read', 'org.write']);
    });

    it('somebody who belongs to no organization still lists and revokes their PATs', async () => {
      const app = await start();
      const person = await app.person('acme', 'MEMBER');
      const { id } = await app.pat(person, ['keys.read']);
      await remove(app, 'acme', person);
      const { body } = await app.call('GET', patsPath, person);
      assert.deepEqual(
        body.data.map((pat: Minted) => pat.id),
        [id],
      );
      await revoke(app, `${patsPath}/${id}`, person);
      assert.match((await app.call('GET', `${patsPath}/${id}`, person)).body.revokedAt, instant);
    });

    it('the listing has one’s own PATs and nobody else’s, as summaries', async () => {
      const app = await start();
      const [mine, theirs] = [await app.person('acme', 'MEMBER'), await app.person('acme', 'MEMBER')];
      const first = await app.pat(mine, ['keys.read']);
      await app.pat(theirs, ['keys.read']);
      const second = await app.pat(mine, ['keys.read']);
      const { body } = await app.call('GET', patsPath, mine);
      const summaries = [second, first].map(({ reply: { secret: _, ...shown } }) => ({
        ...shown,
        legacy: false,
        lastUsedAt: null,
        lastUsedAddress: null,
        revokedAt: null,
      }));
      assert.deepEqual(body, { data: summaries, nextCursor: null });
    });

    it('one revokes one’s own PAT with 204', async () => {
      const app = await start();
      const person = await app.person('acme', 'MEMBER');
      const { id, authorization } = await app.pat(person, ['keys.read']);
      await revoke(app, `${patsPath}/${id}`, person);
      refused(await present(app, authorization), 401, 'CREDENTIAL_REVOKED');
    });

    it('somebody else’s PAT, live or revoked, cannot be told from one that does not exist', async () => {
      const app = await start();
      const [owner, other] = [await app.person('acme', 'MEMBER'), await app.admin()];
      const [live, revoked] = [await app.pat(owner, ['keys.read']), await app.pat(owner, ['keys.read'])];
      await revoke(app, `${patsPath}/${revoked.id}`, owner);
      const missing = await app.call('DELETE', `${patsPath}/${missingId}`, other);
      refused(missing, 404, 'NOT_FOUND');
      for (const { id } of [live, revoked]) {
        assert.deepEqual(answerOf(await app.call('DELETE', `${patsPath}/${id}`, other)), answerOf(missing));
      }
      assert.equal((await present(app, live.authorization)).status, 200);
    });
  });
}
