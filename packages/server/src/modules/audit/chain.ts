import { sha256Base64Url } from '../../kernel/crypto/digest.ts';
import type { AuditEvent } from './audit-event.ts';

/** Where the chain ends: how many events were ever written, and the hash of the last. Before the first: 0 and ''. */
export interface ChainEnd {
  readonly sequence: number;
  readonly hash: string;
}

/** An event in its place. */
export interface ChainedEvent extends AuditEvent, ChainEnd {}

/** The hash of an event in its place: over the hash before it, its sequence, and every field in this order. */
export function hashEvent(previousHash: string, sequence: number, event: AuditEvent): string {
  return sha256Base64Url(
    JSON.stringify([
      previousHash,
      sequence,
      event.at,
      event.action,
      event.actorKind,
      event.actorUserId,
      event.actorCredentialId,
      event.targetKind,
      event.targetId,
      event.ownerUserId,
      event.projectId,
      event.organizationId,
      event.method,
      event.path,
      event.status,
      event.address,
      event.userAgent,
      event.traceId,
      event.details,
    ]),
  );
}

/** Events in the order given, each chained to the one before. */
export function chainEvents(end: ChainEnd, events: readonly AuditEvent[]): readonly ChainedEvent[] {
  let { sequence, hash } = end;
  return events.map((event) => {
    sequence += 1;
    hash = hashEvent(hash, sequence, event);
    return inItsPlace(event, { sequence, hash });
  });
}

/** Its fields stand in the order of the table’s columns, so that their values are a row’s parameters. */
const inItsPlace = (event: AuditEvent, { sequence, hash }: ChainEnd): ChainedEvent => ({
  sequence,
  at: event.at,
  action: event.action,
  actorKind: event.actorKind,
  actorUserId: event.actorUserId,
  actorCredentialId: event.actorCredentialId,
  targetKind: event.targetKind,
  targetId: event.targetId,
  ownerUserId: event.ownerUserId,
  projectId: event.projectId,
  organizationId: event.organizationId,
  method: event.method,
  path: event.path,
  status: event.status,
  address: event.address,
  userAgent: event.userAgent,
  traceId: event.traceId,
  details: event.details,
  hash,
});
