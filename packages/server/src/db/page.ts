import { validationFailed } from '@keywright/contract';

/** Which part of a listing is asked for: at most `limit` rows whose id is below `beforeId`, newest first. */
export interface PageRequest {
  readonly limit: number;
  readonly beforeId: string | undefined;
}

const defaultLimit = 50;

/** Reads a listing's query. Throws `VALIDATION_FAILED` for a cursor that no listing gave. */
export function readPageRequest(query: { readonly limit?: number; readonly cursor?: string }): PageRequest {
  const { limit = defaultLimit, cursor } = query;
  if (cursor === undefined) return { limit, beforeId: undefined };
  const beforeId = Buffer.from(cursor, 'base64url').toString('latin1');
  if (!/^[0-9A-HJKMNP-TV-Z]{26}$/.test(beforeId)) {
    const message = 'is no cursor of this API. Leave it out to begin at the newest.';
    throw validationFailed({ path: 'cursor', code: 'MALFORMED', message });
  }
  return { limit, beforeId };
}

/** Cuts `limit + 1` fetched rows to a page: the row too many says that there is another. */
export function toPage<R extends { readonly id: string }, T>(
  rows: readonly R[],
  { limit }: PageRequest,
  present: (row: R) => T,
): { data: T[]; nextCursor: string | null } {
  const data = rows.slice(0, limit);
  const last = data.at(-1);
  const more = rows.length > limit && last !== undefined;
  return { data: data.map(present), nextCursor: more ? Buffer.from(last.id, 'latin1').toString('base64url') : null };
}
