// Whether a check gets slower with the number of credentials that are stored: a table with a million rows against one with
// ten, each the database of a whole app, measured in turn in one process. The known check reads no row; the first check of
// a token reads one by its prefix, which is what is timed of it here, since Argon2id knows nothing of the table.

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findByPrefix } from '../packages/server/src/modules/credentials/secret-store.ts';
import type { TestApp } from '../packages/server/test/harness.ts';
import { address, databaseFile, mintTokens, startBenchApp, timeCheck } from './bench-app.ts';
import { fillCredentials, filledPrefix } from './fill-credentials.ts';
import { type Batch, interleave, median, medianRatio } from './interleave.ts';
import { claim, report } from './report.ts';

const bound = 0.1;
const few = 10;
const many = 1_000_000;

const small = await openFilled(few);
const large = await openFilled(many);
const known = await interleave(
  { small: await checkingKnown(small), large: await checkingKnown(large) },
  { count: 200, rounds: 4000 },
);
const lookUp = await interleave(
  { small: lookingUp(small.app, few), large: lookingUp(large.app, many) },
  { count: 20, rounds: 3000 },
);
for (const { app, dataDir } of [small, large]) {
  await app.close();
  rmSync(dataDir, { recursive: true });
}

const knownRatio = medianRatio(known.large, known.small);
const lookUpRatio = medianRatio(lookUp.large, lookUp.small);
report('A million credentials (SQLite)', [
  { label: 'known credential, 10 rows', value: median(known.small), unit: 'ns' },
  { label: 'known credential, 1,000,000 rows', value: median(known.large), unit: 'ns' },
  {
    label: 'known credential, 1,000,000 rows : 10 rows',
    value: knownRatio,
    unit: ': 1',
    note: claim('changes by less than a tenth', Math.abs(knownRatio - 1) < bound),
  },
  { label: 'look-up by prefix, 10 rows', value: median(lookUp.small) / 1000, unit: 'µs' },
  { label: 'look-up by prefix, 1,000,000 rows', value: median(lookUp.large) / 1000, unit: 'µs' },
  {
    label: 'look-up by prefix, 1,000,000 rows : 10 rows',
    value: lookUpRatio,
    unit: ': 1',
    note: 'once per token and process; random prefixes',
  },
]);

interface Filled {
  readonly app: TestApp;
  readonly dataDir: string;
  readonly projectId: string;
}

/** An app on a database with `count` credentials that were not minted. */
async function openFilled(count: number): Promise<Filled> {
  const dataDir = mkdtempSync(join(tmpdir(), 'keywright-bench-'));
  const database = { dataDir, databaseUrl: undefined };
  const first = await startBenchApp(database);
  const { projectId } = first;
  await first.close();
  fillCredentials(databaseFile(first), count);
  return { app: await startBenchApp(database), dataDir, projectId };
}

async function checkingKnown({ app, projectId }: Filled): Promise<Batch> {
  const [token = ''] = await mintTokens(app, projectId, 1);
  await timeCheck(app, token);
  return async (count) => {
    for (let index = 0; index < count; index += 1) await app.app.checkCredential(token, address);
  };
}

function lookingUp(app: TestApp, rows: number): Batch {
  let next = 0;
  return async (count) => {
    for (let index = 0; index < count; index += 1) {
      // Steps that are prime to the number of rows visit all of them, far apart.
      next = (next + 618_033) % rows;
      const found = await findByPrefix(app.app.database.reader, 'api-key', filledPrefix(next));
      if (found === undefined) throw new Error('a filled row is not found');
    }
  };
}
