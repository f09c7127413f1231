import { queryOptions } from '@tanstack/react-query';
import { client } from '../../app/client.ts';

const largestPage = 200;

/** A token that may call at the project, as people know it. */
export interface TokenName {
  readonly id: string;
  readonly label: string;
}

/** The live API keys of a project, the first 200 of them. Whoever may not list them chooses by id, from a link. */
export const tokenNamesQuery = (projectId: string) =>
  queryOptions({
    queryKey: ['api-keys', projectId, 'names'],
    queryFn: async ({ signal }): Promise<readonly TokenName[]> => {
      const query = { limit: largestPage, state: 'active' } as const;
      const keys = await client.listApiKeys({ params: { projectId }, query, signal });
      return keys.data.map(({ id, name, prefix }) => ({ id, label: `${name} (${prefix})` }));
    },
  });
