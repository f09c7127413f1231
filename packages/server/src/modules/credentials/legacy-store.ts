import type { Reader, Trx } from '../../db/database.ts';
import type { NewRow, Row } from '../../db/tables.ts';
import type { LegacyDigests } from './legacy-lookup.ts';

/** Imported keys that share a head are looked at one after the other: an import takes no more of them than this. */
export const maximumSharingHead = 8;
/** With them the one of which the whole digest is known, and the one that was used. */
const maximumCandidates = maximumSharingHead + 2;

export type LegacyCandidate = Pick<Row<'credentials'>, 'id' | 'format' | 'secretHash' | 'legacyDigest'>;

/**
 * The imported keys that a presented string may be: by its whole digest, or by those that stand for it in `legacy_head`.
 * The first that was imported comes first, so that importing a key again does not bring it back to life.
 */
export async function findLegacyCandidates(
  reader: Reader,
  { digests, heads }: LegacyDigests,
): Promise<readonly LegacyCandidate[]> {
  return reader
    .selectFrom('credentials')
    .select(['id', 'format', 'secretHash', 'legacyDigest'])
    .where((eb) => eb.or([eb('legacyDigest', 'in', digests), eb('legacyHead', 'in', heads)]))
    .orderBy('id')
    .limit(maximumCandidates)
    .execute();
}

/** After the first use: an Argon2id hash, and no digest of the whole but a short one. Unless somebody else was first. */
export async function updateLegacyHash(
  trx: Trx,
  id: string,
  { from, to, head }: { readonly from: string; readonly to: string; readonly head: string },
): Promise<void> {
  await trx
    .updateTable('credentials')
    .set({ secretHash: to, legacyDigest: null, legacyHead: head })
    .where('id', '=', id)
    .where('secretHash', '=', from)
    .execute();
}

/**
 * Inserts imported keys and returns the ids of those that were. One whose key, or whose made-up prefix, is there already is
 * left out.
 */
export async function insertLegacyKeys(trx: Trx, rows: readonly NewRow<'credentials'>[]): Promise<ReadonlySet<string>> {
  if (rows.length === 0) return new Set();
  const inserted = await trx
    .insertInto('credentials')
    .values(rows)
    .onConflict((conflict) => conflict.doNothing())
    .returning('id')
    .execute();
  return new Set(inserted.map(({ id }) => id));
}

/** Which of these digests of used keys there are already. */
export async function findUsed(reader: Reader, used: readonly string[]): Promise<ReadonlySet<string>> {
  if (used.length === 0) return new Set();
  const rows = await reader.selectFrom('credentials').select('legacyHead').where('legacyHead', 'in', used).execute();
  return new Set(rows.map(({ legacyHead }) => legacyHead ?? ''));
}

/** The hashes of imported keys with these heads, by head. */
export async function findHashesByHead(
  reader: Reader,
  heads: readonly string[],
): Promise<ReadonlyMap<string, readonly string[]>> {
  if (heads.length === 0) return new Map();
  const rows = await reader
    .selectFrom('credentials')
    .select(['legacyHead', 'secretHash'])
    .where('legacyHead', 'in', heads)
    .execute();
  return new Map(
    [...Map.groupBy(rows, ({ legacyHead }) => legacyHead ?? '')].map(([head, found]) => [
      head,
      found.map(({ secretHash }) => secretHash),
    ]),
  );
}
