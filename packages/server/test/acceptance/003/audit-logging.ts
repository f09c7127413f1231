/** What the audit log holds of tokens: document 003, “Audit Logging”. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { eventually } from '../002/calls.ts';
import { create, eventsAbout, getProject, present, type Start, tokensPath, update } from './calls.ts';

/** An event, as the log shows it. */
interface Shown {
  readonly action: string;
  readonly actor: { readonly userId: string; readonly credentialId: string | null };
  readonly target: { readonly id: string };
  readonly path: string;
  readonly address: string;
}

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

    it('every create, rotate, revoke, delete and usage event is in the log: actor, token identifier, path invoked, originating address', async () => {
      const app = await start();
      const owner = await app.admin();
      const { id, authorization } = await create(app, owner, { scopes: ['read:projects'] });
      assert.equal((await getProject(app, app.projectId, { authorization })).status, 200);
      await update(app, owner, id, { action: 'rotate' });
      await update(app, owner, id, { action: 'revoke' });
      await app.call('DELETE', `${tokensPath}/${id}`, { authorization: owner.authorization });
      const read = async (): Promise<readonly Shown[]> =>
        (await app.call('GET', `/api/v1/users/me/audit-log?targetId=${id}`, owner)).body.data;
      const events = await eventually(read, ({ length }) => length >= 5);
      const one = `${tokensPath}/${id}`;
      assert.deepEqual(
        events.map(({ action, path, actor }) => `${action} ${path} ${actor.credentialId}`).sort(),
        [
          `pat.mint ${tokensPath} null`,
          `credential.use /api/v1/projects/${app.projectId} ${id}`,
          `pat.rotate ${one} null`,
          `pat.revoke ${one} null`,
          `pat.delete ${one} null`,
        ].sort(),
      );
      for (const { actor, target, address } of events) {
        assert.deepEqual([actor.userId, target.id, address], [owner.userId, id, '127.0.0.1']);
      }
    });

    it('each usage has an entry of its own, refused ones with their reason', async () => {
      const app = await start();
      const owner = await app.admin();
      const { id, token, authorization } = await create(app, owner, { scopes: ['read:projects'] });
      for (let use = 0; use < 5; use += 1) await getProject(app, app.projectId, { authorization });
      await update(app, owner, id, { action: 'revoke' });
      await present(app, token);
      const read = async (kind: string) =>
        (await app.call('GET', `/api/v1/users/me/audit-log?targetId=${id}&kind=${kind}`, owner)).body.data;
      assert.equal(
        (
          await eventually(
            () => read('use'),
            ({ length }) => length >= 5,
          )
        ).length,
        5,
      );
      const [refusal, ...others] = await eventually(
        () => read('refusal'),
        ({ length }) => length >= 1,
      );
      assert.deepEqual([refusal.action, refusal.details, others], ['credential.refuse', { reason: 'revoked' }, []]);
    });

    it('a change that was refused, or that changed nothing, leaves no entry of a change', async () => {
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
