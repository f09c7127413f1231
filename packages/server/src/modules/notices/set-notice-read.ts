import { AppError, type Input, type Operations, type Reply } from '@keywright/contract';
import type { Commit } from '../audit/index.ts';
import { type Principal, personOf } from '../scopes/index.ts';
import type { NoticeDeps } from './deps.ts';
import { presentNotice } from './notice.ts';
import { updateNoticeRead } from './notice-store.ts';

type Op = Operations['setNoticeRead'];

/** Marks one of the caller’s notices as read. Somebody else’s is not found. */
export async function setNoticeRead(
  deps: NoticeDeps,
  principal: Principal,
  { params }: Input<Op>,
  commit: Commit,
): Promise<Reply<Op>> {
  return commit(async (trx) => {
    const notice = await updateNoticeRead(trx, personOf(principal).userId, params.noticeId, deps.clock.now());
    if (notice === undefined) throw new AppError('NOT_FOUND');
    return { reply: presentNotice(notice), target: { kind: 'notice', id: notice.id } };
  });
}
