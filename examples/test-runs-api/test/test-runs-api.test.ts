/** Document 003, “Usage in CI/CD Pipelines”, at an API that is not Keywright’s own. */
import assert from 'node:assert/strict';
import { it } from 'node:test';
import { parseList } from 'structured-headers';
import { FrozenClock } from '../../../packages/server/test/frozen-clock.ts';
import type { TestApp } from '../../../packages/server/test/harness.ts';
import { readOnce } from '../../../packages/server/test/scenarios/audit/calls.ts';
import { byEachWay } from '../../test/by-each-way.ts';
import { call, refused } from '../../test/call.ts';
import { createApi } from '../src/api.ts';

/** The payload of the document. */
const policy = {
  name: 'strict-ci',
  enabled: true,
  rules: [{ per_minute: 60, burst: 10, path_patterns: ['/api/v1/projects/{project_id}/execute/*'], methods: ['POST'] }],
};

async function createToken(keywright: TestApp, projectId: string, scopes: readonly string[]): Promise<string> {
  const { authorization } = await keywright.admin();
  const expires_at = new Date(keywright.clock.now() + 86_400_000).toISOString();
  const body = { name: 'CI Pipeline', scopes, project_ids: [projectId], expires_at };
  const created = await keywright.call('POST', '/api/v1/tokens', { authorization, body });
  assert.equal(created.status, 201, created.text);
  return created.body.token;
}

async function limit(keywright: TestApp, projectId: string): Promise<void> {
  const { authorization } = await keywright.admin();
  const path = `/api/v1/projects/${projectId}/rate-limit-policies`;
  const created = await keywright.call('POST', path, { authorization, body: policy });
  assert.equal(created.status, 201, created.text);
  const body = { policy_id: created.body.id };
  assert.equal((await keywright.call('PUT', `${path}/default`, { authorization, body })).status, 200);
}

const execute = (url: string, projectId: string, pat: string) =>
  call(url, `POST /api/v1/projects/${projectId}/execute/suite/nightly`, [`Authorization: Bearer ${pat}`]);

byEachWay({ name: 'the test-runs API', platform: 'api-testing', createApi }, (started) => {
  it('the call of the document triggers an execution, as the owner of the PAT', async () => {
    const { keywright, url } = started();
    const pat = await createToken(keywright, keywright.projectId, ['read:projects', 'execute']);
    const { status, body, text } = await execute(url, keywright.projectId, pat);
    assert.equal(status, 202, text);
    const { userId } = await keywright.admin();
    assert.deepEqual([body.project_id, body.suite_id, body.started_by], [keywright.projectId, 'nightly', userId]);
  });

  it('a token without the scope, of another project or revoked triggers none', async () => {
    const { keywright, url } = started();
    const other = await keywright.project('acme', 'other');
    refused(
      await execute(url, other, await createToken(keywright, other, ['read:projects'])),
      403,
      'INSUFFICIENT_SCOPE',
    );
    const elsewhere = await createToken(keywright, keywright.projectId, ['execute']);
    refused(await execute(url, other, elsewhere), 403, 'WRONG_PROJECT');
    const { authorization } = await keywright.admin();
    const listed = await keywright.call('GET', '/api/v1/tokens', { authorization });
    const { id } = listed.body.data[0];
    await keywright.call('PATCH', `/api/v1/tokens/${id}`, { authorization, body: { action: 'revoke' } });
    refused(await execute(url, keywright.projectId, elsewhere), 401, 'CREDENTIAL_REVOKED');
  });

  it('each answer says how much of the policy is left; past it come 429 and a Retry-After that is true', async (t) => {
    const { keywright, url } = started();
    const clock = new FrozenClock(keywright.clock);
    t.after(() => clock.release());
    const projectId = await keywright.project('acme', 'limited');
    await limit(keywright, projectId);
    const pat = await createToken(keywright, projectId, ['read:projects', 'execute']);
    for (let left = 9; left >= 0; left -= 1) {
      const { status, headers } = await execute(url, projectId, pat);
      assert.equal(status, 202);
      assert.deepEqual(read(headers, 'ratelimit-policy'), [['strict-ci', { q: 10, w: 10 }]]);
      assert.deepEqual(read(headers, 'ratelimit')[0]?.[1].r, left);
    }
    const over = refused(await execute(url, projectId, pat), 429, 'RATE_LIMITED');
    assert.equal(read(over.headers, 'ratelimit')[0]?.[1].r, 0);
    const seconds = Number(over.headers.get('retry-after'));
    assert.equal(seconds, 1);
    clock.setNow(clock.now() + seconds * 1_000);
    assert.equal((await execute(url, projectId, pat)).status, 202);
  });

  it('what came through is in the audit log: who, the path, the address of the client and what the gate answered', async () => {
    const { keywright, url } = started();
    const projectId = await keywright.project('acme', 'audited');
    const pat = await createToken(keywright, projectId, ['execute']);
    assert.equal((await execute(url, projectId, pat)).status, 202);
    const listed = await keywright.call('GET', '/api/v1/tokens', await keywright.admin());
    const [event] = await readOnce(keywright, 1, { kind: 'use', targetId: listed.body.data[0].id });
    const path = `/api/v1/projects/${projectId}/execute/suite/nightly`;
    assert.deepEqual(
      [event?.method, event?.path, event?.projectId, event?.address, event?.actor.userId],
      ['POST', path, projectId, '127.0.0.1', (await keywright.admin()).userId],
    );
    assert.ok(event?.status === 200 || event?.status === 204);
  });
});

/** The items of a list of structured fields, with their parameters. */
const read = (headers: Headers, name: string) =>
  parseList(headers.get(name) ?? '').map(([item, parameters]) => [item, Object.fromEntries(parameters)] as const);
