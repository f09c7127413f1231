import type { FastifyBaseLogger } from 'fastify';
import type { Config } from './config/config.ts';
import type { Database } from './db/database.ts';
import type { Clock } from './kernel/clock.ts';
import { newTraceId } from './kernel/crypto/random.ts';
import type { NextId } from './kernel/ids.ts';
import { type AuditContext, createCommit } from './modules/audit/index.ts';
import { OldSecretRecorder, UseRecorder } from './modules/credentials/index.ts';
import { FailureRecorder } from './modules/lockouts/index.ts';

/** What is noted while requests are served, and written off their path. */
export interface Recorders {
  readonly uses: UseRecorder;
  readonly oldSecrets: OldSecretRecorder;
  readonly failures: FailureRecorder;
  /** Writes everything that is noted: the last thing before the database is closed. */
  flush(): Promise<void>;
}

export function createRecorders(options: {
  readonly database: Database;
  readonly clock: Clock;
  readonly nextId: NextId;
  readonly config: Config;
  readonly logger: FastifyBaseLogger;
}): Recorders {
  const { config, logger, ...deps } = options;
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
    createCommit: (address) => createCommit(deps, toBlockContext(address)),
    onFault: reporting('blocked addresses could not be read or written'),
  });
  return {
    uses,
    oldSecrets,
    failures,
    async flush() {
      await uses.flush();
      await oldSecrets.flush();
      await failures.flush();
    },
  };
}

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
