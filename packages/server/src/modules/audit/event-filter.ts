import { fromInstant, toInstant } from '../../kernel/instant.ts';
import { type EventKind, kindOf } from './audit-event.ts';
import type { ChainedEvent } from './chain.ts';
import type { Log } from './view.ts';

/** Which events of a log are asked for. */
export interface EventFilter {
  readonly log: Log;
  readonly kind: EventKind | undefined;
  readonly action: string | undefined;
  readonly actorUserId: string | undefined;
  readonly targetId: string | undefined;
  readonly address: string | undefined;
  readonly status: number | undefined;
  /** Epoch milliseconds: at this instant or later, and before `to`. */
  readonly from: number | undefined;
  readonly to: number | undefined;
  /** Only what concerns these projects; undefined: any, and none. */
  readonly projectIds: readonly string[] | undefined;
}

/** A filter, as a query gives it. */
export interface FilterQuery {
  readonly kind?: EventKind;
  readonly action?: string;
  readonly actorUserId?: string;
  readonly targetId?: string;
  readonly address?: string;
  readonly status?: number;
  readonly from?: string;
  readonly to?: string;
}

/** Reads a filter, whose instants the schema has made sure of. */
export function readFilter(log: Log, query: FilterQuery, projectIds: readonly string[] | undefined): EventFilter {
  const { kind, action, actorUserId, targetId, address, status } = query;
  const [from, to] = [readInstant(query.from), readInstant(query.to)];
  return { log, kind, action, actorUserId, targetId, address, status, from, to, projectIds };
}

const readInstant = (text: string | undefined): number | undefined =>
  text === undefined ? undefined : fromInstant(text);

/** An event, as the API shows it. */
export function presentEvent(event: ChainedEvent) {
  return {
    id: String(event.sequence),
    at: toInstant(event.at),
    action: event.action,
    kind: kindOf(event.action),
    actor: { kind: event.actorKind, userId: event.actorUserId, credentialId: event.actorCredentialId },
    target: { kind: event.targetKind, id: event.targetId },
    organizationId: event.organizationId,
    projectId: event.projectId,
    method: event.method,
    path: event.path,
    status: event.status,
    address: event.address,
    userAgent: event.userAgent,
    traceId: event.traceId,
    details: JSON.parse(event.details) as Record<string, unknown>,
  };
}
