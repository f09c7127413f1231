/** The two kinds, the form of their tokens, and where the secret is and is not: document 002 up to “Minting an API key”. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { TestApp } from '../../harness.ts';
import { eventually, join, present, refused, revoke, secretHalf } from './calls.ts';
import { kinds, names, openDoor, type Start } from './subjects.ts';

export function twoCredentialTypes(start: Start): void {
  describe('two credential types', () => {
    it('an API key acts on its own project and on no other', async () => {
      const app = await start();
      const key = await app.apiKey(app.projectId, ['projects.read']);
      const other = await app.project('acme', 'not-of-the-key');
      const { authorization } = key;
      assert.equal((await app.call('GET', `/api/v1/projects/${app.projectId}`, { authorization })).status, 200);
      refused(await app.call('GET', `/api/v1/projects/${other}`, { authorization }), 403, 'WRONG_PROJECT');
    });

    it('a PAT acts as its user in every project that the user belongs to', async () => {
      const app = await start();
      const { projectId } = await app.tenant('pat-spans');
      const person = await app.person('acme', 'MEMBER');
      await join(app, 'pat-spans', person, 'MEMBER');
      const { authorization } = await app.pat(person, ['projects.read']);
      for (const id of [app.projectId, projectId]) {
        assert.equal((await app.call('GET', `/api/v1/projects/${id}`, { authorization })).status, 200);
      }
      assert.equal((await app.call('GET', '/api/v1/users/me', { authorization })).body.id, person.userId);
    });

    for (const kind of kinds) {
      it(`revoking ${names[kind]} leaves every other credential working`, async () => {
        const app = await start();
        const { mint, owner, path } = await openDoor(app, kind);
        const doomed = await mint(['keys.read']);
        const others = [await mint(['keys.read']), await app.pat(owner, ['keys.read'])];
        await revoke(app, `${path}/${doomed.id}`, owner);
        refused(await present(app, doomed.authorization), 401, 'CREDENTIAL_REVOKED');
        for (const { authorization } of others) assert.equal((await present(app, authorization)).status, 200);
      });
    }
  });
}

export function tokenFormat(start: Start): void {
  describe('token format', () => {
    it('an API key reads tr_ak_, 8 characters, a full stop, 43 characters; its prefix is all before the stop', async () => {
      const app = await start();
      const { secret, prefix } = await app.apiKey(app.projectId, ['keys.read']);
      assert.match(secret, /^tr_ak_[a-z0-9]{8}\.[0-9A-Za-z]{43}$/);
      assert.equal(secret.split('.')[0], prefix);
    });

    it('a PAT reads tr_pat_, 8 characters, a full stop, 43 characters; its prefix is all before the stop', async () => {
      const app = await start();
      const { secret, prefix } = await app.pat(await app.admin(), ['keys.read']);
      assert.match(secret, /^tr_pat_[a-z0-9]{8}\.[0-9A-Za-z]{43}$/);
      assert.equal(secret.split('.')[0], prefix);
    });

    for (const kind of kinds) {
      it(`the public prefix of ${names[kind]} is stored and shown in listings`, async () => {
        const app = await start();
        const { mint, owner, path } = await openDoor(app, kind);
        const { id, prefix } = await mint(['keys.read']);
        const rows = app.app.database.reader.selectFrom('credentials').select('prefix').where('id', '=', id);
        assert.equal((await rows.executeTakeFirstOrThrow()).prefix, prefix.slice(-8));
        const { body } = await app.call('GET', path, { authorization: owner.authorization });
        assert.equal(body.data[0].prefix, prefix);
      });

      it(`the secret of ${names[kind]} is stored as its Argon2id hash and in no other form`, async () => {
        const app = await start();
        const minted = await (await openDoor(app, kind)).mint(['keys.read']);
        assert.equal((await present(app, minted.authorization)).status, 200);
        const rows = app.app.database.reader.selectFrom('credentials').selectAll().where('id', '=', minted.id);
        const { secretHash } = await rows.executeTakeFirstOrThrow();
        assert.match(secretHash, /^\$argon2id\$v=19\$m=\d+,t=\d+,p=\d+\$[^$]+\$[^$]+$/);
        const verified = await app.app.people.argon2.verify('test', secretHash, secretHalf(minted));
        assert.deepEqual(verified, { overloaded: false, value: true });
        const stored = JSON.stringify(await everyRow(app));
        assert.ok(stored.includes(secretHash), 'the rows that were searched hold the hash');
        for (const part of [secretHalf(minted), secretHalf(minted).slice(0, 32), secretHalf(minted).slice(-11)]) {
          assert.ok(!stored.includes(part), 'no column holds any of the secret');
        }
      });

      it(`the plaintext of ${names[kind]} is in the reply to its mint and never again in a reply or a log line`, async () => {
        const app = await start();
        const { mint, owner, path } = await openDoor(app, kind);
        const { authorization } = owner;
        const minted = await mint(['keys.read']);
        assert.equal((await present(app, minted.authorization)).status, 200);
        const one = `${path}/${minted.id}`;
        const change = { authorization, headers: { 'if-match': '*' }, body: { note: 'renamed' } };
        const replies = [
          await app.call('GET', path, { authorization }),
          await app.call('GET', one, { authorization }),
          await app.call('PATCH', one, change),
          await app.call('DELETE', one, { authorization }),
          await app.call('GET', one, { authorization }),
          await present(app, minted.authorization),
          await app.call('GET', `/api/v1/scopes?token=${minted.secret}`),
        ];
        assert.deepEqual(
          replies.map(({ status }) => status),
          [200, 200, 200, 204, 200, 401, 401],
        );
        for (const { text, headers } of replies) {
          assert.ok(!(text + JSON.stringify([...headers])).includes(secretHalf(minted)), text);
        }
        const isLogged = (lines: readonly string[]) => lines.some((line) => line.includes(minted.id));
        const lines = await eventually(async () => app.logs, isLogged);
        assert.ok(!lines.some((line) => line.includes(secretHalf(minted))), 'no log line holds the secret');
      });
    }

    it('an API key is presented as ApiKey and a PAT as Bearer in the Authorization header', async () => {
      const app = await start();
      const key = await app.apiKey(app.projectId, ['keys.read']);
      const pat = await app.pat(await app.admin(), ['keys.read']);
      assert.equal((await present(app, `ApiKey ${key.secret}`)).status, 200);
      assert.equal((await present(app, `Bearer ${pat.secret}`)).status, 200);
    });
  });
}

/** Every row of every table, for looking for what must not be there. */
async function everyRow({ app }: TestApp): Promise<readonly unknown[]> {
  const tables = [
    'credentials',
    'auditEvents',
    'changeFeed',
    'users',
    'sessions',
    'accounts',
    'invitations',
    'organizations',
    'memberships',
    'projects',
    'instance',
  ] as const;
  return Promise.all(tables.map((table) => app.database.reader.selectFrom(table).selectAll().execute()));
}
