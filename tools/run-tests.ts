// Runs the tests with what they need around them: one real PostgreSQL for the whole run, which `node --test` alone cannot
// start and stop. It also refuses what `node --test` lets pass: a run without tests and, in CI, tests that did not run.
//
//   npm test                                        everything
//   npm test -- packages/server/src/kernel/*.test.ts    these files
//   npm test -- --test-name-pattern=mint             flags of `node --test` pass through
//
// KEYWRIGHT_TEST_POSTGRES_URL, if set, names a PostgreSQL to use instead of starting one.

import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { startPostgres } from '../packages/server/test/postgres/start-postgres.ts';
import { judgeRun, unfinishedFiles } from './test-run/judge-run.ts';
import type { Outcome } from './test-run/outcome.ts';
import { splitArguments } from './test-run/split-arguments.ts';

const everything = [
  'packages/*/src/**/*.test.ts',
  'packages/*/test/**/*.test.ts',
  'examples/**/*.test.ts',
  'tools/**/*.test.ts',
];
/** A run that says nothing for this long hangs; no single test may take longer than the timeout below. */
const silenceMs = 180_000;
const testTimeoutMs = 120_000;

const strict = process.env.CI === 'true';
const scratch = mkdtempSync(join(tmpdir(), 'keywright-tests-'));
const outcomesFile = join(scratch, 'outcomes');
let interrupted: NodeJS.Signals | undefined;
let runner: ChildProcess | undefined;
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, interrupt);

process.exitCode = await main();

async function main(): Promise<number> {
  const given = process.env.KEYWRIGHT_TEST_POSTGRES_URL;
  const postgres = given ? { url: given, stop: async () => undefined } : await startPostgres();
  try {
    if ('missing' in postgres) console.log(`${postgres.missing}. Tests that need it are skipped.`);
    if (interrupted !== undefined) return 130;
    const runnerSucceeded = await runNodeTest('missing' in postgres ? undefined : postgres.url);
    return conclude(runnerSucceeded);
  } finally {
    if (!('missing' in postgres)) await postgres.stop();
    rmSync(scratch, { recursive: true, force: true });
  }
}

function conclude(runnerSucceeded: boolean): number {
  const { ok, complaints, totals } = judgeRun(readOutcomes(), { runnerSucceeded, strict });
  if (interrupted !== undefined) console.log(`\nStopped by ${interrupted}.`);
  else if (complaints.length > 0) console.log(`\n${complaints.join('\n')}`);
  console.log(`\n${totals}`);
  if (interrupted !== undefined) return 130;
  return ok ? 0 : 1;
}

async function runNodeTest(postgresUrl: string | undefined): Promise<boolean> {
  const { flags, files } = splitArguments(process.argv.slice(2));
  if (strict && flags.some((flag) => flag.startsWith('--test-only'))) throw new Error('CI=true refuses --test-only');
  const recorder = join(import.meta.dirname, 'test-run/record-outcomes.ts');
  const ownFlags = [
    '--test',
    `--test-concurrency=${Math.max(2, availableParallelism())}`,
    `--test-timeout=${testTimeoutMs}`,
    ...['--test-reporter=spec', '--test-reporter-destination=stdout'],
    ...[`--test-reporter=${recorder}`, `--test-reporter-destination=${outcomesFile}`],
  ];
  const postgres = postgresUrl === undefined ? {} : { KEYWRIGHT_TEST_POSTGRES_URL: postgresUrl };
  const child = spawn(process.execPath, [...ownFlags, ...flags, ...(files.length > 0 ? files : everything)], {
    cwd: join(import.meta.dirname, '..'),
    env: { ...process.env, ...postgres },
    stdio: ['ignore', 'inherit', 'inherit'],
  });
  runner = child;
  const stopWatching = watchForSilence();
  try {
    return await new Promise((resolve, reject) => {
      child.once('error', reject);
      child.once('close', (code) => resolve(code === 0));
    });
  } finally {
    stopWatching();
  }
}

/** Ends a run that hangs, naming the files that did not end, so that CI never waits for its own time limit. */
function watchForSilence(): () => void {
  const began = Date.now();
  const timer = setInterval(() => {
    const lastWord = statSync(outcomesFile, { throwIfNoEntry: false })?.mtimeMs ?? began;
    if (Date.now() - Math.max(lastWord, began) < silenceMs) return;
    const stuck = unfinishedFiles(readOutcomes()).map((file) => relative(process.cwd(), file));
    console.log(`\nNothing has happened for ${silenceMs / 1000} s; stopping. Not finished: ${stuck.join(', ')}`);
    endRunner('SIGTERM');
  }, 1_000);
  return () => clearInterval(timer);
}

function interrupt(signal: NodeJS.Signals): void {
  interrupted ??= signal;
  endRunner(signal);
}

function endRunner(signal: NodeJS.Signals): void {
  runner?.kill(signal);
  setTimeout(() => runner?.kill('SIGKILL'), 5_000).unref();
}

function readOutcomes(): Outcome[] {
  if (statSync(outcomesFile, { throwIfNoEntry: false }) === undefined) return [];
  const lines = readFileSync(outcomesFile, 'utf8')
    .split('\n')
    .filter((line) => line !== '');
  return lines.map((line): Outcome => JSON.parse(line));
}
