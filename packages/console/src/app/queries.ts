import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { client } from './client.ts';

const minuteMs = 60_000;
/** The most that one page of a listing may have. */
const largestPage = 200;

/** Who is signed in. */
export const meQuery = queryOptions({
  queryKey: ['me'],
  queryFn: ({ signal }) => client.getMe({ signal }),
  staleTime: minuteMs,
});

/** What the platform’s tokens are like. It changes only when the service is started anew. */
export const platformQuery = queryOptions({
  queryKey: ['platform'],
  queryFn: ({ signal }) => client.getPlatform({ signal }),
  staleTime: Number.POSITIVE_INFINITY,
});

/** The catalogue of scopes, and what of it the person may grant. */
export const scopesQuery = queryOptions({
  queryKey: ['scopes'],
  queryFn: ({ signal }) => client.listScopes({ signal }),
  staleTime: minuteMs,
});

/** The person’s organizations: the first 200. */
export const organizationsQuery = queryOptions({
  queryKey: ['organizations'],
  queryFn: ({ signal }) => client.listOrganizations({ query: { limit: largestPage }, signal }),
  staleTime: minuteMs,
});

/** The projects of an organization: the first 200. */
export const projectsQuery = (organization: string) =>
  queryOptions({
    queryKey: ['projects', 'of', organization],
    queryFn: ({ signal }) => client.listProjects({ params: { organization }, query: { limit: largestPage }, signal }),
    staleTime: minuteMs,
  });

export const projectQuery = (projectId: string) =>
  queryOptions({
    queryKey: ['projects', 'one', projectId],
    queryFn: ({ signal }) => client.getProject({ params: { projectId }, signal }),
    staleTime: minuteMs,
  });

/**
 * What the person was told. Asked for again every minute while the page is looked at, and whenever somebody comes back to it:
 * a revoke by others must be seen.
 */
export const noticesQuery = infiniteQueryOptions({
  queryKey: ['notices'],
  queryFn: ({ signal, pageParam }) =>
    client.listNotices({ query: { limit: 50, ...(pageParam === '' ? {} : { cursor: pageParam }) }, signal }),
  initialPageParam: '',
  getNextPageParam: ({ nextCursor }) => nextCursor,
  refetchInterval: minuteMs,
  refetchOnWindowFocus: 'always',
});
