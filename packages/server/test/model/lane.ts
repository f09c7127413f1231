/**
 * One worker thread of the model test: plays its share of the histories on a database of its own and posts the report of a
 * disagreement, or null. Not in the test's own thread, where `node:test` follows every promise and makes it slow.
 */
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parentPort, workerData } from 'node:worker_threads';
import fc from 'fast-check';
import { FrozenClock } from '../frozen-clock.ts';
import { createDatabase, type DatabaseKind, TestApp } from '../harness.ts';
import { runHistory } from './run-history.ts';
import { Service } from './service.ts';
import { history } from './step.ts';

export interface Share {
  readonly kind: DatabaseKind;
  readonly histories: number;
}

/** The least that Argon2id can do with: the histories are about credentials, not about hashing. */
const config = { argon2MemoryKib: 8 };

parentPort?.postMessage(await play(workerData));

/** Two processes on one database; the report is what fast-check says, with the seed and the path to play it again. */
async function play({ kind, histories }: Share): Promise<string | null> {
  const database = kind === 'sqlite' ? createFolder() : await createDatabase(kind);
  const first = await TestApp.start(kind, { database, config });
  const second = await TestApp.start(kind, { database, config });
  try {
    const service = await Service.open([first, second], new FrozenClock(first.clock, second.clock));
    const property = fc.asyncProperty(history, (steps) => runHistory(service, steps));
    const details = await fc.check(property, { numRuns: histories });
    return details.failed ? ((await fc.asyncDefaultReportMessage(details)) ?? 'failed') : null;
  } finally {
    await first.close();
    await second.close();
    await database.drop();
  }
}

/** In memory where the machine has such a folder: ten thousand histories commit often. */
function createFolder() {
  const dataDir = mkdtempSync(join(existsSync('/dev/shm') ? '/dev/shm' : tmpdir(), 'keywright-model-'));
  return { dataDir, databaseUrl: undefined, drop: async () => rmSync(dataDir, { recursive: true }) };
}
