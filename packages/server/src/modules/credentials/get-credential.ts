import { AppError, type Input, type Operations, type Reply } from '@keywright/contract';
import { type Principal, personOf } from '../scopes/index.ts';
import { type Credential, presentCredential } from './credential.ts';
import { findCredential, type Owner } from './credential-store.ts';
import type { CredentialDeps } from './deps.ts';
import { presentToken } from './token-family.ts';

async function getCredential<T>(
  deps: CredentialDeps,
  owner: Owner,
  id: string,
  present: (credential: Credential, publicPrefix: string) => T,
): Promise<T> {
  const credential = await findCredential(deps.database.reader, owner, id);
  if (credential === undefined) throw new AppError('NOT_FOUND');
  return present(credential, deps.codec.publicPrefix(credential.format, credential.kind, credential.prefix));
}

export async function getApiKey(
  deps: CredentialDeps,
  _principal: Principal,
  { params, target }: Input<Operations['getApiKey']>,
): Promise<Reply<Operations['getApiKey']>> {
  return getCredential(deps, { projectId: target.projectId }, params.keyId, presentCredential);
}

/** One of the caller’s PATs. Somebody else’s is not found. */
export async function getPat(
  deps: CredentialDeps,
  principal: Principal,
  { params }: Input<Operations['getPat']>,
): Promise<Reply<Operations['getPat']>> {
  return getCredential(deps, { userId: personOf(principal).userId }, params.patId, presentCredential);
}

/** The same in snake_case. */
export async function getToken(
  deps: CredentialDeps,
  principal: Principal,
  { params }: Input<Operations['getToken']>,
): Promise<Reply<Operations['getToken']>> {
  return getCredential(deps, { userId: personOf(principal).userId }, params.tokenId, presentToken);
}
