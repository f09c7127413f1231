import { AppError, type Input, type Operations, type Reply } from '@keywright/contract';
import type { Principal } from '../scopes/index.ts';
import { findUsage } from '../usage/index.ts';
import { findAdministeredById } from './admin-store.ts';
import type { AdminDeps } from './deps.ts';

type Op = Operations['getCredentialUsage'];

const defaultDays = 30;

/** How anybody’s credential was used. Throws `NOT_FOUND`. */
export async function getCredentialUsage(
  { database, clock }: AdminDeps,
  _principal: Principal,
  { params, query }: Input<Op>,
): Promise<Reply<Op>> {
  const { reader } = database;
  if ((await findAdministeredById(reader, params.credentialId)) === undefined) throw new AppError('NOT_FOUND');
  return findUsage(reader, params.credentialId, query.days ?? defaultDays, clock.now());
}
