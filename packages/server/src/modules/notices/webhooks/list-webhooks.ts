import type { Input, Operations, Reply } from '@keywright/contract';
import { readPageRequest, toPage } from '../../../db/page.ts';
import type { Principal } from '../../scopes/index.ts';
import type { NoticeDeps } from '../deps.ts';
import { presentWebhook } from './webhook.ts';
import { findWebhooks } from './webhook-store.ts';

type Op = Operations['listWebhooks'];

/** All endpoints, newest first. */
export async function listWebhooks(deps: NoticeDeps, _principal: Principal, { query }: Input<Op>): Promise<Reply<Op>> {
  const page = readPageRequest(query);
  return toPage(await findWebhooks(deps.database.reader, page), page, presentWebhook);
}
