/** What a token is and whose: document 004 up to “Token permissions and scopes”. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { effective, forge, present, refused, roleScopes } from '../002/calls.ts';
import type { Start } from '../002/subjects.ts';
import { askForToken, deleteToken, listTokens, mintToken } from '../token-calls.ts';

const mePath = '/api/v1/users/me';

export function apiTokens(start: Start): void {
  describe('API tokens', () => {
    it('a token reads tcp_ and 64 letters and digits, no two alike, and its public part tells none of the secret', async () => {
      const app = await start();
      const person = await app.person('acme', 'readonly');
      const tokens = [await mintToken(app, person), await mintToken(app, person)];
      for (const { secret, prefix } of tokens) {
        assert.match(secret, /^tcp_[0-9A-Za-z]{64}$/);
        assert.ok(secret.startsWith(prefix) && prefix.length <= secret.length - 43, prefix);
      }
      assert.notEqual(tokens[0]?.secret, tokens[1]?.secret);
    });

    it('a token is bound to the user who made it, and acts as that user', async () => {
      const app = await start();
      for (const role of ['readonly', 'admin']) {
        const person = await app.person('acme', role);
        const { authorization } = await mintToken(app, person, { level: 'full' });
        const { body } = await app.call('GET', mePath, { authorization });
        assert.deepEqual([body.id, body.email], [person.userId, person.email]);
      }
    });

    it('it is passed in the Authorization header, as Bearer or as Token', async () => {
      const app = await start();
      const { secret } = await mintToken(app, await app.person('acme', 'readonly'));
      for (const scheme of ['Bearer', 'Token', 'bearer', 'TOKEN']) {
        assert.equal((await present(app, `${scheme} ${secret}`)).status, 200, scheme);
      }
      for (const authorization of [secret, `Basic ${secret}`, `ApiKey ${secret}`]) {
        refused(await present(app, authorization), 401, 'UNAUTHENTICATED');
      }
    });

    it('without a token, or with one that is wrong in a single character, nothing is accessed', async () => {
      const app = await start();
      const { secret } = await mintToken(app, await app.person('acme', 'readonly'));
      refused(await app.call('GET', mePath), 401, 'UNAUTHENTICATED');
      const last = secret.endsWith('a') ? 'b' : 'a';
      const wrong = [`${secret.slice(0, -1)}${last}`, secret.slice(0, -1), `${secret}a`, secret.slice(4)];
      for (const token of [...wrong, await forge(app, 'pat')]) {
        refused(await app.call('GET', mePath, { authorization: `Bearer ${token}` }), 401, 'UNAUTHENTICATED');
      }
    });

    it('one creates as many tokens as one wants: thirty live ones, all of them good', async () => {
      const app = await start();
      const person = await app.person('acme', 'readonly');
      const minted = await Promise.all(
        Array.from({ length: 30 }, (_, index) => mintToken(app, person, { name: `t${index}` })),
      );
      for (const { authorization } of minted) assert.equal((await present(app, authorization)).status, 200);
      assert.equal((await listTokens(app, person)).length, 30);
    });

    it('a token that is deleted is invalid from the next request on, fifty times out of fifty, and not listed', async () => {
      const app = await start();
      const person = await app.person('acme', 'readonly');
      for (let round = 0; round < 50; round += 1) {
        const { id, authorization } = await mintToken(app, person);
        assert.equal((await present(app, authorization)).status, 200);
        await deleteToken(app, person, id);
        refused(await present(app, authorization), 401, 'CREDENTIAL_REVOKED');
      }
      assert.deepEqual(await listTokens(app, person), []);
    });

    it('deleting one token leaves the others valid', async () => {
      const app = await start();
      const person = await app.person('acme', 'readonly');
      const [doomed, kept] = [await mintToken(app, person), await mintToken(app, person)];
      await deleteToken(app, person, doomed.id);
      assert.equal((await present(app, kept.authorization)).status, 200);
    });
  });

  describe('the user’s permissions', () => {
    it('a token never does more than its user, whatever its level', async () => {
      const app = await start();
      const person = await app.person('acme', 'readonly');
      const organizationId = app.firstRun?.organization.id ?? '';
      const ofRole = await roleScopes(app, 'readonly');
      const overOneself = ['api.manage_tokens', 'self.edit_infos', 'self.show_logs'];
      const { authorization } = await mintToken(app, person, { level: 'admin' });
      const expected = ofRole.filter((scope) => !overOneself.includes(scope));
      assert.equal(expected.length, 26);
      assert.deepEqual(await effective(app, authorization), { [organizationId]: expected });
      const members = await app.call('GET', '/api/v1/organizations/acme/members', { authorization });
      assert.deepEqual(refused(members, 403, 'INSUFFICIENT_SCOPE'), {
        required: ['users.read'],
        missing: ['users.read'],
      });
      const full = await mintToken(app, person, { level: 'full' });
      assert.deepEqual(await effective(app, full.authorization), { [organizationId]: ofRole });
    });

    it('a token is made with a level and not with scopes; the least is given where none is named', async () => {
      const app = await start();
      const person = await app.person('acme', 'admin');
      assert.equal((await mintToken(app, person)).reply.level, 'read-only');
      const withScopes = refused(await askForToken(app, person, { scopes: ['parts.read'] }), 400, 'VALIDATION_FAILED');
      assert.match(JSON.stringify(withScopes), /"path":"scopes","code":"NOT_ON_THIS_PLATFORM"/);
      const unknown = refused(await askForToken(app, person, { level: 'root' }), 400, 'VALIDATION_FAILED');
      assert.match(JSON.stringify(unknown), /"path":"level","code":"UNKNOWN_LEVEL"/);
    });
  });
}
