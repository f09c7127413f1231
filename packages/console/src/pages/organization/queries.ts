import type { ReplyOf } from '@keywright/client';
import { infiniteQueryOptions, queryOptions, useQuery } from '@tanstack/react-query';
import { client } from '../../app/client.ts';
import { scopesQuery } from '../../app/queries.ts';

export type Member = ReplyOf<'listMembers'>['data'][number];
export type Project = ReplyOf<'listProjects'>['data'][number];
export type Organization = ReplyOf<'getOrganization'>;

const pageSize = 100;

export const organizationQuery = (organization: string) =>
  queryOptions({
    queryKey: ['organizations', 'one', organization],
    queryFn: ({ signal }) => client.getOrganization({ params: { organization }, signal }),
  });

/** By id: whoever renames an organization renames no key. */
export const membersKey = (organizationId: string) => ['members', organizationId] as const;

export const membersQuery = (organization: string) =>
  infiniteQueryOptions({
    queryKey: membersKey(organization),
    queryFn: ({ signal, pageParam }) =>
      client.listMembers({
        params: { organization },
        query: { limit: pageSize, ...(pageParam === '' ? {} : { cursor: pageParam }) },
        signal,
      }),
    initialPageParam: '',
    getNextPageParam: ({ nextCursor }) => nextCursor,
  });

export const projectPagesQuery = (organization: string) =>
  infiniteQueryOptions({
    queryKey: ['projects', 'pages', organization],
    queryFn: ({ signal, pageParam }) =>
      client.listProjects({
        params: { organization },
        query: { limit: pageSize, ...(pageParam === '' ? {} : { cursor: pageParam }) },
        signal,
      }),
    initialPageParam: '',
    getNextPageParam: ({ nextCursor }) => nextCursor,
  });

/** What the person may do in an organization: false for all of it until that is known. */
export function usePermissions(organizationId: string): (permission: string) => boolean {
  const { data } = useQuery(scopesQuery);
  const held = data?.grantable.organizations.find((each) => each.organizationId === organizationId)?.permissions;
  return (permission) => held?.includes(permission) ?? false;
}

/** Which roles there are, and which of them the person may give: those whose scopes they hold themselves. */
export function useRoles(organizationId: string) {
  const { data } = useQuery(scopesQuery);
  const held = new Set(data?.grantable.organizations.find((each) => each.organizationId === organizationId)?.scopes);
  return (data?.roles ?? []).map(({ role, description, scopes }) => ({
    role,
    description,
    isGivable: scopes.every((scope) => held.has(scope)),
  }));
}
