import assert from 'node:assert/strict';
import { once } from 'node:events';
import { test } from 'node:test';
import { Worker } from 'node:worker_threads';
import { onEachDatabase } from '../harness.ts';
import type { Share } from './lane.ts';

const histories = { sqlite: 10_000, postgres: 1000 } as const;
/** Several tests instead of one long one: each stays far below the time limit, and a run never falls silent. */
const parts = 4;
/** What the least of machines may take for a part; a run that is silent for three minutes is stopped. */
const timeoutMs = 170_000;
/** Worker threads at once. */
const lanes = 2;

onEachDatabase('Credentials and the model of what they promise', (kind) => {
  const count = histories[kind] / parts;
  for (let part = 1; part <= parts; part += 1) {
    test(`agree on each verdict of ${count} random histories, in two processes: ${part} of ${parts}`, {
      timeout: timeoutMs,
    }, async () => {
      const share = { kind, histories: count / lanes };
      const reports = await Promise.all(Array.from({ length: lanes }, () => runLane(share)));
      assert.equal(reports.filter((report) => report !== null).join('\n\n'), '');
    });
  }
});

async function runLane(share: Share): Promise<string | null> {
  const worker = new Worker(new URL('lane.ts', import.meta.url), { workerData: share });
  const [report]: (string | null)[] = await once(worker, 'message');
  await worker.terminate();
  return report ?? null;
}
