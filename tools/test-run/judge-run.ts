import { relative } from 'node:path';
import type { Outcome } from './outcome.ts';

/** What a run amounts to: the lines to print last, and whether it may count as a success. */
export interface Judgement {
  ok: boolean;
  complaints: string[];
  /** `N passed, N failed, N skipped`; a todo test counts as skipped. */
  totals: string;
}

type Unrun = Extract<Outcome, { reason: string }>;

/**
 * Judges a run by its outcomes.
 * @param runnerSucceeded whether `node --test` itself exited with 0
 * @param strict whether a skipped, todo or `only` test is refused, as in CI: nobody would notice there that it did not run
 */
export function judgeRun(outcomes: Outcome[], options: { runnerSucceeded: boolean; strict: boolean }): Judgement {
  const count = (...kinds: Outcome['kind'][]): number => outcomes.filter(({ kind }) => kinds.includes(kind)).length;
  const passed = count('passed');
  const failed = count('failed');
  const complaints: string[] = [];
  if (passed + failed + count('skipped', 'todo') === 0) complaints.push('No test ran: that is not a success.');
  if (!options.runnerSucceeded && failed === 0) complaints.push('The test runner failed, though no single test did.');
  const unrun = outcomes.filter((outcome): outcome is Unrun => 'reason' in outcome);
  if (options.strict && unrun.length > 0) {
    complaints.push('CI=true refuses tests that did not run, because a guarantee that is not tested is not kept:');
    complaints.push(...unrun.map(describeUnrun));
  }
  return {
    ok: options.runnerSucceeded && failed === 0 && complaints.length === 0,
    complaints,
    totals: `${passed} passed, ${failed} failed, ${count('skipped', 'todo')} skipped`,
  };
}

/** The files that began and did not end: where a run that hangs is stuck. */
export function unfinishedFiles(outcomes: Outcome[]): string[] {
  const files = (kind: Outcome['kind']): string[] => outcomes.filter((o) => o.kind === kind).map(({ file }) => file);
  const ended = new Set(files('file-ended'));
  return files('file-started').filter((file) => !ended.has(file));
}

function describeUnrun({ kind, name, file, reason }: Unrun): string {
  const where = relative(process.cwd(), file);
  return kind === 'only' ? `  only     ${name} (${where})` : `  ${kind.padEnd(8)} ${name} (${where}): ${reason}`;
}
