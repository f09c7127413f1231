import type { Input, Operations, Reply } from '@keywright/contract';
import type { Commit } from '../audit/index.ts';
import { lockUser } from '../people/index.ts';
import { grantableToPat, type Principal, personOf } from '../scopes/index.ts';
import type { CredentialDeps } from './deps.ts';
import { mintCredential } from './mint-credential.ts';

type Op = Operations['mintPat'];

/** Mints a PAT for the caller, with scopes that they hold in at least one organization. */
export async function mintPat(
  deps: CredentialDeps,
  principal: Principal,
  { body, client }: Pick<Input<Op>, 'body' | 'client'>,
  commit: Commit,
): Promise<Reply<Op>> {
  const { userId } = personOf(principal);
  return mintCredential(
    deps,
    principal,
    {
      kind: 'pat',
      owner: { userId },
      organizationId: null,
      held: grantableToPat(principal),
      limit: deps.catalogue.platform.limits.livePatsPerUser,
      body,
      client,
      lockOwner: (trx) => lockUser(trx, userId),
    },
    commit,
  );
}
