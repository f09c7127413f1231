import type { Input, Operations, Reply } from '@keywright/contract';
import { readPageRequest, toPage } from '../../db/page.ts';
import { fromInstant } from '../../kernel/instant.ts';
import type { Principal } from '../scopes/index.ts';
import { findAdministered } from './admin-store.ts';
import { type CredentialFilter, presentAdministered } from './administered-credential.ts';
import type { AdminDeps } from './deps.ts';

type Op = Operations['listCredentials'];

function toFilter(query: Input<Op>['query']): CredentialFilter {
  const { limit: _, cursor: __, createdAfter, createdBefore, usedAfter, usedBefore, expiresBefore, ...rest } = query;
  return {
    ...rest,
    ...(createdAfter === undefined ? {} : { createdAfter: fromInstant(createdAfter) }),
    ...(createdBefore === undefined ? {} : { createdBefore: fromInstant(createdBefore) }),
    ...(usedAfter === undefined ? {} : { usedAfter: fromInstant(usedAfter) }),
    ...(usedBefore === undefined ? {} : { usedBefore: fromInstant(usedBefore) }),
    ...(expiresBefore === undefined ? {} : { expiresBefore: fromInstant(expiresBefore) }),
  };
}

/** All credentials of the instance that match, newest first, deleted ones included. */
export async function listCredentials(
  deps: AdminDeps,
  _principal: Principal,
  { query }: Input<Op>,
): Promise<Reply<Op>> {
  const page = readPageRequest(query);
  const found = await findAdministered(deps.database.reader, toFilter(query), page, deps.clock.now());
  return toPage(found, page, (credential) => {
    const { format, kind, prefix } = credential;
    return presentAdministered(credential, deps.codec.publicPrefix(format, kind, prefix));
  });
}
