import type { ReplyOf } from '@keywright/client';
import { queryOptions } from '@tanstack/react-query';
import { client } from '../../app/client.ts';
import { myTokens } from '../../credentials/family.ts';

export type Access = ReplyOf<'getPatAccess'>;

/** What a token may do at this moment. */
export const accessQuery = (patId: string) =>
  queryOptions({
    queryKey: [...myTokens.key, 'access', patId],
    queryFn: ({ signal }) => client.getPatAccess({ params: { patId }, signal }),
  });
