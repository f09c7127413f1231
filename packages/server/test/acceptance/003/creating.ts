/** Creating a token and presenting it: document 003, “Creating a Personal Access Token”. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { toInstant } from '../../../src/kernel/instant.ts';
import { refused } from '../002/calls.ts';
import { create, dayMs, getProject, listedIds, present, type Start, tokensPath } from './calls.ts';

export function creating(start: Start): void {
  describe('creating a personal access token', () => {
    it('the document’s payload, in a session with an access JWT, makes a token: 201 in snake_case', async () => {
      const app = await start();
      const { authorization } = await app.admin();
      const expires_at = `${new Date(app.clock.now() + dayMs).toISOString().slice(0, 19)}Z`;
      const body = {
        name: 'CI Pipeline',
        scopes: ['read:projects', 'execute'],
        project_ids: [app.projectId],
        expires_at,
      };
      const created = await app.call('POST', tokensPath, { authorization, body });
      assert.equal(created.status, 201, created.text);
      const { id, token, token_prefix, created_at, ...rest } = created.body;
      assert.deepEqual(rest, {
        name: 'CI Pipeline',
        scopes: ['execute', 'read:projects'],
        project_ids: [app.projectId],
        expires_at,
        // Keywright's additions to the shape of the document:
        note: '',
        level: null,
        allowed_networks: [],
        rate_limit_policy_id: null,
        last_used_at: null,
        last_used_address: null,
        revoked_at: null,
      });
      assert.match(id, /^[0-9A-HJKMNP-TV-Z]{26}$/);
      assert.ok(token.startsWith(`${token_prefix}.`));
      assert.ok(Math.abs(Date.parse(created_at) - app.clock.now()) < 60_000);
      assert.equal(created.headers.get('cache-control'), 'no-store');
    });

    it('with the session cookie it is made alike', async () => {
      const app = await start();
      const { cookie } = await app.admin();
      const headers = { cookie, origin: app.config.publicUrl };
      const body = { name: 'from the console', scopes: ['execute'] };
      const created = await app.call('POST', tokensPath, { headers, body });
      assert.equal(created.status, 201, created.text);
    });

    it('nobody who is not signed in creates one, nor does a token create another', async () => {
      const app = await start();
      const body = { name: 'x', scopes: ['execute'] };
      refused(await app.call('POST', tokensPath, { body }), 401, 'UNAUTHENTICATED');
      const { authorization } = await create(app, await app.admin(), { scopes: ['admin'] });
      refused(await app.call('POST', tokensPath, { authorization, body }), 403, 'CREDENTIAL_KIND_REFUSED');
    });

    it('the token is in that reply and cannot be had again', async () => {
      const app = await start();
      const owner = await app.admin();
      const { id, token } = await create(app, owner, { scopes: ['execute'] });
      const { authorization } = owner;
      const later = [
        await app.call('GET', tokensPath, { authorization }),
        await app.call('GET', `${tokensPath}/${id}`, { authorization }),
        await app.call('GET', `${tokensPath}/current`, { authorization: `Bearer ${token}` }),
      ];
      const secret = token.split('.')[1] ?? '';
      assert.equal(secret.length, 43);
      for (const { status, text } of later) {
        assert.equal(status, 200, text);
        assert.ok(text.includes(id) && !text.includes(secret) && !text.includes('"token":'), text);
      }
    });

    it('it is used as a bearer token, <token-prefix>.<token-secret>', async () => {
      const app = await start();
      const { token, prefix } = await create(app, await app.admin(), { scopes: ['read:projects'] });
      assert.match(token, /^[A-Z0-9]{12}\.[0-9A-Za-z]{43}$/);
      assert.equal(token.split('.')[0], prefix);
      const authorization = `Bearer ${token}`;
      assert.equal((await getProject(app, app.projectId, { authorization })).status, 200);
      refused(await present(app, `${prefix}.${'x'.repeat(43)}`), 401, 'UNAUTHENTICATED');
      refused(await present(app, prefix), 401, 'UNAUTHENTICATED');
    });

    it('expires_at is when it ends: it works before and not from then on', async () => {
      const app = await start();
      const expires_at = toInstant(app.clock.now() + 60_000);
      const { token } = await create(app, await app.admin(), { scopes: ['execute'], expires_at });
      assert.equal((await present(app, token)).status, 200);
      app.clock.advance(60_000);
      refused(await present(app, token), 401, 'CREDENTIAL_EXPIRED');
    });

    it('expires_at carries a time zone, of any offset, and lies in the future; all else is refused by name', async () => {
      const app = await start();
      const owner = await app.admin();
      const soon = toInstant(app.clock.now() + 2 * dayMs);
      const withOffset = soon.replace('Z', '+05:30');
      const { reply } = await create(app, owner, { scopes: ['execute'], expires_at: withOffset });
      assert.equal(Date.parse(reply.expires_at), Date.parse(withOffset));
      const before = await listedIds(app, owner);
      for (const expires_at of [soon.slice(0, 19), soon.slice(0, 10), '2024-12-31T00:00:00Z', 'tomorrow', '', 1e12]) {
        const body = { name: 'x', scopes: ['execute'], expires_at };
        const { authorization } = owner;
        const reply = await app.call('POST', tokensPath, { authorization, body });
        const { fields } = refused(reply, 400, 'VALIDATION_FAILED');
        assert.ok(JSON.stringify(fields).includes('expires_at'), reply.text);
      }
      assert.deepEqual(await listedIds(app, owner), before);
    });
  });
}
