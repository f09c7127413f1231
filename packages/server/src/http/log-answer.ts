import type { FastifyBaseLogger } from 'fastify';
import type { Principal } from '../modules/scopes/index.ts';
import { toActor } from './change-context.ts';

/** What the log tells of a request that was answered. */
export interface Answered {
  readonly method: string;
  /** The route that it matched. */
  readonly route: string;
  readonly status: number;
  readonly durationMs: number;
  readonly address: string;
  readonly principal: Principal | undefined;
  readonly throttledBy: readonly unknown[] | null;
  readonly [more: string]: unknown;
}

/** One line a request. Neither the URL as sent nor any header is in it: either may hold a secret. */
export function logAnswer(
  log: FastifyBaseLogger,
  level: 'debug' | 'info',
  { durationMs, principal, throttledBy, ...told }: Answered,
): void {
  const actor = principal === undefined ? undefined : toActor(principal);
  log[level](
    {
      ...told,
      throttledBy: throttledBy ?? undefined,
      durationMs: Math.round(durationMs * 10) / 10,
      principal: actor?.kind,
      userId: actor?.userId ?? undefined,
      credentialId: actor?.credentialId ?? undefined,
    },
    'request',
  );
}
