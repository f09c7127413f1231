import { AppError, type Input, type Operations, type Reply } from '@keywright/contract';
import { type Principal, personOf } from '../scopes/index.ts';
import type { PeopleDeps } from './deps.ts';
import { findUser } from './people-store.ts';
import { presentUser } from './person.ts';

type Op = Operations['getMe'];

/** The person that the request acts as. */
export async function getMe(deps: PeopleDeps, principal: Principal, _input: Input<Op>): Promise<Reply<Op>> {
  const user = await findUser(deps.database.reader, personOf(principal).userId);
  if (user === undefined) throw new AppError('NOT_FOUND');
  return presentUser(user);
}
