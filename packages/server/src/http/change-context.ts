import type { ClientFacts, Operation, PrincipalKind } from '@keywright/contract';
import type { FastifyRequest } from 'fastify';
import { credentialOf, type Principal } from '../modules/scopes/index.ts';
import { clientOf, lineOf } from './request-state.ts';

/** Who a change is recorded as done by. */
export interface Actor {
  readonly kind: PrincipalKind | 'anonymous';
  readonly userId: string | null;
  readonly credentialId: string | null;
}

/** What is known of a change before it is made: the context of its audit event. */
export interface ChangeContext {
  readonly action: NonNullable<Operation['audit']>;
  readonly actor: Actor;
  readonly method: string;
  readonly path: string;
  readonly status: number;
  readonly client: ClientFacts;
}

export function toActor(principal: Principal): Actor {
  return {
    kind: principal.kind,
    userId: principal.kind === 'session' || principal.kind === 'pat' ? principal.person.userId : null,
    credentialId: credentialOf(principal)?.id ?? null,
  };
}

export function toChangeContext(request: FastifyRequest, operation: Operation): ChangeContext | null {
  if (operation.audit === undefined) return null;
  return {
    action: operation.audit,
    actor: toActor(request.principal),
    ...lineOf(request),
    status: operation.reply.status,
    client: clientOf(request),
  };
}
