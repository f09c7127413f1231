import type { FastifyBaseLogger } from 'fastify';
import type { Config } from './config/config.ts';
import type { Random } from './kernel/crypto/random.ts';
import { newTraceId } from './kernel/crypto/random.ts';
import { type AuditContext, type AuditDeps, createCommit, pruneEvents } from './modules/audit/index.ts';
import { recordExpiring } from './modules/credentials/index.ts';
import { createMailer, DeliveryWorker, type NoticeDeps, removeOldDeliveries } from './modules/notices/index.ts';
import { pruningContext } from './pruning-context.ts';

/** How often the outbox is looked into. */
const tickMs = 1000;
/** How often expiries, old deliveries and old audit events are looked for; once at the start too. */
const sweepMs = 600_000;
const dayMs = 86_400_000;

/** What goes on beside the requests: the outbox is worked off, owners are told of what expires, what is old is removed. */
export interface Background {
  start(): void;
  /** Looks for expiries, old deliveries and old audit events now. A fault is reported and tried again. */
  sweep(): Promise<void>;
  /** Works off everything that is due now. */
  deliver(): Promise<void>;
  stop(): Promise<void>;
}

export function createBackground(
  deps: NoticeDeps & {
    readonly audit: AuditDeps;
    readonly random: Random;
    readonly config: Config;
    readonly logger: FastifyBaseLogger;
  },
): Background {
  const { config, logger, clock } = deps;
  const reporting = (what: string) => (error: unknown) => logger.error({ fault: String(error) }, what);
  const { smtpUrl, mailFrom: from, publicUrl } = config;
  const worker = new DeliveryWorker({
    ...deps,
    mailer: smtpUrl === undefined ? undefined : createMailer({ smtpUrl, from, publicUrl }),
    createCommit: () => createCommit(deps.audit, disabling()),
    onFault: reporting('deliveries could not be read or written'),
  });

  const pruneAuditLog = async () => {
    const { auditRetentionDays: days } = config;
    if (days > 0) await pruneEvents(deps.audit, clock.now() - days * dayMs, pruningContext('retention'));
  };

  let sweeping: Promise<void> | undefined;
  let sweptAt = Number.NEGATIVE_INFINITY;
  const sweep = async () => {
    await sweeping;
    sweptAt = clock.now();
    sweeping = Promise.all([recordExpiring(deps), removeOldDeliveries(deps), pruneAuditLog()])
      .then(() => undefined)
      .catch(reporting('what expires soon or is old could not be looked for'));
    await sweeping;
  };

  let ticker: NodeJS.Timeout | undefined;
  return {
    start() {
      ticker ??= setInterval(() => {
        if (clock.now() - sweptAt >= sweepMs) void sweep();
        void worker.run();
      }, tickMs).unref();
    },
    sweep,
    deliver: () => worker.drain(),
    async stop() {
      clearInterval(ticker);
      await sweeping;
      await worker.stop();
    },
  };
}

/** Nobody disables a webhook whose receiver is gone: the event says why. */
const disabling = (): AuditContext => ({
  action: 'webhook.update',
  actor: { kind: 'anonymous', userId: null, credentialId: null },
  method: '',
  path: '',
  status: 410,
  client: { address: '', userAgent: '', traceId: newTraceId() },
});
