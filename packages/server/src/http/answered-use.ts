import type { ClientFacts, Target } from '@keywright/contract';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { credentialOf, type Principal } from '../modules/scopes/index.ts';
import type { RefusedCredential } from './authenticate.ts';
import { clientOf, lineOf } from './request-state.ts';

/** A use of a credential, or an attempt at one, and how it was answered. */
export interface AnsweredUse {
  readonly principal: Principal;
  readonly refused: RefusedCredential | null;
  readonly target: Target | null;
  readonly method: string;
  /** As it was sent, without its query. */
  readonly path: string;
  readonly status: number;
  /** The limits of rate-limit policies that refused it, if any did. */
  readonly throttledBy: readonly unknown[] | null;
  readonly client: ClientFacts;
}

const anonymous: Principal = { kind: 'anonymous' };

/** Begins to watch a request, so that its use is noted; `noteProgress` hears of the rest. */
export function watchUse(
  request: FastifyRequest,
  response: FastifyReply,
  onAnswered: (use: AnsweredUse) => void,
): void {
  request.progress = { sent: false, closed: false };
  response.raw.once('close', () => noteProgress(request, response, 'closed', onAnswered));
}

/**
 * A use is noted once its answer has begun and its connection is done with it, in either order: a caller that leaves before
 * the end of the answer has used the credential as well, and no hook of the framework hears of that.
 */
export function noteProgress(
  request: FastifyRequest,
  response: FastifyReply,
  reached: 'sent' | 'closed',
  onAnswered: (use: AnsweredUse) => void,
): void {
  const { progress } = request;
  const isSecond = progress[reached === 'sent' ? 'closed' : 'sent'] && !progress[reached];
  progress[reached] = true;
  if (isSecond) noteUse(request, response, onAnswered);
}

function noteUse(request: FastifyRequest, response: FastifyReply, onAnswered: (use: AnsweredUse) => void): void {
  const { principal = anonymous, refused, target, throttledBy } = request;
  const status = response.statusCode;
  const use = { principal, refused, target, ...lineOf(request), status, throttledBy, client: clientOf(request) };
  if (isUse(use)) onAnswered(use);
}

/** Whether a credential was used, or something was presented as one. Requests by session are no uses of a credential. */
export const isUse = ({ principal, refused }: AnsweredUse): boolean =>
  refused !== null || credentialOf(principal) !== undefined;
