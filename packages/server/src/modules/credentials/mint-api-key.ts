import { AppError, type Input, type Operations, type Reply } from '@keywright/contract';
import type { Commit } from '../audit/index.ts';
import { lockProject } from '../projects/index.ts';
import { effectiveScopes, type Principal } from '../scopes/index.ts';
import type { CredentialDeps } from './deps.ts';
import { mintCredential } from './mint-credential.ts';

type Op = Operations['mintApiKey'];

/** Mints an API key with scopes that the caller holds in the project’s organization. */
export async function mintApiKey(
  deps: CredentialDeps,
  principal: Principal,
  { body, client, target: { organizationId, projectId } }: Input<Op>,
  commit: Commit,
): Promise<Reply<Op>> {
  return mintCredential(
    deps,
    principal,
    {
      kind: 'api-key',
      owner: { projectId },
      organizationId,
      held: effectiveScopes(principal, organizationId),
      limit: deps.catalogue.platform.limits.liveApiKeysPerProject,
      body,
      client,
      lockOwner: async (trx) => {
        const project = await lockProject(trx, projectId);
        if (project.archivedAt !== null) throw new AppError('CONFLICT', { detail: 'This project is archived.' });
      },
    },
    commit,
  );
}
