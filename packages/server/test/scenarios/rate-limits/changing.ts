import assert from 'node:assert/strict';
import { after, describe, it } from 'node:test';
import { createDatabase, type DatabaseKind, TestApp } from '../../harness.ts';
import {
  createPolicy,
  getProject,
  itemsIn,
  limitedProject,
  newProject,
  type Start,
  setDefault,
  statusesOf,
  throttled,
  updatePolicy,
} from './calls.ts';

const scopes = ['projects.read'];
const overwriting = { 'if-match': '*' };

/** A changed policy is in force on the next request; and concurrent requests share one count. */
export function changing(start: Start, kind: DatabaseKind): void {
  describe('a policy that is changed', () => {
    it('holds on the next request, and what was counted stays counted', async () => {
      const app = await start();
      const { projectId, policy } = await limitedProject(app, [{ per_hour: 100 }]);
      const key = await app.apiKey(projectId, scopes);
      await statusesOf(5, () => getProject(app, projectId, key));
      await updatePolicy(app, projectId, policy.id, { rules: [{ per_hour: 5 }] });
      assert.equal((await getProject(app, projectId, key)).status, 429);
      await updatePolicy(app, projectId, policy.id, { enabled: false });
      const free = await getProject(app, projectId, key);
      assert.deepEqual([free.status, free.headers.get('ratelimit')], [200, null]);
      await updatePolicy(app, projectId, policy.id, { enabled: true, rules: [{ per_hour: 7 }] });
      assert.deepEqual(await statusesOf(3, () => getProject(app, projectId, key)), [200, 200, 429]);
    });

    it('is no policy any more once it was deleted', async () => {
      const app = await start();
      const { projectId, policy } = await limitedProject(app, [{ per_hour: 1 }]);
      const key = await app.apiKey(projectId, scopes);
      assert.deepEqual(await statusesOf(2, () => getProject(app, projectId, key)), [200, 429]);
      await setDefault(app, projectId, null);
      const path = `/api/v1/projects/${projectId}/rate-limit-policies/${policy.id}`;
      const { authorization } = await app.admin();
      assert.equal((await app.call('DELETE', path, { authorization })).status, 204);
      assert.equal((await getProject(app, projectId, key)).status, 200);
    });

    it('of a token holds on its next request, given and taken', async () => {
      const app = await start();
      const projectId = await newProject(app);
      const { id } = await createPolicy(app, projectId, [{ per_hour: 1 }]);
      const key = await app.apiKey(projectId, scopes);
      const { authorization } = await app.admin();
      const give = async (rateLimitPolicyId: string | null) => {
        const path = `/api/v1/projects/${projectId}/api-keys/${key.id}`;
        const reply = await app.call('PATCH', path, {
          authorization,
          headers: overwriting,
          body: { rateLimitPolicyId },
        });
        assert.equal(reply.status, 200, reply.text);
      };
      assert.deepEqual(await statusesOf(3, () => getProject(app, projectId, key)), [200, 200, 200]);
      await give(id);
      assert.deepEqual(await statusesOf(2, () => getProject(app, projectId, key)), [200, 429]);
      await give(null);
      assert.deepEqual(await statusesOf(2, () => getProject(app, projectId, key)), [200, 200]);
    });
  });

  describe('two processes on one database', () => {
    let place: Awaited<ReturnType<typeof createDatabase>> | undefined;
    const apps: TestApp[] = [];
    after(async () => {
      for (const app of apps) await app.close();
      await place?.drop();
    });

    it('apply what either changes on the very next request, to tokens that they know and to others', async () => {
      place = await createDatabase(kind);
      const here = await TestApp.start(kind, { database: place });
      const there = await TestApp.start(kind, { database: place });
      apps.push(here, there);
      const { projectId, policy } = await limitedProject(here, [{ per_hour: 1000 }]);
      const known = await here.apiKey(projectId, scopes);
      await statusesOf(2, () => getProject(there, projectId, known));
      for (let round = 1; round <= 25; round += 1) {
        const per_hour = 1000 + round;
        await updatePolicy(here, projectId, policy.id, { rules: [{ per_hour }] });
        // The token that the other process has not seen first: it must not be served on what others left behind.
        const fresh = await here.apiKey(projectId, scopes);
        for (const key of [fresh, known]) {
          const reply = await getProject(there, projectId, key);
          assert.deepEqual(itemsIn(reply, 'ratelimit-policy'), { limits: { q: per_hour, w: 3600 } }, `round ${round}`);
        }
        await setDefault(here, projectId, null);
        const unlimited = await here.apiKey(projectId, scopes);
        assert.equal((await getProject(there, projectId, unlimited)).headers.get('ratelimit'), null);
        await setDefault(here, projectId, policy.id);
        assert.notEqual((await getProject(there, projectId, known)).headers.get('ratelimit'), null);
      }
    });
  });

  describe('concurrent requests', () => {
    it('are admitted as often as the burst says, and never more: they are counted in one step', async () => {
      const app = await start();
      for (const [per, tokens] of [
        ['token', 1],
        ['project', 4],
      ] as const) {
        const { projectId } = await limitedProject(app, [
          { per_hour: 10, per },
          { per_day: 11, per },
        ]);
        const keys = await Promise.all(Array.from({ length: tokens }, () => app.apiKey(projectId, scopes)));
        const replies = await Promise.all(
          Array.from({ length: 60 }, (_, index) =>
            getProject(app, projectId, keys[index % tokens] ?? { authorization: '' }),
          ),
        );
        const admitted = replies.filter(({ status }) => status === 200).length;
        assert.equal(admitted, 10);
        for (const reply of replies.filter(({ status }) => status !== 200)) throttled(reply);
        const last = await getProject(app, projectId, keys[0] ?? { authorization: '' });
        assert.deepEqual(itemsIn(last, 'ratelimit')['limits/2/day']?.r, 1, 'what was refused was charged to none');
      }
    });
  });
}
