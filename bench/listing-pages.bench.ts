// Whether a page of a listing costs more the further back it lies: the first, the thousandth and the last page of a million
// credentials of one owner, read in turn. A cursor names the row where the last page ended, and the index is entered there.

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findCredentials } from '../packages/server/src/modules/credentials/credential-store.ts';
import { databaseFile, startBenchApp } from './bench-app.ts';
import { fillCredentials, filledId } from './fill-credentials.ts';
import { type Batch, interleave, median, medianRatio } from './interleave.ts';
import { claim, report } from './report.ts';

const bound = 0.1;
const credentials = 1_000_000;
const limit = 50;

const dataDir = mkdtempSync(join(tmpdir(), 'keywright-bench-'));
const database = { dataDir, databaseUrl: undefined };
const empty = await startBenchApp(database);
await empty.close();
fillCredentials(databaseFile(empty), credentials);
const app = await startBenchApp(database);
const owner = { projectId: empty.projectId };
const timings = await interleave(
  { first: reading(1), thousandth: reading(1000), last: reading(credentials / limit) },
  { count: 2, rounds: 2000 },
);
await app.close();
rmSync(dataDir, { recursive: true });

const thousandth = medianRatio(timings.thousandth, timings.first);
const last = medianRatio(timings.last, timings.first);
report('Pages of a million credentials of one owner (SQLite)', [
  {
    label: 'page 1',
    value: median(timings.first) / 1000,
    unit: 'µs',
    note: `${limit} rows, read and made into objects`,
  },
  { label: 'page 1,000', value: median(timings.thousandth) / 1000, unit: 'µs' },
  { label: 'page 20,000, the last', value: median(timings.last) / 1000, unit: 'µs' },
  {
    label: 'page 1,000 : page 1',
    value: thousandth,
    unit: ': 1',
    note: claim('changes by less than a tenth', Math.abs(thousandth - 1) < bound),
  },
  {
    label: 'page 20,000 : page 1',
    value: last,
    unit: ': 1',
    note: claim('changes by less than a tenth', Math.abs(last - 1) < bound),
  },
]);

/** Reads one page again and again, as `GET …/api-keys?cursor=…` does. */
function reading(page: number): Batch {
  const beforeId = page === 1 ? undefined : filledId(credentials - (page - 1) * limit);
  return async (count) => {
    for (let index = 0; index < count; index += 1) {
      const { length } = await findCredentials(app.app.database.reader, owner, { limit, beforeId });
      if (length < limit) throw new Error(`page ${page} has ${length} rows`);
    }
  };
}
