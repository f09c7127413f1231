// What checking a known credential adds to a request with SQLite, beside what the first check of it costs. An empty async
// function is measured too and taken off: awaiting something is not the check's doing.

import { systemRandom } from '../packages/server/src/kernel/crypto/random.ts';
import { KnownCredentials } from '../packages/server/src/modules/credentials/index.ts';
import { createSqliteFreshness } from '../packages/server/src/modules/freshness/index.ts';
import { address, argon2Note, databaseFile, mintTokens, startBenchApp, timeCheck } from './bench-app.ts';
import { type Batch, interleave, median } from './interleave.ts';
import { claim, report } from './report.ts';

const boundNs = 5000;
const tokenCount = 64;

const app = await startBenchApp();
const { checkCredential } = app.app;
const tokens = await mintTokens(app, app.projectId, tokenCount);
const firstChecks: number[] = [];
for (const token of tokens) firstChecks.push(await timeCheck(app, token));

const parts = openParts();
const digests = tokens.map((token) => parts.known.digest(token));
const timings = await interleave(
  {
    empty: awaiting(async () => undefined),
    check: awaiting((token) => checkCredential(token, address)),
    digest: repeating((index) => parts.known.digest(tokens[index] ?? '')),
    lookUp: repeating((index) => parts.known.get(digests[index] ?? '')),
    freshness: repeating(() => parts.freshness.catchUp()),
  },
  { count: 200, rounds: 4000 },
);
parts.freshness.close();
await app.close();

const empty = median(timings.empty);
const added = median(timings.check) - empty;
const digest = median(timings.digest);
const lookUp = median(timings.lookUp);
const freshness = median(timings.freshness);
const first = median(firstChecks);
report('A known credential (SQLite)', [
  { label: 'the check adds', value: added, unit: 'ns', note: claim('below 5 µs', added < boundNs) },
  { label: 'of it, the digest of the token', value: digest, unit: 'ns' },
  { label: 'of it, the look-up in the map', value: lookUp, unit: 'ns' },
  {
    label: 'of it, `PRAGMA data_version`',
    value: freshness,
    unit: 'ns',
    note: 'nearly all of it the two system calls that take and release the read lock of the WAL',
  },
  { label: 'of it, judging and being asynchronous', value: added - digest - lookUp - freshness, unit: 'ns' },
  { label: 'an empty async function (taken off)', value: empty, unit: 'ns' },
  { label: 'the first check of a token', value: first / 1e6, unit: 'ms', note: argon2Note },
  { label: 'first check : known credential', value: first / added, unit: ': 1' },
]);

/** The parts of the check by themselves, made as app.ts makes them, holding as many entries. */
function openParts() {
  const known = new KnownCredentials({ max: app.config.knownCredentials, random: systemRandom });
  const freshness = createSqliteFreshness(databaseFile(app), known);
  const snapshot = {
    credentialId: '',
    kind: 'api-key',
    principal: { kind: 'anonymous' },
    ownerDisabled: false,
    revokedAt: null,
    secretValidUntil: null,
    expiresAt: null,
    allows: () => true,
  } as const;
  for (const token of tokens) known.beginLoad(known.digest(token)).finish(snapshot, []);
  return { known, freshness };
}

function awaiting(call: (token: string) => Promise<unknown>): Batch {
  return async (count) => {
    for (let index = 0; index < count; index += 1) await call(tokens[index % tokenCount] ?? '');
  };
}

function repeating(call: (index: number) => unknown): Batch {
  return (count) => {
    for (let index = 0; index < count; index += 1) call(index % tokenCount);
  };
}
