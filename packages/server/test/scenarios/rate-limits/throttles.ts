/** The listing of what rate limits refused. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { setTimeout as wait } from 'node:timers/promises';
import type { TestApp } from '../../harness.ts';
import { getProject, limitedProject, policiesPath, type Start, statusesOf } from './calls.ts';

interface Throttle {
  readonly token_id: string;
  readonly method: string;
  readonly path: string;
  readonly address: string;
  readonly policies: readonly { readonly id: string; readonly source: string }[];
  readonly refusals: number;
}

async function list(app: TestApp, projectId: string): Promise<readonly Throttle[]> {
  const { authorization } = await app.admin();
  const reply = await app.call('GET', `${policiesPath(projectId)}/throttles?limit=200`, { authorization });
  assert.equal(reply.status, 200, reply.text);
  return reply.body.data;
}

const countOf = (listed: readonly Throttle[]) => listed.reduce((sum, { refusals }) => sum + refusals, 0);

async function untilListed(app: TestApp, projectId: string, count: number): Promise<readonly Throttle[]> {
  for (let attempt = 0; ; attempt += 1) {
    const listed = await list(app, projectId);
    if (countOf(listed) >= count || attempt === 100) return listed;
    await wait(50);
  }
}

export function throttles(start: Start): void {
  describe('throttles', () => {
    it('tell which token asked for what from where, and which limits refused it; what was admitted is not among them', async () => {
      const app = await start();
      const { projectId, policy } = await limitedProject(app, [{ per_hour: 2 }]);
      const key = await app.apiKey(projectId, ['projects.read']);
      const statuses = await statusesOf(5, () => getProject(app, projectId, key));
      assert.deepEqual(statuses, [200, 200, 429, 429, 429]);
      const listed = await untilListed(app, projectId, 3);
      assert.equal(listed.length, 3);
      for (const throttle of listed) {
        assert.deepEqual(
          [throttle.token_id, throttle.method, throttle.path, throttle.address, throttle.refusals],
          [key.id, 'GET', `/api/v1/projects/${projectId}`, '127.0.0.1', 1],
        );
        assert.deepEqual(
          throttle.policies.map(({ id, source }) => [id, source]),
          [[policy.id, 'project']],
        );
      }
    });

    it('of a flood, the first are told one by one and the others as a number when the minute is over', async () => {
      const app = await start();
      const { projectId } = await limitedProject(app, [{ per_day: 1 }]);
      const key = await app.apiKey(projectId, ['projects.read']);
      await statusesOf(51, () => getProject(app, projectId, key));
      assert.equal((await untilListed(app, projectId, 20)).length, 20);
      app.clock.advance(61_000);
      const listed = await untilListed(app, projectId, 50);
      assert.deepEqual([listed.length, countOf(listed), listed[0]?.refusals], [21, 50, 30]);
    });

    it('of one project are not those of another', async () => {
      const app = await start();
      const { projectId } = await limitedProject(app, [{ per_hour: 1 }]);
      const other = await limitedProject(app, [{ per_hour: 1 }]);
      const key = await app.apiKey(projectId, ['projects.read']);
      await statusesOf(3, () => getProject(app, projectId, key));
      assert.equal(countOf(await untilListed(app, projectId, 2)), 2);
      assert.deepEqual(await list(app, other.projectId), []);
    });
  });
}
