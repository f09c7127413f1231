import type { AuditContext } from './audit-event.ts';
import { deleteThrough, findCheckpointBefore, findCheckpointsAfter, lockCheckpoint } from './chain-store.ts';
import { type Checkpoint, isGenuine } from './checkpoint.ts';
import { createCommit } from './commit.ts';
import type { AuditDeps } from './deps.ts';

/** How many checkpoints one transaction goes over: some ten thousand events. */
const checkpointsPerTransaction = 10;

/**
 * Removes the events that were written before an instant, up to the last checkpoint before it, which stays and vouches that
 * what is gone was removed on purpose. In transactions of bounded length, each with its own audit event. Returns how many
 * events were removed. What stands in the log afterwards still verifies.
 *
 * Throws, with nothing more removed, where that checkpoint is not one of this instance: pruning to it would sign what
 * somebody else wrote.
 */
export async function pruneEvents(
  deps: AuditDeps,
  before: number,
  context: AuditContext,
  onProgress: (events: number) => void = () => undefined,
): Promise<number> {
  const { database, keys } = deps;
  const last = await findCheckpointBefore(database.reader, before);
  let removed = 0;
  for (let step = await findStep(deps, last); step !== undefined; step = await findStep(deps, last)) {
    const through = step;
    removed += await createCommit(
      deps,
      context,
    )(async (trx) => {
      const checkpoint = await lockCheckpoint(trx, through.sequence);
      if (checkpoint === undefined) return { reply: 0, target: null };
      if (!isGenuine(keys, checkpoint)) {
        throw new Error(
          `The checkpoint at event ${through.sequence} is not genuine. Run: keywright-server audit verify`,
        );
      }
      const events = await deleteThrough(trx, keys, checkpoint);
      const details = { through: through.sequence, events };
      return { reply: events, target: { kind: 'audit-log', id: String(through.sequence), details } };
    });
    onProgress(removed);
  }
  return removed;
}

/** The checkpoint up to which the next transaction removes; undefined where nothing is left to remove. */
async function findStep({ database }: AuditDeps, last: Checkpoint | undefined): Promise<Checkpoint | undefined> {
  if (last === undefined) return undefined;
  const next = (await findCheckpointsAfter(database.reader, 0, checkpointsPerTransaction + 1)).filter(
    ({ pruned, sequence }) => !pruned && sequence <= last.sequence,
  );
  return next.at(-1);
}
