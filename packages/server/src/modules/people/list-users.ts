import type { Input, Operations, Reply } from '@keywright/contract';
import { readPageRequest, toPage } from '../../db/page.ts';
import type { Principal } from '../scopes/index.ts';
import type { PeopleDeps } from './deps.ts';
import { findUsers } from './people-store.ts';
import { presentUser } from './person.ts';

type Op = Operations['listUsers'];

/** All users of the instance that match, newest first. */
export async function listUsers(deps: PeopleDeps, _principal: Principal, { query }: Input<Op>): Promise<Reply<Op>> {
  const page = readPageRequest(query);
  return toPage(await findUsers(deps.database.reader, query, page), page, presentUser);
}
