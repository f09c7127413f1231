import { LRUCache } from 'lru-cache';
import type { SnapshotHolder } from './freshness.ts';
import type { Subject } from './subject.ts';

/** A load under way. What is evicted meanwhile may be what it has just read, so it must not be kept. */
export interface SubjectLoad<V> {
  /** Keeps the snapshot, unless its subject changed since the load began. */
  finish(snapshot: V): void;
  /** Ends the load without keeping anything. Harmless after `finish`. */
  abandon(): void;
}

/**
 * Snapshots that depend on one subject each, kept under it. To be used only once freshness has caught up. Bounded: the one
 * that was used least recently goes first.
 */
export class SubjectSnapshots<V extends object> implements SnapshotHolder {
  readonly #snapshots: LRUCache<Subject, V>;
  readonly #loads = new Set<{ readonly subject: Subject; stale: boolean }>();

  constructor(max: number) {
    this.#snapshots = new LRUCache({ max });
  }

  get(subject: Subject): V | undefined {
    return this.#snapshots.get(subject);
  }

  /** Begins a load. Call it before anything is read. */
  beginLoad(subject: Subject): SubjectLoad<V> {
    const load = { subject, stale: false };
    this.#loads.add(load);
    return {
      finish: (snapshot) => {
        if (this.#loads.delete(load) && !load.stale) this.#snapshots.set(subject, snapshot);
      },
      abandon: () => void this.#loads.delete(load),
    };
  }

  evict(subject: Subject): void {
    this.#snapshots.delete(subject);
    for (const load of this.#loads) if (load.subject === subject) load.stale = true;
  }

  evictAll(): void {
    this.#snapshots.clear();
    for (const load of this.#loads) load.stale = true;
  }
}
