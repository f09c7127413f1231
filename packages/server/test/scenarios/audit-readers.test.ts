/** Who may read which part of the audit log, and what a reader finds. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { answerOf, keysPath, missingId, patsPath, refused, setRole } from '../acceptance/002/calls.ts';
import { onEachDatabase, sharedApp } from '../harness.ts';
import { ask, instanceLog, myLog, organizationLog, projectLog, readLog, readOnce, type Start } from './audit/calls.ts';

const logsOf = (organization: string, projectId: string) =>
  [organizationLog(organization), projectLog(projectId)].flatMap((path) => [path, `${path}/export`]);

function readers(start: Start): void {
  describe('the log of an organization', () => {
    it('of another tenant answers as that of one that does not exist, and so does that of its project', async () => {
      const app = await start();
      const { organizationId, projectId } = await app.tenant('theirs');
      const owner = await app.person('acme', 'OWNER');
      const pat = await app.pat(owner, ['members.write']);
      const key = await app.apiKey(app.projectId, ['members.write'], {}, owner);
      for (const by of [owner, pat, key]) {
        for (const end of ['', '/export']) {
          const missing = await ask(app, organizationLog(missingId) + end, by);
          refused(missing, 404, 'NOT_FOUND');
          for (const path of [organizationLog('theirs'), organizationLog(organizationId), projectLog(projectId)]) {
            assert.deepEqual(answerOf(await ask(app, path + end, by)), answerOf(missing), path);
          }
        }
      }
    });

    it('holds nothing of another tenant, whatever is asked for', async () => {
      const app = await start();
      const { organizationId, projectId } = await app.tenant('apart');
      const theirs = await app.apiKey(projectId, ['keys.read']);
      const owner = await app.person('acme', 'OWNER');
      for (const query of [
        {},
        { targetId: theirs.id },
        { kind: 'change' },
        { actorUserId: (await app.admin()).userId },
      ]) {
        for (const event of await readLog(app, organizationLog('acme'), owner, query)) {
          assert.notEqual(event.organizationId, organizationId);
        }
      }
      assert.deepEqual(await readLog(app, organizationLog('acme'), owner, { targetId: theirs.id }), []);
    });

    it('shows a credential that is bound to projects only what concerns those, page by page and exported', async () => {
      const app = await start();
      const { projectId: first } = await app.tenant('bound');
      const [second, third] = [await app.project('bound', 'second'), await app.project('bound', 'third')];
      for (const projectId of [first, second, third]) await app.apiKey(projectId, ['keys.read']);
      const admin = await app.admin();
      const bound = await app.pat(admin, ['members.write'], { projectIds: [first, second] });
      const key = await app.apiKey(third, ['members.write']);
      for (const { by, allowed } of [
        { by: bound, allowed: [first, second] },
        { by: key, allowed: [third] },
      ]) {
        const events = await readLog(app, organizationLog('bound'), by, { limit: '1' });
        assert.deepEqual([...new Set(events.map(({ projectId }) => projectId))].sort(), [...allowed].sort());
        const exported = await ask(app, `${organizationLog('bound')}/export`, by, { kind: 'change' });
        const lines = exported.text
          .trim()
          .split('\n')
          .map((line) => JSON.parse(line).projectId);
        assert.deepEqual([...new Set(lines)].sort(), [...allowed].sort());
        refused(await ask(app, projectLog(by === key ? first : third), by), 403, 'WRONG_PROJECT');
      }
      const whole = await readLog(app, organizationLog('bound'), admin);
      assert.ok(whole.some(({ projectId }) => projectId === null));
      assert.ok(whole.some(({ projectId }) => projectId === third));
    });

    it('needs its scope: a PAT or an API key without it is refused, and so is a person who lost the role', async () => {
      const app = await start();
      const person = await app.person('acme', 'ADMIN');
      const pat = await app.pat(person, ['members.write']);
      const without = await app.pat(person, ['keys.read']);
      const key = await app.apiKey(app.projectId, ['keys.read']);
      for (const path of logsOf('acme', app.projectId)) {
        for (const by of [person, pat]) assert.equal((await ask(app, path, by)).status, 200);
        for (const by of [without, key]) refused(await ask(app, path, by), 403, 'INSUFFICIENT_SCOPE');
      }
      await setRole(app, 'acme', person, 'MEMBER');
      for (const by of [person, pat]) refused(await ask(app, projectLog(app.projectId), by), 403, 'INSUFFICIENT_SCOPE');
      assert.equal((await ask(app, projectLog(app.projectId), {} as { authorization: string })).status, 401);
    });
  });

  describe('one’s own log', () => {
    it('has what one did, with one’s tokens too, one’s sign-ins, and what others did to one’s tokens, and nothing else', async () => {
      const app = await start();
      const [admin, owner, stranger] = [
        await app.admin(),
        await app.person('acme', 'MEMBER'),
        await app.person('acme', 'MEMBER'),
      ];
      const [used, revoked, other] = [
        await app.pat(owner, ['api-keys.read']),
        await app.pat(owner, ['keys.read']),
        await app.pat(stranger, ['api-keys.read']),
      ];
      for (const pat of [used, other]) await app.call('GET', keysPath(app.projectId), pat);
      const { authorization } = admin;
      const body = { reason: 'found in a public place' };
      const one = `/api/v1/admin/credentials/${revoked.id}/revoke`;
      assert.equal((await app.call('POST', one, { authorization, body })).status, 200);
      const all = `/api/v1/admin/users/${owner.userId}/revoke-credentials`;
      const everything = await app.call('POST', all, { authorization, body });
      assert.equal(everything.status, 200, everything.text);
      await readOnce(app, 1, { kind: 'use', targetId: other.id });
      const mine = await readLog(app, myLog, owner);
      for (const event of mine) {
        const isOwn = event.actor.userId === owner.userId;
        const isDoneToOwn = event.actor.userId === admin.userId && [revoked.id, owner.userId].includes(event.target.id);
        const isSignIn = event.action === 'session.create' && event.target.id === owner.userId;
        assert.ok(isOwn || isDoneToOwn || isSignIn, JSON.stringify(event));
      }
      assert.deepEqual(
        mine.filter(({ actor }) => actor.userId === admin.userId).map(({ action, target }) => [action, target.id]),
        [
          ['user.revoke', owner.userId],
          ['credential.revoke', revoked.id],
        ],
      );
      const theirs = mine.filter(({ actor }) => actor.userId === admin.userId);
      assert.equal(theirs.length, 2);
      for (const { details } of theirs) assert.equal(details.reason, body.reason);
      assert.ok(mine.some(({ action }) => action === 'session.create'));
      assert.ok(mine.some(({ action, target }) => action === 'credential.use' && target.id === used.id));
      assert.ok(mine.some(({ action, target }) => action === 'pat.mint' && target.id === used.id));
      assert.deepEqual(await readLog(app, myLog, stranger, { targetId: revoked.id }), []);
    });

    it('is read by whoever is signed in, and not by a token that may not manage tokens', async () => {
      const app = await start();
      const person = await app.person('acme', 'MEMBER');
      assert.equal((await ask(app, myLog, person)).status, 200);
      refused(await ask(app, myLog, await app.pat(person, ['keys.read'])), 403, 'CREDENTIAL_KIND_REFUSED');
      refused(await ask(app, myLog, await app.apiKey(app.projectId, ['keys.read'])), 403, 'CREDENTIAL_KIND_REFUSED');
    });
  });

  describe('the log of the instance', () => {
    it('is read by an instance administrator who is signed in, and by nobody else; it has everything', async () => {
      const app = await start();
      const admin = await app.admin();
      const owner = await app.person('acme', 'OWNER');
      for (const path of [instanceLog, `${instanceLog}/export`, `${instanceLog}/verification`]) {
        assert.equal((await ask(app, path, admin)).status, 200);
        refused(await ask(app, path, owner), 403, 'FORBIDDEN');
        refused(await ask(app, path, await app.pat(admin, ['members.write'])), 403, 'CREDENTIAL_KIND_REFUSED');
      }
      const { projectId } = await app.tenant('seen-by-admin');
      const key = await app.apiKey(projectId, ['keys.read']);
      const pat = await app.pat(owner, ['keys.read']);
      for (const { id } of [key, pat])
        assert.equal((await readLog(app, instanceLog, admin, { targetId: id })).length, 1);
      const { body } = await ask(app, `${instanceLog}/verification`, admin);
      assert.equal(body.verified, true);
    });

    it('its verification names a change in its latest events', async () => {
      const app = await start();
      const [latest] = await readLog(app, instanceLog, await app.admin());
      const status = (value: number) =>
        app.app.database.transaction((trx) =>
          trx.updateTable('auditEvents').set({ status: value }).where('sequence', '=', Number(latest?.id)).execute(),
        );
      await status(599);
      const { body } = await ask(app, `${instanceLog}/verification`, await app.admin());
      await status(latest?.status ?? 0);
      assert.equal(body.verified, false);
      assert.equal(body.fault.sequence, Number(latest?.id));
    });
  });
}

function filters(start: Start): void {
  describe('a listing', () => {
    it('filters by kind, action, actor, target, address, status and time, each alone and all at once', async () => {
      const app = await start();
      const person = await app.person('acme', 'OWNER');
      const key = await app.apiKey(app.projectId, ['api-keys.read'], {}, person);
      await app.call('GET', keysPath(app.projectId), key);
      await app.call('GET', projectLog(app.projectId), key);
      await readOnce(app, 2, { kind: 'use', targetId: key.id });
      const path = organizationLog('acme');
      const whole = await readLog(app, path, person);
      const use = whole.find(({ target, status }) => target.id === key.id && status === 403);
      assert.ok(use);
      const after = new Date(Date.parse(use.at) + 1).toISOString();
      const queries = {
        kind: 'use',
        action: 'credential.use',
        targetId: key.id,
        address: '127.0.0.1',
        status: '403',
        from: use.at,
        to: after,
      };
      const checks: Readonly<Record<string, (event: (typeof whole)[number]) => boolean>> = {
        kind: ({ kind }) => kind === 'use',
        action: ({ action }) => action === 'credential.use',
        targetId: ({ target }) => target.id === key.id,
        address: ({ address }) => address === '127.0.0.1',
        status: ({ status }) => status === 403,
        from: ({ at }) => at >= use.at,
        to: ({ at }) => Date.parse(at) < Date.parse(after),
      };
      for (const [name, value] of Object.entries(queries)) {
        const found = await readLog(app, path, person, { [name]: value, limit: '7' });
        const expected = whole.filter((event) => checks[name]?.(event));
        assert.deepEqual(
          found.map(({ id }) => id),
          expected.map(({ id }) => id),
          name,
        );
        assert.ok(expected.length > 0, name);
      }
      assert.deepEqual(
        (await readLog(app, path, person, queries)).map(({ id }) => id),
        [use.id],
      );
      const byPerson = await readLog(app, path, person, { actorUserId: person.userId, action: 'api-key.mint' });
      assert.deepEqual(
        byPerson.map(({ target }) => target.id),
        [key.id],
      );
      assert.deepEqual(await readLog(app, path, person, { ...queries, status: '404' }), []);
    });

    it('refuses a cursor that no listing gave, and a time that names no instant', async () => {
      const app = await start();
      const admin = await app.admin();
      const cursorOf = (text: string) => Buffer.from(text).toString('base64url');
      const cursors = [
        'x',
        '!!!',
        '0',
        cursorOf('-1'),
        cursorOf('0'),
        cursorOf('1e3'),
        cursorOf('1'.repeat(16)),
        `${cursorOf('12')}=`,
        `M!${cursorOf('12').slice(1)}`,
        cursorOf('12 '),
        '😀',
      ];
      for (const cursor of cursors) {
        const details = refused(await ask(app, instanceLog, admin, { cursor }), 400, 'VALIDATION_FAILED');
        assert.equal((details.fields as { path: string }[])[0]?.path, 'cursor', cursor);
      }
      for (const from of ['yesterday', '2026-02-31T00:00:00Z', '2026-01-01', '2016-12-31T23:59:60Z']) {
        refused(await ask(app, instanceLog, admin, { from }), 400, 'VALIDATION_FAILED');
      }
      for (const query of [{ kind: 'other' }, { status: 'x' }, { limit: '0' }, { unknown: '1' }]) {
        refused(await ask(app, instanceLog, admin, query as Record<string, string>), 400, 'VALIDATION_FAILED');
      }
    });
  });
}

onEachDatabase('readers of the audit log', (kind) => {
  const start = sharedApp(kind);
  readers(start);
  filters(start);

  it('a PAT that may manage tokens reads its owner’s log: on Part-DB, one with Full access', async () => {
    const startPartDb = sharedApp(kind, { platform: 'part-db' });
    const app = await startPartDb();
    const admin = await app.admin();
    const expiresAt = new Date(app.clock.now() + 86_400_000).toISOString();
    const mint = async (level: string) => {
      const { authorization } = admin;
      const minted = await app.call('POST', patsPath, { authorization, body: { name: level, level, expiresAt } });
      assert.equal(minted.status, 201, minted.text);
      return { authorization: `Bearer ${minted.body.secret}` };
    };
    const path = myLog;
    assert.equal((await ask(app, path, await mint('full'))).status, 200);
    refused(await ask(app, path, await mint('read-only')), 403, 'CREDENTIAL_KIND_REFUSED');
  });
});
