import { DatabaseSync } from 'node:sqlite';
import { applyChanges, type Freshness, type SnapshotHolder } from './freshness.ts';
import type { Subject } from './subject.ts';

/**
 * Freshness on one machine. `PRAGMA data_version` changes on this connection when any other connection, of this process
 * or another, has committed; it is read from the shared memory of the WAL without a query. This connection never
 * writes, so nothing escapes it.
 */
export function createSqliteFreshness(file: string, holder: SnapshotHolder): Freshness {
  const connection = new DatabaseSync(file, { readOnly: true });
  const dataVersion = connection.prepare('PRAGMA data_version');
  dataVersion.setReturnArrays(true);
  const head = connection.prepare('select sequence from change_feed_head where id = 1');
  const changesAfter = connection.prepare(
    'select sequence, subjects from change_feed where sequence > ? order by sequence',
  );

  const readHead = (): number => Number(head.get()?.sequence ?? 0);
  let seenVersion: unknown;
  let applied = readHead();

  /** Whether everything that was committed before the work that runs now has been applied. */
  let isCaughtUp = false;

  function catchUp(): void {
    if (isCaughtUp) return;
    const row: unknown = dataVersion.get();
    const version: unknown = Array.isArray(row) ? row[0] : undefined;
    if (version === seenVersion) return;
    const changes = changesAfter.all(applied).map((change) => ({
      sequence: Number(change.sequence),
      subjects: JSON.parse(String(change.subjects)) as Subject[],
    }));
    applied = applyChanges(holder, applied, changes);
    seenVersion = version;
  }

  return {
    catchUp() {
      catchUp();
      return undefined;
    },
    together(work) {
      try {
        catchUp();
        isCaughtUp = true;
      } catch {
        // Whoever asks for it will be told of the fault.
      }
      try {
        work();
      } finally {
        isCaughtUp = false;
      }
    },
    close: () => connection.close(),
  };
}
