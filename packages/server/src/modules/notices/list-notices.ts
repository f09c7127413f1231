import type { Input, Operations, Reply } from '@keywright/contract';
import { readPageRequest, toPage } from '../../db/page.ts';
import { type Principal, personOf } from '../scopes/index.ts';
import type { NoticeDeps } from './deps.ts';
import { presentNotice } from './notice.ts';
import { findNotices } from './notice-store.ts';

type Op = Operations['listNotices'];

/** The caller’s notices, newest first. */
export async function listNotices(deps: NoticeDeps, principal: Principal, { query }: Input<Op>): Promise<Reply<Op>> {
  const page = readPageRequest(query);
  return toPage(await findNotices(deps.database.reader, personOf(principal).userId, page), page, presentNotice);
}
