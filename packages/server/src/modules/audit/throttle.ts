import type { Operations, Reply } from '@keywright/contract';
import { toInstant } from '../../kernel/instant.ts';
import type { ChainedEvent } from './chain.ts';

type Throttle = Reply<Operations['listThrottles']>['data'][number];

/** What the event of a throttled use holds besides. */
interface Details {
  readonly policies: Throttle['policies'];
  /** How many it stands for, where it is a count. */
  readonly refusals?: number;
}

/** A throttled use, as the API of rate limits shows it. */
export function presentThrottle(event: ChainedEvent): Throttle {
  const { policies, refusals = 1 } = JSON.parse(event.details) as Details;
  return {
    id: String(event.sequence),
    at: toInstant(event.at),
    token_id: event.actorCredentialId,
    method: event.method,
    path: event.path,
    address: event.address,
    policies,
    refusals,
  };
}
