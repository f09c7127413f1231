import type { Subject } from './subject.ts';

/** What holds snapshots and must drop them. */
export interface SnapshotHolder {
  /** Drops every snapshot that depends on `subject`. */
  evict(subject: Subject): void;
  /** Drops every snapshot: this process cannot tell what it missed. */
  evictAll(): void;
}

/** Several holders as one: each is told of every change. */
export function allHolders(...holders: readonly SnapshotHolder[]): SnapshotHolder {
  return {
    evict(subject) {
      for (const holder of holders) holder.evict(subject);
    },
    evictAll() {
      for (const holder of holders) holder.evictAll();
    },
  };
}

/**
 * The port of freshness. A snapshot may be used only after `catchUp` has resolved, which happens once every change that
 * was committed before the call has been applied to the holder. Rejects where the database cannot be asked: then the
 * request is refused, never answered from memory.
 */
export interface Freshness {
  catchUp(): Promise<void> | undefined;
  /**
   * Runs `work`, which begins to serve requests that have all arrived: one catching up, before it, may stand for every one
   * that they ask for until `work` returns. What they ask for later is done as ever.
   */
  together(work: () => void): void;
  close(): void;
}

/** Applies changes in order; one that does not follow the last means that the feed was cut, so nothing held is trusted. */
export function applyChanges(
  holder: SnapshotHolder,
  applied: number,
  changes: readonly { readonly sequence: number; readonly subjects: readonly Subject[] }[],
): number {
  let sequence = applied;
  for (const change of changes) {
    if (change.sequence !== sequence + 1) holder.evictAll();
    for (const subject of change.subjects) holder.evict(subject);
    sequence = change.sequence;
  }
  return sequence;
}
