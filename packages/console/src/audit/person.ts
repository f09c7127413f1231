import type { AuditEvent } from './event.ts';

/** Somebody whom events name by their id alone. */
export interface Person {
  readonly userId: string;
  readonly name: string;
  readonly email: string;
}

/** Who did it, as far as the page knows them. */
export function nameOfActor({ actor }: Pick<AuditEvent, 'actor'>, people: readonly Person[]): string {
  const { kind, userId } = actor;
  if (userId !== null) return people.find((person) => person.userId === userId)?.name ?? userId;
  if (kind === 'operator') return 'Keywright';
  return kind === 'api-key' ? 'An API key' : 'Somebody unknown';
}
