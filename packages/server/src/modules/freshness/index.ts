/**
 * Freshness: whether what a process remembers may still be used. Owns `change_feed` and `change_feed_head`.
 *
 * Invariants: every transaction that touches what snapshots hold appends to the feed; sequences have no gaps and follow
 * the order of commits; a snapshot is used only after `catchUp`, so a change that was answered before a request began is
 * in force for it, in every process.
 *
 * It does not know what snapshots hold, and it trusts no wall clock.
 */
export { insertChange } from './change-feed-store.ts';
export { allHolders, type Freshness, type SnapshotHolder } from './freshness.ts';
export { createPostgresFreshness } from './postgres-freshness.ts';
export { createSqliteFreshness } from './sqlite-freshness.ts';
export type { Subject } from './subject.ts';
export { type SubjectLoad, SubjectSnapshots } from './subject-snapshots.ts';
