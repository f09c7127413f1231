import type { NoticeKind } from '@keywright/contract';
import type { Reader, Trx } from '../../db/database.ts';
import type { PageRequest } from '../../db/page.ts';
import type { Row } from '../../db/tables.ts';
import type { Notice, ToldNotice } from './notice.ts';

const toTold = (row: Row<'notices'> & Pick<ToldNotice, 'projectId'>): ToldNotice => ({
  ...row,
  kind: row.kind as NoticeKind,
});

/** Inserts a notice. False where one with its dedupe key is there already. */
export async function insertNotice(trx: Trx, notice: Notice): Promise<boolean> {
  const row = await trx
    .insertInto('notices')
    .values(notice)
    .onConflict((conflict) => conflict.column('dedupeKey').doNothing())
    .returning('id')
    .executeTakeFirst();
  return row !== undefined;
}

function noticesOf(reader: Reader, userId: string) {
  return reader
    .selectFrom('notices')
    .leftJoin('credentials', 'credentials.id', 'notices.credentialId')
    .selectAll('notices')
    .select('credentials.projectId')
    .where('notices.userId', '=', userId);
}

/** A page of a user’s notices, one row too many where there are more. */
export async function findNotices(reader: Reader, userId: string, page: PageRequest): Promise<readonly ToldNotice[]> {
  const rows = await noticesOf(reader, userId)
    .$if(page.beforeId !== undefined, (query) => query.where('notices.id', '<', page.beforeId ?? ''))
    .orderBy('notices.id', 'desc')
    .limit(page.limit + 1)
    .execute();
  return rows.map(toTold);
}

/** Whether anybody was told this of a credential at `since` or later: a person by a notice, or a webhook. */
export async function wasTold(
  reader: Reader,
  { kind, credentialId }: Pick<Notice, 'kind' | 'credentialId'>,
  since: number,
): Promise<boolean> {
  for (const table of ['notices', 'webhookEvents'] as const) {
    const row = await reader
      .selectFrom(table)
      .select('id')
      .where('credentialId', '=', credentialId)
      .where('kind', '=', kind)
      .where('createdAt', '>=', since)
      .executeTakeFirst();
    if (row !== undefined) return true;
  }
  return false;
}

/** Which of these have been told under their key: to a person, or to webhooks. */
export async function findToldKeys(reader: Reader, keys: readonly string[]): Promise<ReadonlySet<string>> {
  if (keys.length === 0) return new Set();
  const told = await reader.selectFrom('notices').select('dedupeKey').where('dedupeKey', 'in', keys).execute();
  const sent = await reader.selectFrom('webhookEvents').select('dedupeKey').where('dedupeKey', 'in', keys).execute();
  return new Set([...told, ...sent].map(({ dedupeKey }) => dedupeKey ?? ''));
}

/** How many notices of a kind a user got at `since` or later. */
export async function countNotices(reader: Reader, userId: string, kind: NoticeKind, since: number): Promise<number> {
  const { count } = await reader
    .selectFrom('notices')
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .where('userId', '=', userId)
    .where('kind', '=', kind)
    .where('createdAt', '>=', since)
    .executeTakeFirstOrThrow();
  return Number(count);
}

/** Marks a user’s notice as read, the first time; undefined where they have no such notice. */
export async function updateNoticeRead(
  trx: Trx,
  userId: string,
  id: string,
  now: number,
): Promise<ToldNotice | undefined> {
  await trx
    .updateTable('notices')
    .set((eb) => ({ readAt: eb.fn.coalesce('readAt', eb.val(now)) }))
    .where('id', '=', id)
    .where('userId', '=', userId)
    .execute();
  const row = await noticesOf(trx, userId).where('notices.id', '=', id).executeTakeFirst();
  return row === undefined ? undefined : toTold(row);
}
