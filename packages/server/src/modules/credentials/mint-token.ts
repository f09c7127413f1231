import { AppError, type Input, type Operations, type Reply } from '@keywright/contract';
import type { Commit } from '../audit/index.ts';
import { type Principal, personOf } from '../scopes/index.ts';
import { findCredential } from './credential-store.ts';
import type { CredentialDeps } from './deps.ts';
import { mintPat } from './mint-pat.ts';
import { inSnakeCase, presentToken, toMintBody } from './token-family.ts';

type Op = Operations['mintToken'];

/** Mints a PAT through the snake_case family: the same credential as by the other door. */
export async function mintToken(
  deps: CredentialDeps,
  principal: Principal,
  { body, client }: Input<Op>,
  commit: Commit,
): Promise<Reply<Op>> {
  const minted = await inSnakeCase(mintPat(deps, principal, { body: toMintBody(body), client }, commit));
  const owner = { userId: personOf(principal).userId };
  const credential = await findCredential(deps.database.reader, owner, minted.id);
  if (credential === undefined) throw new AppError('NOT_FOUND');
  return { ...presentToken(credential, minted.prefix), token: minted.secret };
}
