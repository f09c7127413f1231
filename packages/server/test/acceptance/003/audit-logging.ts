/** What the audit log holds of tokens: document 003, “Audit Logging”. The events of use are a later piece of work. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { create, eventsAbout, type Start, tokensPath, update } from './calls.ts';

export function auditLogging(start: Start): void {
  describe('audit logging', () => {
    it('create, rotate, revoke and delete each leave an entry with actor, token id, path and address', async () => {
      const app = await start();
      const owner = await app.admin();
      const { id, token } = await create(app, owner, { scopes: ['execute'] });
      const rotated = await update(app, owner, id, { action: 'rotate' });
      await update(app, owner, id, { action: 'revoke' });
      await app.call('DELETE', `${tokensPath}/${id}`, { authorization: owner.authorization });
      const events = await eventsAbout(app, id);
      const one = `${tokensPath}/${id}`;
      assert.deepEqual(
        events.map(({ action, method, path, status }) => [action, method, path, status]),
        [
          ['pat.mint', 'POST', tokensPath, 201],
          ['pat.rotate', 'PATCH', one, 200],
          ['pat.revoke', 'PATCH', one, 200],
          ['pat.delete', 'DELETE', one, 204],
        ],
      );
      for (const event of events) {
        assert.deepEqual(
          [
            event.actorKind,
            event.actorUserId,
            event.actorCredentialId,
            event.targetKind,
            event.targetId,
            event.address,
          ],
          ['session', owner.userId, null, 'pat', id, '127.0.0.1'],
        );
        assert.ok(Math.abs(event.at - app.clock.now()) < 60_000);
        assert.match(event.traceId, /^[0-9a-f]{32}$/);
      }
      const logged = JSON.stringify(events);
      for (const secret of [token, rotated.body.token]) assert.ok(!logged.includes(secret.split('.')[1]));
    });

    it('what was refused, and what changed nothing, leaves no entry', async () => {
      const app = await start();
      const owner = await app.admin();
      const { id } = await create(app, owner, { scopes: ['execute'] });
      for (const action of ['revoke', 'revoke', 'rotate', 'nonsense']) await update(app, owner, id, { action });
      const actions = (await eventsAbout(app, id)).map(({ action }) => action);
      assert.deepEqual(actions, ['pat.mint', 'pat.revoke']);
    });

    it('what a token changes is entered with the token as its actor', async () => {
      const app = await start();
      const owner = await app.admin();
      const { id, authorization } = await create(app, owner, { scopes: ['write:projects'] });
      const path = '/api/v1/organizations/acme/projects';
      const created = await app.call('POST', path, { authorization, body: { slug: 'audited', name: 'audited' } });
      assert.equal(created.status, 201, created.text);
      const [event] = await eventsAbout(app, created.body.id);
      assert.deepEqual([event?.actorKind, event?.actorUserId, event?.actorCredentialId], ['pat', owner.userId, id]);
    });
  });
}
