/**
 * Audit: who did what, when, to what, from where. Owns `audit_events`, `audit_views`, `audit_head` and `audit_checkpoints`.
 *
 * Invariants: a change and its event commit together or not at all (`Commit` is the only way a use case gets a
 * transaction); events are only ever added at the end of one chain, in which each holds the hash of the one before; what
 * pruning removes is vouched for by a signed checkpoint; no event holds a secret.
 *
 * It does not decide who may read which log: the operations declare it.
 */
export {
  type AuditContext,
  type AuditEvent,
  type AuditTarget,
  toAuditEvent,
} from './audit-event.ts';
export { type AppendEvents, createAppend, sealEmptyLog } from './chain-store.ts';
export { type AuditKeys, type AuditSecrets, toAuditKeys } from './checkpoint.ts';
export { type Commit, type CommitDeps, createCommit, type Outcome } from './commit.ts';
export type { AuditDeps } from './deps.ts';
export { exportChain } from './export-chain.ts';
export { pruneEvents } from './prune-events.ts';
export { EventRecorder } from './record-events.ts';
export { type EventWriter, startWriter, writeHere } from './record-writer.ts';
export { routes as auditRoutes } from './routes.ts';
export { type Verification, verifyChain } from './verify-chain.ts';
