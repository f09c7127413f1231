import { newTraceId } from './kernel/crypto/random.ts';
import type { AuditContext } from './modules/audit/index.ts';

/** Pruning as its own event: by the operator, by which program. */
export const pruningContext = (userAgent: string): AuditContext => ({
  action: 'audit-log.prune',
  actor: { kind: 'operator', userId: null, credentialId: null },
  method: 'PRUNE',
  path: '',
  status: 0,
  client: { address: '', userAgent, traceId: newTraceId() },
});
