import { AppError, type Input, type Operations, type Reply } from '@keywright/contract';
import { type Principal, personOf } from '../scopes/index.ts';
import { type Credential, presentAddress, presentCredential, type UsedAddress } from './credential.ts';
import { findCredential, type Owner } from './credential-store.ts';
import type { CredentialDeps } from './deps.ts';
import { presentToken, presentTokenAddress } from './token-family.ts';
import { findAddresses } from './use-store.ts';

async function getCredential<T>(
  deps: CredentialDeps,
  owner: Owner,
  id: string,
  present: (credential: Credential, publicPrefix: string, addresses: readonly UsedAddress[]) => T,
): Promise<T> {
  const { reader } = deps.database;
  const credential = await findCredential(reader, owner, id);
  if (credential === undefined) throw new AppError('NOT_FOUND');
  const { format, kind, prefix } = credential;
  return present(credential, deps.codec.publicPrefix(format, kind, prefix), await findAddresses(reader, id));
}

function presentDetail(credential: Credential, publicPrefix: string, addresses: readonly UsedAddress[]) {
  return { ...presentCredential(credential, publicPrefix), lastAddresses: addresses.map(presentAddress) };
}

export async function getApiKey(
  deps: CredentialDeps,
  _principal: Principal,
  { params, target }: Input<Operations['getApiKey']>,
): Promise<Reply<Operations['getApiKey']>> {
  return getCredential(deps, { projectId: target.projectId }, params.keyId, presentDetail);
}

/** One of the caller’s PATs. Somebody else’s is not found. */
export async function getPat(
  deps: CredentialDeps,
  principal: Principal,
  { params }: Input<Operations['getPat']>,
): Promise<Reply<Operations['getPat']>> {
  return getCredential(deps, { userId: personOf(principal).userId }, params.patId, presentDetail);
}

/** The same in snake_case. */
export async function getToken(
  deps: CredentialDeps,
  principal: Principal,
  { params }: Input<Operations['getToken']>,
): Promise<Reply<Operations['getToken']>> {
  const owner = { userId: personOf(principal).userId };
  return getCredential(deps, owner, params.tokenId, (credential, publicPrefix, addresses) => ({
    ...presentToken(credential, publicPrefix),
    last_addresses: addresses.map(presentTokenAddress),
  }));
}
