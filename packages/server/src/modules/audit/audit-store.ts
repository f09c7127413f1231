import type { Trx } from '../../db/database.ts';
import type { NewRow } from '../../db/tables.ts';
import { type AuditContext, type AuditTarget, boundedUserAgent } from './audit-event.ts';

/** Writes the event of a change, in the transaction of the change. */
export async function insertAuditEvent(
  trx: Trx,
  event: { readonly id: string; readonly at: number; readonly context: AuditContext; readonly target: AuditTarget },
): Promise<void> {
  const { context, target } = event;
  const row: NewRow<'auditEvents'> = {
    id: event.id,
    at: event.at,
    action: context.action,
    actorKind: context.actor.kind,
    actorUserId: context.actor.userId,
    actorCredentialId: context.actor.credentialId,
    targetKind: target.kind,
    targetId: target.id,
    projectId: target.projectId ?? null,
    organizationId: target.organizationId ?? null,
    method: context.method,
    path: context.path,
    status: context.status,
    address: context.client.address,
    userAgent: boundedUserAgent(context.client.userAgent),
    traceId: context.client.traceId,
    details: JSON.stringify(target.details ?? {}),
  };
  await trx.insertInto('auditEvents').values(row).execute();
}
