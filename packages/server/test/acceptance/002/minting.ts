/** Minting an API key: document 002 from “Minting an API key” to “Optional expiry”. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { join, keysPath, patsPath, present, refused, roleScopes } from './calls.ts';
import { ciScopes, instant, kinds, minuteMs, names, openDoor, type Start } from './subjects.ts';

export function mintingAnApiKey(start: Start): void {
  describe('minting an API key', () => {
    it('an access JWT mints a key: 201 with the whole token, the scopes sorted, no expiry, the time of minting', async () => {
      const app = await start();
      const { authorization } = await app.admin();
      const body = { name: 'CI publisher', scopes: ciScopes };
      const minted = await app.call('POST', keysPath(app.projectId), { authorization, body });
      assert.equal(minted.status, 201, minted.text);
      const { id, prefix, secret, createdAt, ...rest } = minted.body;
      assert.deepEqual(rest, {
        name: 'CI publisher',
        scopes: ['imports.write', 'keys.read', 'keys.write', 'translations.write'],
        expiresAt: null,
        // Keywright's additions to the shape of the document:
        note: '',
        level: null,
        projectIds: [],
        allowedNetworks: [],
        rateLimitPolicyId: null,
      });
      assert.match(id, /^[0-9A-HJKMNP-TV-Z]{26}$/);
      assert.ok(secret.startsWith(`${prefix}.`));
      assert.match(createdAt, instant);
      assert.ok(Math.abs(Date.parse(createdAt) - app.clock.now()) < minuteMs, 'createdAt is now');
    });

    it('minting needs api-keys.write: a MEMBER is refused, and told which scope is required and missing', async () => {
      const app = await start();
      const { authorization } = await app.person('acme', 'MEMBER');
      const body = { name: 'x', scopes: ['keys.read'] };
      const reply = await app.call('POST', keysPath(app.projectId), { authorization, body });
      const details = refused(reply, 403, 'INSUFFICIENT_SCOPE');
      assert.deepEqual(details, { required: ['api-keys.write'], missing: ['api-keys.write'] });
    });

    it('api-keys.write held in another organization than the project’s does not mint', async () => {
      const app = await start();
      await app.tenant('minter-elsewhere');
      const person = await app.person('acme', 'MEMBER');
      await join(app, 'minter-elsewhere', person, 'ADMIN');
      const request = { authorization: person.authorization, body: { name: 'x', scopes: ['keys.read'] } };
      refused(await app.call('POST', keysPath(app.projectId), request), 403, 'INSUFFICIENT_SCOPE');
    });
  });
}

export function scopeIntersection(start: Start): void {
  describe('scope intersection', () => {
    it('asking for a scope outside one’s own is refused with what was requested, held and missing, each sorted', async () => {
      const app = await start();
      const minter = await app.pat(await app.person('acme', 'ADMIN'), ['api-keys.write', 'keys.write']);
      const body = { name: 'x', scopes: ['keys.write', 'audit.read'] };
      const reply = await app.call('POST', keysPath(app.projectId), { authorization: minter.authorization, body });
      assert.deepEqual(refused(reply, 403, 'SCOPE_ESCALATION'), {
        requested: ['audit.read', 'keys.write'],
        held: ['keys.write'],
        missing: ['audit.read'],
      });
    });

    it('what is held in another organization does not count towards a key of this one', async () => {
      const app = await start();
      await app.tenant('owner-elsewhere');
      const person = await app.person('acme', 'ADMIN');
      await join(app, 'owner-elsewhere', person, 'OWNER');
      const body = { name: 'x', scopes: ['ai-config.write', 'keys.read'] };
      const reply = await app.call('POST', keysPath(app.projectId), { authorization: person.authorization, body });
      assert.deepEqual(refused(reply, 403, 'SCOPE_ESCALATION'), {
        requested: ['ai-config.write', 'keys.read'],
        held: ['keys.read'],
        missing: ['ai-config.write'],
      });
    });

    it('a refused mint leaves no key behind', async () => {
      const app = await start();
      const projectId = await app.project('acme', 'nothing-minted');
      const { authorization } = await app.person('acme', 'ADMIN');
      const body = { name: 'x', scopes: ['ai-config.write'] };
      refused(await app.call('POST', keysPath(projectId), { authorization, body }), 403, 'SCOPE_ESCALATION');
      assert.deepEqual((await app.call('GET', keysPath(projectId), { authorization })).body.data, []);
    });

    // The document has MEMBERs mint API keys here and makes `api-keys.write` ADMIN-only below, so a MEMBER mints PATs.
    it('a MEMBER can pass every scope of MEMBER and none beyond', async () => {
      const app = await start();
      const [member, owner] = [await roleScopes(app, 'MEMBER'), await roleScopes(app, 'OWNER')];
      const person = await app.person('acme', 'MEMBER');
      assert.deepEqual((await app.pat(person, member)).reply.scopes, member);
      const beyond = owner.filter((scope) => !member.includes(scope));
      assert.ok(beyond.includes('api-keys.write'));
      for (const scope of beyond) {
        const body = { name: 'x', scopes: [scope] };
        const reply = await app.call('POST', patsPath, { authorization: person.authorization, body });
        const { requested, held, missing } = refused(reply, 403, 'SCOPE_ESCALATION');
        assert.deepEqual({ requested, held }, { requested: [scope], held: [] });
        assert.ok(Array.isArray(missing) && missing.includes(scope));
      }
    });

    it('an ADMIN can pass every scope of ADMIN and none beyond', async () => {
      const app = await start();
      const [admin, owner] = [await roleScopes(app, 'ADMIN'), await roleScopes(app, 'OWNER')];
      const person = await app.person('acme', 'ADMIN');
      assert.deepEqual((await app.apiKey(app.projectId, admin, {}, person)).reply.scopes, admin);
      const beyond = owner.filter((scope) => !admin.includes(scope));
      assert.ok(beyond.includes('ai-config.write'));
      for (const scope of beyond) {
        const body = { name: 'x', scopes: [scope] };
        const reply = await app.call('POST', keysPath(app.projectId), { authorization: person.authorization, body });
        const details = refused(reply, 403, 'SCOPE_ESCALATION');
        assert.deepEqual(details, { requested: [scope], held: [], missing: [scope] });
      }
    });
  });
}

export function optionalExpiry(start: Start): void {
  describe('optional expiry', () => {
    for (const kind of kinds) {
      it(`minted with an expiry, ${names[kind]} works until then and ends by itself`, async () => {
        const app = await start();
        const { mint } = await openDoor(app, kind);
        const expiresAt = `${new Date(app.clock.now() + minuteMs).toISOString().slice(0, 19)}Z`;
        const minted = await mint(['keys.read', 'keys.write'], { expiresAt });
        assert.equal(minted.reply.expiresAt, expiresAt);
        assert.equal((await present(app, minted.authorization)).status, 200);
        app.clock.advance(minuteMs);
        refused(await present(app, minted.authorization), 401, 'CREDENTIAL_EXPIRED');
      });
    }
  });
}
