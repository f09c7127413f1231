import type { FastifyBaseLogger } from 'fastify';
import type { Config } from './config/config.ts';
import type { AnsweredUse } from './http/answered-use.ts';
import { toAnsweredUse } from './introspected.ts';
import { newTraceId } from './kernel/crypto/random.ts';
import type { NextId } from './kernel/ids.ts';
import { networkOf } from './kernel/network.ts';
import {
  type AuditContext,
  type AuditEvent,
  type CommitDeps,
  createCommit,
  EventRecorder,
  type EventWriter,
} from './modules/audit/index.ts';
import { concealTokens, OldSecretRecorder, type TokenCodec, UseRecorder } from './modules/credentials/index.ts';
import type { CheckedToken } from './modules/introspection/index.ts';
import { FailureRecorder } from './modules/lockouts/index.ts';
import { outcomeOf, UsageRecorder } from './modules/usage/index.ts';
import { toUseEvent } from './uses.ts';

/** What is noted while requests are served, and written off their path. */
export interface Recorders {
  readonly uses: UseRecorder;
  readonly oldSecrets: OldSecretRecorder;
  readonly failures: FailureRecorder;
  /** Takes down when and from where a credential was last used. */
  noteLastUsed(credentialId: string, address: string): void;
  /** Takes each answered use of a credential down for the audit log. */
  noteUse(use: AnsweredUse): void;
  /** The same of a token that was checked for a resource server. */
  noteChecked(checked: CheckedToken): void;
  /** Writes everything that is noted: the last thing before the database is closed. */
  flush(): Promise<void>;
}

export function createRecorders(options: {
  readonly commit: CommitDeps;
  readonly eventWriter: EventWriter;
  readonly nextId: NextId;
  readonly codec: TokenCodec;
  readonly config: Config;
  readonly logger: FastifyBaseLogger;
}): Recorders {
  const { commit, eventWriter, nextId, codec, config, logger } = options;
  const deps = { database: commit.database, clock: commit.clock, nextId, mailOn: config.smtpUrl !== undefined };
  const reporting = (what: string) => (error: unknown) => logger.error({ fault: String(error) }, what);
  const uses = new UseRecorder({
    ...deps,
    onFault: reporting('last-used could not be written; kept for the next try'),
  });
  const oldSecrets = new OldSecretRecorder({
    ...deps,
    onFault: reporting('a notice of an old secret could not be written'),
  });
  const failures = new FailureRecorder({
    ...deps,
    rule: {
      failures: config.lockoutFailures,
      windowMs: config.lockoutWindowSeconds * 1000,
      blockMs: config.lockoutSeconds * 1000,
    },
    createCommit: (address) => createCommit(commit, toBlockContext(address)),
    onFault: reporting('blocked addresses could not be read or written'),
  });
  const events = new EventRecorder({
    writer: eventWriter,
    clock: commit.clock,
    onFault: reporting('audit events of uses could not be written; kept for the next try'),
  });
  const usage = new UsageRecorder({ ...deps, onFault: reporting('counts of uses could not be written; kept') });
  const noteUse = (use: AnsweredUse) => {
    const event = toUseEvent(use, commit.clock.now(), concealTokens(codec, use.path));
    usage.note(event.actorCredentialId, outcomeOf(use.status, use.refused !== null));
    if (event.action === 'credential.use') events.note(event);
    else events.noteRefusal(floodOf(event), event);
  };
  return {
    noteLastUsed: (credentialId, address) => uses.note(credentialId, address),
    noteUse,
    noteChecked(checked) {
      const { verdict, request } = checked;
      if (verdict.outcome === 'valid') uses.note(verdict.credentialId, request.client.address);
      if (verdict.outcome === 'superseded') oldSecrets.note(verdict.credentialId, request.client.address);
      noteUse(toAnsweredUse(checked));
    },
    uses,
    oldSecrets,
    failures,
    async flush() {
      await events.flush();
      await usage.flush();
      await uses.drain();
      await oldSecrets.flush();
      await failures.flush();
    },
  };
}

/** Refusals that are counted together once they are many: of one network, one credential and one project. */
const floodOf = ({ address, actorCredentialId, projectId }: AuditEvent): string =>
  [networkOf(address), actorCredentialId ?? '', projectId ?? ''].join(' ');

/** Nobody blocks an address: the event names where the tokens came from. */
function toBlockContext(address: string): AuditContext {
  return {
    action: 'blocked-address.add',
    actor: { kind: 'anonymous', userId: null, credentialId: null },
    method: '',
    path: '',
    status: 429,
    client: { address, userAgent: '', traceId: newTraceId() },
  };
}
