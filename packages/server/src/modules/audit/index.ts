/**
 * Audit: who did what, when, to what, from where. Owns `audit_events`.
 *
 * Invariants: a change and its event commit together or not at all (`Commit` is the only way a use case gets a
 * transaction); events are only ever added; no event holds a secret.
 */
export type { AuditContext, AuditTarget } from './audit-event.ts';
export { type Commit, createCommit, type Outcome } from './commit.ts';
