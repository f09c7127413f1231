import type { Reader } from '../../db/database.ts';

/** A live credential that expires soon, and who is to be told. */
export interface Expiring {
  readonly id: string;
  readonly expiresAt: number;
  readonly expirySetAt: number;
  /** The user of a PAT, the user who minted an API key; null where there is none. */
  readonly userId: string | null;
}

/** Where a page ended. */
export interface After {
  readonly expiresAt: number;
  readonly id: string;
}

/**
 * Live credentials, of owners that are not disabled, that expire after `after` and until `until`, the soonest first. By the index
 * of what expires.
 */
export async function findExpiring(
  reader: Reader,
  after: After,
  until: number,
  limit: number,
): Promise<readonly Expiring[]> {
  const rows = await reader
    .selectFrom('credentials')
    .leftJoin('users', (join) =>
      join.on((eb) => eb('users.id', '=', eb.fn.coalesce('credentials.userId', 'credentials.createdBy'))),
    )
    .leftJoin('projects', 'projects.id', 'credentials.projectId')
    .select([
      'credentials.id',
      'credentials.expiresAt',
      'credentials.expirySetAt',
      'credentials.createdAt',
      'credentials.kind',
      'users.id as userId',
      'users.disabledAt',
      'projects.archivedAt',
    ])
    .where('credentials.expiresAt', 'is not', null)
    .where('credentials.revokedAt', 'is', null)
    .where('credentials.deletedAt', 'is', null)
    .where('credentials.expiresAt', '>=', after.expiresAt)
    .where('credentials.expiresAt', '<=', until)
    .where((eb) => eb.or([eb('credentials.expiresAt', '>', after.expiresAt), eb('credentials.id', '>', after.id)]))
    .orderBy('credentials.expiresAt')
    .orderBy('credentials.id')
    .limit(limit)
    .execute();
  return rows.map(({ id, expiresAt, expirySetAt, createdAt, kind, userId, disabledAt, archivedAt }) => ({
    id,
    expiresAt: expiresAt ?? 0,
    // Nobody is told of a credential that is refused already: as if its expiry had been set just now.
    expirySetAt: (kind === 'pat' && disabledAt !== null) || archivedAt !== null ? until : (expirySetAt ?? createdAt),
    userId,
  }));
}
