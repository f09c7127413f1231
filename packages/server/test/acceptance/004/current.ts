/** What a token tells of itself: document 004, “Get token information”. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { type DatabaseKind, sharedApp } from '../../harness.ts';
import { eventually, refused, remove, setRole } from '../002/calls.ts';
import { instant, minuteMs, type Start } from '../002/subjects.ts';
import { currentToken, instantIn, mintToken, tokensPath } from '../token-calls.ts';

const addresses = ['/api/tokens/current', `${tokensPath}/current`];

export function currentTokens(kind: DatabaseKind, start: Start): void {
  describe('token information', () => {
    for (const path of addresses) {
      it(`${path} tells a token’s name, level, scopes, expiration date, user and last use`, async () => {
        const app = await start();
        const person = await app.person('acme', 'readonly');
        const { id, prefix, authorization, reply } = await mintToken(app, person, { name: 'scanner' });
        const first = await currentToken(app, authorization, path);
        const { user, scopes, effective, ...rest } = first;
        assert.deepEqual(rest, {
          id,
          kind: 'pat',
          token_prefix: prefix,
          name: 'scanner',
          project_id: null,
          level: 'read-only',
          missing: [],
          project_ids: [],
          rate_limit_policy_id: null,
          expires_at: reply.expires_at,
          last_used_at: null,
          created_at: reply.created_at,
        });
        assert.deepEqual([user.id, user.email], [person.userId, person.email]);
        assert.equal(scopes.length, 26);
        assert.deepEqual(effective, [{ organization_id: app.firstRun?.organization.id, role: 'readonly', scopes }]);
        const readAgain = () => currentToken(app, authorization, path);
        const used = await eventually(readAgain, ({ last_used_at }) => last_used_at !== null);
        assert.match(used.last_used_at, instant);
        assert.ok(Date.parse(used.last_used_at) >= Date.parse(reply.created_at));
        assert.deepEqual(used, { ...first, last_used_at: used.last_used_at });
      });

      it(`${path} answers none but a good token`, async () => {
        const app = await start();
        const person = await app.person('acme', 'readonly');
        const { authorization } = await mintToken(app, person, { expires_at: instantIn(app, minuteMs) });
        refused(await app.call('GET', path), 401, 'UNAUTHENTICATED');
        refused(await app.call('GET', path, { authorization: person.authorization }), 403, 'CREDENTIAL_KIND_REFUSED');
        assert.equal((await app.call('GET', path, { authorization })).status, 200);
        app.clock.advance(minuteMs);
        refused(await app.call('GET', path, { authorization }), 401, 'CREDENTIAL_EXPIRED');
      });
    }

    it('of each scope that is granted and not effective it says where and why', async () => {
      const app = await start();
      const { organizationId } = await app.tenant('why-missing');
      const person = await app.person('why-missing', 'editor');
      const { authorization } = await mintToken(app, person, { level: 'edit' });
      assert.deepEqual((await currentToken(app, authorization)).missing, []);
      await setRole(app, 'why-missing', person, 'readonly');
      const { scopes, effective, missing } = await currentToken(app, authorization);
      assert.deepEqual([scopes.length, effective[0].role, effective[0].scopes.length], [81, 'readonly', 26]);
      const lacking = scopes.filter((scope: string) => !effective[0].scopes.includes(scope));
      const reason = 'Its owner’s role there, readonly, does not hold it.';
      assert.deepEqual(
        missing,
        lacking.map((scope: string) => ({ scope, organization_id: organizationId, reason })),
      );
      assert.equal(missing.length, 55);
    });

    it('a token whose user belongs to nothing any more is still told what it is, and why it can do nothing', async () => {
      const app = await start();
      const person = await app.person('acme', 'readonly');
      const { authorization } = await mintToken(app, person);
      await remove(app, 'acme', person);
      refused(await app.call('GET', '/api/v1/scopes', { authorization }), 403, 'INSUFFICIENT_SCOPE');
      for (const path of addresses) {
        const { scopes, effective, missing, user } = await currentToken(app, authorization, path);
        assert.deepEqual([scopes.length, effective, user.id], [26, [], person.userId]);
        const reason = 'Its owner belongs to no organization.';
        assert.deepEqual(
          missing,
          scopes.map((scope: string) => ({ scope, organization_id: null, reason })),
        );
      }
    });
  });

  describe('on another platform', () => {
    const startTranslately = sharedApp(kind);

    it('an API key tells of itself too: its project instead of a user, its scopes with what they imply', async () => {
      const app = await startTranslately();
      const { id, prefix, reply, authorization } = await app.apiKey(app.projectId, ['keys.write'], { name: 'CI' });
      for (const path of addresses) {
        const { last_used_at: _, ...current } = await currentToken(app, authorization, path);
        const organization_id = app.firstRun?.organization.id;
        assert.deepEqual(current, {
          id,
          kind: 'api-key',
          token_prefix: prefix,
          name: 'CI',
          user: null,
          project_id: app.projectId,
          level: null,
          scopes: ['keys.read', 'keys.write'],
          effective: [{ organization_id, role: null, scopes: ['keys.read', 'keys.write'] }],
          missing: [],
          project_ids: [],
          rate_limit_policy_id: null,
          expires_at: null,
          created_at: reply.createdAt,
        });
      }
    });
  });
}
