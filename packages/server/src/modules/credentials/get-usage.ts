import { AppError, type Input, type Operations, type Reply } from '@keywright/contract';
import { type Principal, personOf } from '../scopes/index.ts';
import { findUsage } from '../usage/index.ts';
import { findCredential, type Owner } from './credential-store.ts';
import type { CredentialDeps } from './deps.ts';

const defaultDays = 30;

async function getUsage({ database, clock }: CredentialDeps, owner: Owner, id: string, days = defaultDays) {
  if ((await findCredential(database.reader, owner, id)) === undefined) throw new AppError('NOT_FOUND');
  return findUsage(database.reader, id, days, clock.now());
}

/** How one of the caller’s PATs was used. Somebody else’s is not found. */
export async function getPatUsage(
  deps: CredentialDeps,
  principal: Principal,
  { params, query }: Input<Operations['getPatUsage']>,
): Promise<Reply<Operations['getPatUsage']>> {
  return getUsage(deps, { userId: personOf(principal).userId }, params.patId, query.days);
}

/** How an API key of the project was used. */
export async function getApiKeyUsage(
  deps: CredentialDeps,
  _principal: Principal,
  { params, query, target }: Input<Operations['getApiKeyUsage']>,
): Promise<Reply<Operations['getApiKeyUsage']>> {
  return getUsage(deps, { projectId: target.projectId }, params.keyId, query.days);
}
