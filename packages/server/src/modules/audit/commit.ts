import type { AuditAction } from '@keywright/contract';
import type { Database, Trx } from '../../db/database.ts';
import type { Clock } from '../../kernel/clock.ts';
import { insertChange, type Subject } from '../freshness/index.ts';
import { type AuditContext, type AuditTarget, toAuditEvent } from './audit-event.ts';
import type { AppendEvents } from './chain-store.ts';

/** What a change did: its reply, what it acted upon, and what it made stale. */
export interface Outcome<R> {
  readonly reply: R;
  /** Null where nothing changed, as in a repeated revoke. */
  readonly target: AuditTarget | null;
  /** What was done, where the operation’s own action is not it. */
  readonly action?: AuditAction;
  /** Whatever snapshots hold and this touched. */
  readonly changed?: readonly Subject[];
}

/**
 * How a use case changes anything: `work` runs in one transaction, which also holds the change’s audit event and its
 * entry in the change feed. When the promise resolves, the change is durable and in force. Do nothing slow inside.
 */
export type Commit = <R>(work: (trx: Trx) => Promise<Outcome<R>>) => Promise<R>;

/** What every commit of an instance works with. */
export interface CommitDeps {
  readonly database: Database;
  readonly clock: Clock;
  readonly append: AppendEvents;
}

/** Makes the `Commit` of one request. */
export function createCommit({ database, clock, append }: CommitDeps, context: AuditContext): Commit {
  return (work) =>
    database.transaction(async (trx) => {
      const { reply, target, action = context.action, changed = [] } = await work(trx);
      if (target !== null) {
        const now = clock.now();
        await append(trx, now, [toAuditEvent(now, { ...context, action }, target)]);
      }
      if (changed.length > 0) await insertChange(trx, changed);
      return reply;
    });
}
