/** Tokens that tokens make: document 004, the level `full`. None may do what the token that made it may not. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { DatabaseKind, Minted, SignedIn, TestApp } from '../../harness.ts';
import { missingId, patsPath, present, refused } from '../002/calls.ts';
import { minuteMs, type Start } from '../002/subjects.ts';
import {
  askForToken,
  dayMs,
  deleteToken,
  faultsOf,
  instantIn,
  listTokens,
  mintChild,
  mintToken,
  tokensPath,
} from '../token-calls.ts';
import { adminManagesTokens, withEditedPlatform } from './edited-platform.ts';

/** A full token bound to networks, which the family of document 003 does not name. */
async function boundToNetworks(app: TestApp, owner: SignedIn, allowedNetworks: readonly string[]): Promise<string> {
  const body = { name: 'bound', level: 'full', expiresAt: null, allowedNetworks };
  const { status, body: minted, text } = await app.call('POST', patsPath, { authorization: owner.authorization, body });
  assert.equal(status, 201, text);
  return `Bearer ${minted.secret}`;
}

/** Rotates `token` with another one. */
const rotateWith = (app: TestApp, authorization: string, { id }: Minted) =>
  app.call('PATCH', `${tokensPath}/${id}`, { authorization, body: { action: 'rotate' } });

