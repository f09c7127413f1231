import type { Input, Operations, Reply } from '@keywright/contract';
import { readPageRequest, toPage } from '../../db/page.ts';
import { type Principal, personOf } from '../scopes/index.ts';
import { type Credential, presentCredential } from './credential.ts';
import { findCredentials, type Owner } from './credential-store.ts';
import type { CredentialDeps } from './deps.ts';
import { presentToken } from './token-family.ts';

type Query = Input<Operations['listPats']>['query'];

async function listCredentials<T>(
  deps: CredentialDeps,
  owner: Owner,
  query: Query,
  present: (credential: Credential, publicPrefix: string) => T,
) {
  const page = readPageRequest(query);
  const credentials = await findCredentials(deps.database.reader, owner, page, {
    filter: query,
    now: deps.clock.now(),
  });
  return toPage(credentials, page, (credential) =>
    present(credential, deps.codec.publicPrefix(credential.format, credential.kind, credential.prefix)),
  );
}

/** The API keys of a project, newest first, ended ones included. */
export async function listApiKeys(
  deps: CredentialDeps,
  _principal: Principal,
  { query, target }: Input<Operations['listApiKeys']>,
): Promise<Reply<Operations['listApiKeys']>> {
  return listCredentials(deps, { projectId: target.projectId }, query, presentCredential);
}

/** The caller’s PATs, newest first, ended ones included. */
export async function listPats(
  deps: CredentialDeps,
  principal: Principal,
  { query }: Input<Operations['listPats']>,
): Promise<Reply<Operations['listPats']>> {
  return listCredentials(deps, { userId: personOf(principal).userId }, query, presentCredential);
}

/** The same PATs in snake_case. */
export async function listTokens(
  deps: CredentialDeps,
  principal: Principal,
  { query }: Input<Operations['listTokens']>,
): Promise<Reply<Operations['listTokens']>> {
  return listCredentials(deps, { userId: personOf(principal).userId }, query, presentToken);
}
