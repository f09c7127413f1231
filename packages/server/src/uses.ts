import type { AuditAction } from '@keywright/contract';
import type { AnsweredUse } from './http/answered-use.ts';
import { toActor } from './http/change-context.ts';
import { type AuditEvent, type AuditTarget, toAuditEvent } from './modules/audit/index.ts';

/** What became of a use: it was answered, a rate limit refused it, or the credential itself was refused. */
const actionOf = ({ refused, throttledBy }: AnsweredUse): AuditAction =>
  refused !== null ? 'credential.refuse' : throttledBy !== null ? 'credential.throttle' : 'credential.use';

/** The audit event of a use. What was presented and is no credential of ours is told of by its address alone. */
export function toUseEvent(use: AnsweredUse, at: number, path: string): AuditEvent {
  const { refused, method, status, client } = use;
  const principal = refused?.principal ?? use.principal;
  const actor = toActor(principal);
  const credentialId = refused?.credentialId ?? actor.credentialId;
  const context = {
    action: actionOf(use),
    actor: { ...actor, credentialId },
    method,
    path,
    status,
    client,
  };
  const target: AuditTarget = {
    ...(credentialId === null
      ? { kind: 'address', id: client.address }
      : { kind: principal.kind === 'api-key' ? 'api-key' : 'pat', id: credentialId }),
    ...placeOf(use),
    ...(refused === null ? {} : { details: { reason: refused.reason } }),
    ...(use.throttledBy === null ? {} : { details: { policies: use.throttledBy } }),
  };
  return toAuditEvent(at, context, target);
}

/** Where it was used: what the request was directed at, else where an API key belongs. */
function placeOf({ refused, principal, target }: AnsweredUse): Pick<AuditTarget, 'organizationId' | 'projectId'> {
  if (target !== null && target.organizationId !== '') {
    const { organizationId, projectId } = target;
    return projectId === '' ? { organizationId } : { organizationId, projectId };
  }
  const owner = refused?.principal ?? principal;
  return owner.kind === 'api-key' ? { organizationId: owner.organizationId, projectId: owner.projectId } : {};
}