export function childTokens(kind: DatabaseKind, start: Start): void {
  describe('tokens that a token makes', () => {
    it('a full token makes, lists, revokes and deletes the tokens of its user, and nobody else’s', async () => {
      const app = await start();
      const [owner, other] = [await app.person('acme', 'editor'), await app.person('acme', 'editor')];
      const theirs = await mintToken(app, other);
      const parent = await mintToken(app, owner, { level: 'full' });
      const child = await mintChild(app, parent, { level: 'edit' });
      assert.equal((await present(app, child.authorization)).status, 200);
      const { body } = await app.call('GET', tokensPath, { authorization: parent.authorization });
      const ids = body.data.map(({ id }: { id: string }) => id);
      assert.deepEqual(ids, [child.id, parent.id]);
      const { authorization } = parent;
      await app.call('PATCH', `${tokensPath}/${child.id}`, { authorization, body: { action: 'revoke' } });
      refused(await present(app, child.authorization), 401, 'CREDENTIAL_REVOKED');
      await deleteToken(app, parent, child.id);
      assert.equal((await listTokens(app, owner)).length, 1);
      for (const id of [theirs.id, missingId]) {
        refused(await app.call('DELETE', `${tokensPath}/${id}`, { authorization }), 404, 'NOT_FOUND');
      }
      assert.equal((await present(app, theirs.authorization)).status, 200);
    });

    it('tokens of the other levels cannot so much as list tokens', async () => {
      const app = await start();
      const owner = await app.person('acme', 'admin');
      for (const level of ['read-only', 'edit', 'admin']) {
        const { id, authorization } = await mintToken(app, owner, { level });
        const attempts = [
          await askForToken(app, { authorization }, { level: 'read-only' }),
          await app.call('GET', tokensPath, { authorization }),
          await app.call('DELETE', `${tokensPath}/${id}`, { authorization }),
          await rotateWith(app, authorization, { id } as Minted),
          await app.call('GET', patsPath, { authorization }),
        ];
        for (const reply of attempts) refused(reply, 403, 'CREDENTIAL_KIND_REFUSED');
      }
    });

    it('a full token loses the making of tokens with the right of its user to make them', async () => {
      const app = await start();
      const owner = await app.person('acme', 'editor');
      const { authorization } = await mintToken(app, owner, { level: 'full' });
      const withoutRight = [
        ['      - self.show_logs\n      - api.manage_tokens\n  editor:', '      - self.show_logs\n  editor:'],
      ] as const;
      await withEditedPlatform(kind, app, withoutRight, async (edited) => {
        refused(await askForToken(edited, { authorization }), 403, 'CREDENTIAL_KIND_REFUSED');
      });
      await mintChild(app, { authorization });
    });

    it('its level lies within that of the token that makes it', async () => {
      const app = await start();
      const owner = await app.person('acme', 'admin');
      const full = await mintToken(app, owner, { level: 'full' });
      for (const level of ['read-only', 'edit', 'admin', 'full']) await mintChild(app, full, { level });
      const parent = await mintToken(app, owner, { level: 'admin' });
      await withEditedPlatform(kind, app, [adminManagesTokens], async (edited) => {
        await mintChild(edited, parent, { level: 'admin' });
        const details = refused(
          await askForToken(edited, parent, { level: 'full', expires_at: undefined }),
          403,
          'SCOPE_ESCALATION',
        );
        assert.deepEqual(details.missing, [
          'self.edit_infos',
          'self.show_logs',
          'users.impersonate',
          'users.set_password',
        ]);
        assert.ok(Array.isArray(details.requested) && details.requested.length === 102);
        assert.ok(Array.isArray(details.held) && details.held.length === 98);
      });
    });

    it('its projects lie within those of the token that makes it, and are the same where none are named', async () => {
      const app = await start();
      const [one, two] = [await app.project('acme', 'child-one'), await app.project('acme', 'child-two')];
      const owner = await app.person('acme', 'editor');
      const parent = await mintToken(app, owner, { level: 'full', project_ids: [one, app.projectId] });
      assert.deepEqual((await mintChild(app, parent, { project_ids: [one] })).reply.project_ids, [one]);
      const heir = await mintChild(app, parent);
      assert.deepEqual(heir.reply.project_ids, [one, app.projectId].sort());
      assert.equal((await app.call('GET', `/api/v1/projects/${one}`, heir)).status, 200);
      refused(await app.call('GET', `/api/v1/projects/${two}`, heir), 403, 'WRONG_PROJECT');
      const beyond = await askForToken(app, parent, { project_ids: [one, two], expires_at: undefined });
      const [fault] = faultsOf(beyond);
      assert.equal(fault?.[1], 'UNKNOWN_PROJECT');
    });

    it('its networks lie within those of the token that makes it, and are the same where none are named', async () => {
      const app = await start();
      const owner = await app.person('acme', 'editor');
      const authorization = await boundToNetworks(app, owner, ['127.0.0.0/8']);
      const make = (more: object) =>
        app.call('POST', patsPath, { authorization, body: { name: 'x', level: 'edit', ...more } });
      const narrower = await make({ allowedNetworks: ['127.0.0.1'] });
      assert.deepEqual([narrower.status, narrower.body.allowedNetworks], [201, ['127.0.0.1/32']]);
      for (const allowedNetworks of [['10.0.0.0/8'], ['127.0.0.1', '0.0.0.0/0'], []]) {
        assert.deepEqual(faultsOf(await make({ allowedNetworks })), [['allowedNetworks', 'BEYOND_PARENT']]);
      }
      const heir = await make({});
      assert.deepEqual([heir.status, heir.body.allowedNetworks], [201, ['127.0.0.0/8']]);
      assert.deepEqual((await mintChild(app, { authorization })).reply.allowed_networks, ['127.0.0.0/8']);
    });

    it('it ends no later than the token that makes it, also where no expiry is named', async () => {
      const app = await start();
      const owner = await app.person('acme', 'editor');
      const ends = instantIn(app, 2 * dayMs);
      const parent = await mintToken(app, owner, { level: 'full', expires_at: ends });
      const earlier = instantIn(app, dayMs);
      assert.equal((await mintChild(app, parent, { expires_at: earlier })).reply.expires_at, earlier);
      assert.equal((await mintChild(app, parent, { expires_at: ends })).reply.expires_at, ends);
      assert.equal((await mintChild(app, parent, { expires_at: undefined })).reply.expires_at, ends);
      for (const expires_at of [instantIn(app, 2 * dayMs + minuteMs), null]) {
        assert.deepEqual(faultsOf(await askForToken(app, parent, { expires_at })), [['expires_at', 'BEYOND_PARENT']]);
      }
    });

    it('a token that is bound to less gets no secret of another by rotating it, and does rotate what lies within it', async () => {
      const app = await start();
      const owner = await app.person('acme', 'editor');
      const unbound = await mintToken(app, owner, { level: 'full', expires_at: null });
      const toProject = await mintToken(app, owner, { level: 'full', expires_at: null, project_ids: [app.projectId] });
      const toTime = await mintToken(app, owner, { level: 'full', expires_at: instantIn(app, dayMs) });
      const toNetwork = await boundToNetworks(app, owner, ['127.0.0.0/8']);
      for (const authorization of [toProject.authorization, toTime.authorization, toNetwork]) {
        refused(await rotateWith(app, authorization, unbound), 403, 'FORBIDDEN');
        const child = await mintChild(app, { authorization }, { expires_at: instantIn(app, minuteMs) });
        assert.equal((await rotateWith(app, authorization, child)).status, 200);
      }
      assert.equal((await present(app, unbound.authorization)).status, 200);
      assert.equal((await rotateWith(app, unbound.authorization, toProject)).status, 200);
      assert.equal((await rotateWith(app, toTime.authorization, toTime)).status, 200);
    });
  });
}
