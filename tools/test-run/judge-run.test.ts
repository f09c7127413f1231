import assert from 'node:assert/strict';
import { test } from 'node:test';
import { judgeRun, unfinishedFiles } from './judge-run.ts';
import type { Outcome } from './outcome.ts';

const file = '/a.test.ts';
const passed: Outcome = { kind: 'passed', name: 'p', file };
const skipped: Outcome = { kind: 'skipped', name: 's', file, reason: 'PostgreSQL is not installed' };
const lenient = { runnerSucceeded: true, strict: false };

test('a run in which every test passed is a success', () => {
  assert.deepEqual(judgeRun([passed], lenient), { ok: true, complaints: [], totals: '1 passed, 0 failed, 0 skipped' });
});

test('a run without a single test is a failure', () => {
  assert.equal(judgeRun([{ kind: 'file-ended', file }], lenient).ok, false);
});

test('a failed test fails the run', () => {
  const { ok, totals } = judgeRun([passed, { kind: 'failed', name: 'f', file }], {
    runnerSucceeded: false,
    strict: false,
  });
  assert.equal(ok, false);
  assert.equal(totals, '1 passed, 1 failed, 0 skipped');
});

test('a runner that fails without a failed test fails the run', () => {
  assert.equal(judgeRun([passed], { runnerSucceeded: false, strict: false }).ok, false);
});

test('a skipped test is let through, and refused by name where the run is strict', () => {
  assert.equal(judgeRun([passed, skipped], lenient).ok, true);
  const strict = judgeRun([passed, skipped], { runnerSucceeded: true, strict: true });
  assert.equal(strict.ok, false);
  assert.match(strict.complaints.join('\n'), /skipped {2}s .*PostgreSQL is not installed/);
});

test('todo and only are refused where the run is strict', () => {
  for (const kind of ['todo', 'only'] as const) {
    assert.equal(judgeRun([passed, { ...skipped, kind }], { runnerSucceeded: true, strict: true }).ok, false);
  }
});

test('a file that began and did not end is named', () => {
  const started = ['/a.test.ts', '/b.test.ts'].map((name): Outcome => ({ kind: 'file-started', file: name }));
  assert.deepEqual(unfinishedFiles([...started, { kind: 'file-ended', file }]), ['/b.test.ts']);
});
