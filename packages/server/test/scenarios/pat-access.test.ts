/** What an owner is told that a PAT of theirs may do: the same that requests with it find. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { onEachDatabase, sharedApp, TestApp } from '../harness.ts';

const accessPath = (id: string) => `/api/v1/users/me/pats/${id}/access`;

onEachDatabase('the access of a PAT', (kind) => {
  const start = sharedApp(kind);

  test('is in each organization what the PAT itself finds there, and what its owner’s role lacks is named', async () => {
    const app = await start();
    const { organizationId } = await app.tenant('second');
    const owner = await app.person('acme', 'ADMIN');
    const { authorization } = await app.admin();
    const body = { email: owner.email, role: 'MEMBER' };
    await app.call('POST', '/api/v1/organizations/second/members', { authorization, body });
    const pat = await app.pat(owner, ['api-keys.write']);
    const told = await app.call('GET', accessPath(pat.id), owner);
    assert.equal(told.status, 200, told.text);
    const found = await app.call('GET', '/api/v1/tokens/current', pat);
    assert.deepEqual(told.body.granted, found.body.scopes);
    assert.deepEqual(
      told.body.organizations.map(({ organizationId, role, scopes }: Record<string, unknown>) => [
        organizationId,
        role,
        scopes,
      ]),
      found.body.effective.map(({ organization_id, role, scopes }: Record<string, unknown>) => [
        organization_id,
        role,
        scopes,
      ]),
    );
    const there = told.body.organizations.find(
      (each: Record<string, unknown>) => each.organizationId === organizationId,
    );
    assert.ok(there.missing.includes('api-keys.write'));
    assert.ok(!there.scopes.includes('api-keys.write'));
    const here = told.body.organizations.find((each: Record<string, unknown>) => each !== there);
    assert.deepEqual([here.missing, here.scopes.includes('api-keys.write')], [[], true]);
  });

  test('is its owner’s alone to see, by session', async () => {
    const app = await start();
    const owner = await app.person('acme', 'MEMBER');
    const pat = await app.pat(owner, ['keys.read']);
    assert.equal((await app.call('GET', accessPath(pat.id), await app.admin())).status, 404);
    assert.equal((await app.call('GET', accessPath(pat.id), pat)).status, 403);
  });

  test('of a level that follows its owner is all that the owner may do, and lacks nothing', async () => {
    const app = await TestApp.start(kind, { platform: 'part-db' });
    try {
      const owner = await app.admin();
      const minted = await app.call('POST', '/api/v1/users/me/pats', {
        authorization: owner.authorization,
        body: { name: 'full', level: 'full' },
      });
      assert.equal(minted.status, 201, minted.text);
      const { body } = await app.call('GET', accessPath(minted.body.id), owner);
      assert.equal(body.followsOwner, true);
      const held = await app.call('GET', '/api/v1/scopes', owner);
      assert.deepEqual(
        body.organizations.map(({ scopes, missing }: Record<string, unknown>) => ({ scopes, missing })),
        held.body.grantable.organizations.map(({ scopes }: Record<string, unknown>) => ({ scopes, missing: [] })),
      );
    } finally {
      await app.close();
    }
  });
});
