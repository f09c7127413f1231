import type { Reader, Trx } from '../../db/database.ts';
import type { PageRequest } from '../../db/page.ts';
import type { Row } from '../../db/tables.ts';
import type { Notice, NoticeKind } from './notice.ts';

const toNotice = (row: Row<'notices'>): Notice => ({ ...row, kind: row.kind as NoticeKind });

export async function insertNotice(trx: Trx, notice: Notice): Promise<void> {
  await trx.insertInto('notices').values(notice).execute();
}

/** A page of a user’s notices, one row too many where there are more. */
export async function findNotices(reader: Reader, userId: string, page: PageRequest): Promise<readonly Notice[]> {
  const rows = await reader
    .selectFrom('notices')
    .selectAll()
    .where('userId', '=', userId)
    .$if(page.beforeId !== undefined, (query) => query.where('id', '<', page.beforeId ?? ''))
    .orderBy('id', 'desc')
    .limit(page.limit + 1)
    .execute();
  return rows.map(toNotice);
}

/** Whether the user was told this of a credential at `since` or later. */
export async function wasTold(
  reader: Reader,
  { userId, kind, credentialId }: Pick<Notice, 'userId' | 'kind' | 'credentialId'>,
  since: number,
): Promise<boolean> {
  const row = await reader
    .selectFrom('notices')
    .select('id')
    .where('userId', '=', userId)
    .where('kind', '=', kind)
    .where('credentialId', '=', credentialId)
    .where('createdAt', '>=', since)
    .executeTakeFirst();
  return row !== undefined;
}

/** Marks a user’s notice as read, the first time; undefined where they have no such notice. */
export async function updateNoticeRead(trx: Trx, userId: string, id: string, now: number): Promise<Notice | undefined> {
  const row = await trx
    .updateTable('notices')
    .set((eb) => ({ readAt: eb.fn.coalesce('readAt', eb.val(now)) }))
    .where('id', '=', id)
    .where('userId', '=', userId)
    .returningAll()
    .executeTakeFirst();
  return row === undefined ? undefined : toNotice(row);
}
