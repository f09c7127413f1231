import { type AuditEvent, type EventKind, kindOf } from './audit-event.ts';

/**
 * How many events of the chain share an entry in the index of views. A listing reads whole blocks and leaves out what is not
 * its own: with 128 a page of 50 reads at most 6,400 rows, and a busy log costs one index entry in 128 events instead of
 * one for each of its indexes, which had been three quarters of the time that a use took to write.
 */
export const eventsPerBlock = 128;

export const blockOf = (sequence: number): number => Math.floor(sequence / eventsPerBlock);

/** Whose log: the instance’s, or what concerns one organization, project or user. */
export type Log =
  | { readonly of: 'instance' }
  | { readonly of: 'organization' | 'project' | 'user'; readonly id: string };

/** The view whose blocks hold all that is asked for; undefined where only the whole chain does. */
export function viewOf(log: Log, kind: EventKind | undefined, targetId: string | undefined): string | undefined {
  if (targetId !== undefined) return `target:${targetId}`;
  const whose = log.of === 'instance' ? undefined : `${log.of}:${log.id}`;
  if (kind === undefined || kind === 'use') return whose;
  return whose === undefined ? kind : `${kind}/${whose}`;
}

/** Every view that an event belongs to. Uses are by far the most, so they have no view of their kind. */
export function viewsOf(event: AuditEvent): readonly string[] {
  const whose: string[] = [];
  if (event.organizationId !== null) whose.push(`organization:${event.organizationId}`);
  if (event.projectId !== null) whose.push(`project:${event.projectId}`);
  if (event.actorUserId !== null) whose.push(`user:${event.actorUserId}`);
  if (event.ownerUserId !== null) whose.push(`user:${event.ownerUserId}`);
  const kind = kindOf(event.action);
  const all = [`target:${event.targetId}`, ...whose];
  return kind === 'use' ? all : [...all, kind, ...whose.map((view) => `${kind}/${view}`)];
}
