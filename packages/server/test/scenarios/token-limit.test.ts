/** The platform’s limits on live credentials, under mints that come at the same moment. */
import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { toInstant } from '../../src/kernel/instant.ts';
import { onEachDatabase, sharedApp } from '../harness.ts';

const folder = mkdtempSync(join(tmpdir(), 'keywright-platform-'));
after(() => rmSync(folder, { recursive: true, force: true }));

/** Translately with limits. */
const platform = join(folder, 'limited.yaml');
const translately = readFileSync(new URL('../../../../platforms/translately.yaml', import.meta.url), 'utf8');
const limits = 'limits:\n  livePatsPerUser: 3\n  liveApiKeysPerProject: 4\n';
writeFileSync(platform, translately.replace('limits: {}\n', limits));

onEachDatabase('the limit on live credentials', (kind) => {
  const shared = sharedApp(kind, { platform });
  const body = { name: 'one of many', scopes: ['keys.read'] };

  for (const { what, limit, pathOf } of [
    { what: 'PATs of a user', limit: 3, pathOf: () => '/api/v1/users/me/pats' },
    { what: 'API keys of a project', limit: 4, pathOf: (id: string) => `/api/v1/projects/${id}/api-keys` },
  ]) {
    test(`20 mints at once never exceed it: ${what}`, async () => {
      const app = await shared();
      const { authorization } = await app.admin();
      const path = pathOf(app.projectId);
      const replies = await Promise.all(
        Array.from({ length: 20 }, () => app.call('POST', path, { authorization, body })),
      );
      const minted = replies.filter(({ status }) => status === 201);
      const refused = replies.filter(({ status }) => status !== 201);
      assert.equal(minted.length, limit);
      for (const { status, body: problem } of refused) {
        assert.equal(status, 409);
        assert.equal(problem.error.code, 'TOKEN_LIMIT_REACHED');
        assert.equal(problem.error.details.limit, limit);
      }
      assert.equal((await app.call('GET', path, { authorization })).body.data.length, limit);
    });

    test(`a revoked one makes room for one more: ${what}`, async () => {
      const app = await shared();
      const { authorization } = await app.admin();
      const path = pathOf(app.projectId);
      const { data } = (await app.call('GET', path, { authorization })).body;
      assert.equal((await app.call('DELETE', `${path}/${data[0].id}`, { authorization })).status, 204);
      const replies = await Promise.all(
        Array.from({ length: 5 }, () => app.call('POST', path, { authorization, body })),
      );
      assert.deepEqual(replies.map(({ status }) => status).sort(), [201, 409, 409, 409, 409]);
    });
  }

  test('an expired one makes room for one more', async () => {
    const app = await shared();
    const person = await app.person('acme', 'MEMBER');
    const expiresAt = toInstant(app.clock.now() + 3_600_000);
    for (let index = 0; index < 3; index += 1) await app.pat(person, ['keys.read'], { expiresAt });
    await assert.rejects(app.pat(person, ['keys.read']), /TOKEN_LIMIT_REACHED/);
    app.clock.advance(3_600_000);
    await app.pat(person, ['keys.read']);
  });
});
