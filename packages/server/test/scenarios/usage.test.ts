/** How often credentials were used: the series behind the charts, and the instance in figures. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setTimeout as wait } from 'node:timers/promises';
import { type Minted, onEachDatabase, sharedApp, type TestApp } from '../harness.ts';

const outcomes = ['allowed', 'denied', 'throttled', 'refused', 'failed'] as const;
type Step = Readonly<Record<(typeof outcomes)[number], number>> & { readonly at: string };

const totals = (series: readonly Step[]) =>
  Object.fromEntries(outcomes.map((outcome) => [outcome, series.reduce((sum, step) => sum + step[outcome], 0)]));
const sum = (series: readonly Step[]) => Object.values(totals(series)).reduce((all, count) => all + count, 0);

/** Asks until as many uses are counted as were made: they are written every few seconds. */
async function untilCounted(app: TestApp, path: string, uses: number): Promise<{ step: string; data: Step[] }> {
  const { authorization } = await app.admin();
  for (let attempt = 0; ; attempt += 1) {
    const { status, body, text } = await app.call('GET', path, { authorization });
    assert.equal(status, 200, text);
    if (sum(body.data) >= uses || attempt === 150) return body;
    await wait(100);
  }
}

async function use(app: TestApp, key: Minted, path: string, status: number): Promise<void> {
  const { authorization } = key;
  assert.equal((await app.call('GET', path, { authorization })).status, status);
}

onEachDatabase('usage', (kind) => {
  const start = sharedApp(kind);

  test('each use of a credential is counted by its outcome, for its owner and for administrators', async () => {
    const app = await start();
    const project = `/api/v1/projects/${app.projectId}`;
    const key = await app.apiKey(app.projectId, ['projects.read']);
    for (let count = 0; count < 3; count += 1) await use(app, key, project, 200);
    await use(app, key, `${project}/api-keys`, 403);
    await app.call('DELETE', `${project}/api-keys/${key.id}`, await app.admin());
    for (let count = 0; count < 2; count += 1) await use(app, key, project, 401);

    const usage = await untilCounted(app, `${project}/api-keys/${key.id}/usage?days=1`, 6);
    assert.deepEqual(totals(usage.data), { allowed: 3, denied: 1, throttled: 0, refused: 2, failed: 0 });
    assert.equal(usage.step, 'hour');
    const same = await untilCounted(app, `/api/v1/admin/credentials/${key.id}/usage?days=30`, 6);
    assert.deepEqual(totals(same.data), totals(usage.data));
    assert.equal(same.step, 'day');
    assert.ok(same.data.length >= 30 && same.data.length <= 31);
  });

  test('another’s PAT has no usage to see', async () => {
    const app = await start();
    const owner = await app.person('acme', 'MEMBER');
    const pat = await app.pat(owner, ['projects.read']);
    const path = `/api/v1/users/me/pats/${pat.id}/usage`;
    assert.equal((await app.call('GET', path, owner)).status, 200);
    assert.equal((await app.call('GET', path, await app.person('acme', 'OWNER'))).status, 404);
  });

  test('the days that are asked for are bounded', async () => {
    const app = await start();
    const owner = await app.admin();
    const pat = await app.pat(owner, ['projects.read']);
    for (const days of ['0', '91', 'x']) {
      assert.equal((await app.call('GET', `/api/v1/users/me/pats/${pat.id}/usage?days=${days}`, owner)).status, 400);
    }
  });

  test('the figures count each credential in its state, and refusals of what is no credential', async () => {
    const app = await start();
    const admin = await app.admin();
    const figures = async () => (await app.call('GET', '/api/v1/admin/figures', admin)).body;
    const before = await figures();
    const soon = new Date(app.clock.now() + 86_400_000).toISOString();
    await app.apiKey(app.projectId, ['projects.read']);
    await app.apiKey(app.projectId, ['projects.read'], { expiresAt: soon });
    const ended = await app.apiKey(app.projectId, ['projects.read']);
    await app.call('DELETE', `/api/v1/projects/${app.projectId}/api-keys/${ended.id}`, admin);
    const now = await figures();
    const grown = (name: string) => now.credentials[name] - before.credentials[name];
    assert.deepEqual(['active', 'neverExpiring', 'expiringSoon', 'revoked', 'unused'].map(grown), [2, 1, 1, 1, 0]);

    const refusedSoFar = totals(before.lastHour).refused ?? 0;
    const nobody = { authorization: 'Bearer nonsense' };
    for (let count = 0; count < 4; count += 1) await app.call('GET', '/api/v1/users/me', nobody);
    for (let attempt = 0; attempt < 150; attempt += 1) {
      if ((totals((await figures()).lastHour).refused ?? 0) - refusedSoFar >= 4) break;
      await wait(100);
    }
    assert.ok((totals((await figures()).lastHour).refused ?? 0) - refusedSoFar >= 4);
    assert.equal((await figures()).lastHour.length, 60);
  });
});
