import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { systemClock } from './kernel/clock.ts';
import { exportChain, pruneEvents, verifyChain } from './modules/audit/index.ts';
import { withInstance } from './open-instance.ts';
import { createProgress } from './progress.ts';
import { pruningContext } from './pruning-context.ts';

const dayMs = 86_400_000;

/** The instant that was so many days ago. */
export const daysAgo = (days: number): number => systemClock.now() - days * dayMs;

/** Verifies the whole log and says what was found. Returns the exit code: 0 where it is as it was written. */
export async function verifyAuditLog(): Promise<number> {
  return withInstance(async ({ audit }) => {
    const progress = createProgress();
    const { fault, events, prunedThrough, end } = await verifyChain(audit.database.reader, audit.keys, (done) =>
      progress.show(`verified ${done.toLocaleString('en')} events`),
    );
    progress.end();
    if (fault !== null) {
      process.stdout.write(`Event ${fault.sequence}: ${fault.message}\n`);
      return 1;
    }
    const [key] = audit.keys.signing;
    const pruned = prunedThrough === 0 ? '' : `Pruned through: ${prunedThrough}\n`;
    process.stdout.write(
      `The audit log is as it was written: ${events.toLocaleString('en')} events.\n` +
        `${pruned}End: ${end.sequence} ${end.hash}\nSigned by: ${key.id}\n`,
    );
    return 0;
  });
}

/** Writes the log to standard output, no faster than it is taken. */
export async function exportAuditLog(from: number | undefined, to: number | undefined): Promise<void> {
  await withInstance(async ({ audit }) => {
    const log = Readable.from(exportChain(audit.database.reader, from, to));
    await pipeline(log, process.stdout, { end: false }).catch(ignoreLeavingReader);
  });
}

/** Whoever takes the export, `head` say, may leave when it has enough. */
function ignoreLeavingReader(error: unknown): void {
  if (!(error instanceof Error && 'code' in error && error.code === 'EPIPE')) throw error;
}

/** Removes what was written before an instant and says how much it was. */
export async function pruneAuditLog(before: number): Promise<void> {
  await withInstance(async ({ audit }) => {
    const progress = createProgress();
    const removed = await pruneEvents(audit, before, pruningContext('keywright-server audit prune'), (events) =>
      progress.show(`removed ${events.toLocaleString('en')} events`),
    );
    progress.end();
    process.stdout.write(`${removed.toLocaleString('en')} events were removed.\n`);
  });
}
