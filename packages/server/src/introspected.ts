import type { AnsweredUse } from './http/answered-use.ts';
import { toRefused } from './http/authenticate.ts';
import type { Admit, CheckedToken } from './modules/introspection/index.ts';
import type { CheckRateLimit } from './modules/rate-limits/index.ts';

/** A request that a resource server received is counted like one of our own, by the path that it told. */
export const createAdmit =
  (checkRateLimit: CheckRateLimit): Admit =>
  async (principal, { projectId, method, path, client }) => {
    const counted = { principal, projectId, method, path: () => path };
    const outcome = await checkRateLimit({ ...counted, address: client.address });
    if (outcome?.refusal === undefined) return undefined;
    return { violations: outcome.violations, refusal: outcome.refusal };
  };

/** A token that was checked for a resource server, as a use of it. */
export function toAnsweredUse({ verdict, request, status, throttledBy }: CheckedToken): AnsweredUse {
  const { organizationId, projectId, method, path, client } = request;
  return {
    principal: verdict.outcome === 'valid' ? verdict.principal : { kind: 'anonymous' },
    refused: toRefused(verdict),
    target: { organizationId, projectId },
    method,
    path,
    status,
    throttledBy,
    client,
  };
}
