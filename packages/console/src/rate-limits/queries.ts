import { queryOptions } from '@tanstack/react-query';
import { client } from '../app/client.ts';

/** The most that one page of a listing may have. */
const largestPage = 200;

/** What pages know of a project’s rate limits stands under this key. */
export const limitsKey = (projectId: string) => ['rate-limits', projectId] as const;

/** The policies of a project: the first 200. */
export const policiesQuery = (projectId: string) =>
  queryOptions({
    queryKey: [...limitsKey(projectId), 'policies'],
    queryFn: ({ signal }) =>
      client.listRateLimitPolicies({ params: { projectId }, query: { limit: largestPage }, signal }),
  });

export const policyQuery = (projectId: string, policyId: string) =>
  queryOptions({
    queryKey: [...limitsKey(projectId), 'policy', policyId],
    queryFn: ({ signal }) => client.getRateLimitPolicy({ params: { projectId, policyId }, signal }),
  });
