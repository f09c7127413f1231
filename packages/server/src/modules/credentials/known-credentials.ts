import { LRUCache } from 'lru-cache';
import { keyedDigest } from '../../kernel/crypto/digest.ts';
import type { Random } from '../../kernel/crypto/random.ts';
import type { SnapshotHolder, Subject } from '../freshness/index.ts';
import type { Snapshot } from './verdict.ts';

interface Entry {
  readonly snapshot: Snapshot;
  readonly subjects: readonly Subject[];
}

/** A load under way. What is evicted meanwhile may be what it has just read, so it must not be kept. */
export interface Load {
  /** Keeps the snapshot, unless one of its subjects changed since the load began. */
  finish(snapshot: Snapshot, subjects: readonly Subject[]): void;
  /** Ends the load without keeping anything. Harmless after `finish`. */
  abandon(): void;
}

/**
 * The credentials that this process has checked with Argon2id, by a digest of their token under a key of this process.
 * Bounded: the least recently used one goes first. Holds no token and nothing from which one could be had.
 */
export class KnownCredentials implements SnapshotHolder {
  readonly #key: string;
  readonly #entries: LRUCache<string, Entry>;
  readonly #digestsBySubject = new Map<Subject, Set<string>>();
  readonly #loads = new Set<{ evicted: Set<Subject>; everything: boolean }>();

  constructor(options: { readonly max: number; readonly random: Random }) {
    this.#key = options.random.token(32);
    this.#entries = new LRUCache({ max: options.max, dispose: (entry, digest) => this.#forget(digest, entry) });
  }

  get size(): number {
    return this.#entries.size;
  }

  /** How many subjects the snapshots depend on. */
  get subjectCount(): number {
    return this.#digestsBySubject.size;
  }

  /** The key of a token in this map. */
  digest(token: string): string {
    return keyedDigest(this.#key, token);
  }

  /** Whether a snapshot is kept; it may be stale. */
  has(digest: string): boolean {
    return this.#entries.has(digest);
  }

  /** The snapshot of a token. To be used only once freshness has caught up. */
  get(digest: string): Snapshot | undefined {
    return this.#entries.get(digest)?.snapshot;
  }

  /** Begins a load. Call it before the first row is read. */
  beginLoad(digest: string): Load {
    const load = { evicted: new Set<Subject>(), everything: false };
    this.#loads.add(load);
    return {
      finish: (snapshot, subjects) => {
        this.#loads.delete(load);
        if (load.everything || subjects.some((subject) => load.evicted.has(subject))) return;
        this.#entries.set(digest, { snapshot, subjects });
        for (const subject of subjects) {
          const digests = this.#digestsBySubject.get(subject) ?? new Set();
          this.#digestsBySubject.set(subject, digests.add(digest));
        }
      },
      abandon: () => void this.#loads.delete(load),
    };
  }

  evict(subject: Subject): void {
    for (const load of this.#loads) load.evicted.add(subject);
    for (const digest of this.#digestsBySubject.get(subject) ?? []) this.#entries.delete(digest);
  }

  evictAll(): void {
    for (const load of this.#loads) load.everything = true;
    this.#entries.clear();
  }

  #forget(digest: string, entry: Entry): void {
    for (const subject of entry.subjects) {
      const digests = this.#digestsBySubject.get(subject);
      digests?.delete(digest);
      if (digests?.size === 0) this.#digestsBySubject.delete(subject);
    }
  }
}
