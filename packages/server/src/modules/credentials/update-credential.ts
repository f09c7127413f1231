import {
  AppError,
  type Input,
  type Operations,
  type Reply,
  requireVersion,
  toName,
  validationFailed,
} from '@keywright/contract';
import type { Commit } from '../audit/index.ts';
import { credentialOf, type Principal, personOf } from '../scopes/index.ts';
import { type Credential, presentCredential } from './credential.ts';
import { lockCredential, type Owner, updateCredentialRow } from './credential-store.ts';
import type { CredentialDeps } from './deps.ts';
import { auditTargetOf, requirePolicy } from './mint-credential.ts';
import { areWithin, toNetworks } from './networks.ts';
import { toChangedPolicyId } from './policy-choice.ts';

type Change = Input<Operations['updatePat']>['body'];

/** What a change leaves: absent fields as they are, null ones empty. */
function toChange(present: Credential, body: Change, parentPolicyId: string | null) {
  return {
    name: body.name === undefined ? present.name : toName(body.name),
    note: body.note === undefined ? present.note : (body.note ?? '').trim(),
    allowedNetworks:
      body.allowedNetworks === undefined ? present.allowedNetworks : toNetworks(body.allowedNetworks ?? []),
    rateLimitPolicyId: toChangedPolicyId(body.rateLimitPolicyId, present.rateLimitPolicyId, parentPolicyId),
  };
}

async function updateCredential(
  deps: CredentialDeps,
  principal: Principal,
  request: { owner: Owner; id: string; body: Change; expectedVersion: number | undefined },
  commit: Commit,
) {
  return commit(async (trx) => {
    // Before the credential: whoever deletes a policy locks the policy first, too.
    const projectId = 'projectId' in request.owner ? request.owner.projectId : null;
    await requirePolicy(deps, trx, principal, { rateLimitPolicyId: request.body.rateLimitPolicyId ?? null, projectId });
    const present = await lockCredential(trx, request.owner, request.id);
    if (present === undefined) throw new AppError('NOT_FOUND');
    if (present.revokedAt !== null) throw new AppError('CREDENTIAL_ENDED');
    requireVersion(present, request.expectedVersion);
    const parent = credentialOf(principal);
    const change = toChange(present, request.body, parent?.rateLimitPolicyId ?? null);
    const bounds = parent?.allowedNetworks ?? [];
    if (request.body.allowedNetworks !== undefined && !areWithin(change.allowedNetworks, bounds)) {
      const message = `must lie within those of the credential in use: ${bounds.join(', ')}.`;
      throw validationFailed({ path: 'allowedNetworks', code: 'BEYOND_PARENT', message });
    }
    const updated = await updateCredentialRow(trx, present.id, change, deps.clock.now());
    return {
      reply: presentCredential(updated, deps.codec.publicPrefix(updated.format, updated.kind, updated.prefix)),
      target: auditTargetOf(updated),
      changed: [`credential:${updated.id}`],
    };
  });
}

export async function updateApiKey(
  deps: CredentialDeps,
  principal: Principal,
  { params, body, target, expectedVersion }: Input<Operations['updateApiKey']>,
  commit: Commit,
): Promise<Reply<Operations['updateApiKey']>> {
  const owner = { projectId: target.projectId };
  return updateCredential(deps, principal, { owner, id: params.keyId, body, expectedVersion }, commit);
}

export async function updatePat(
  deps: CredentialDeps,
  principal: Principal,
  { params, body, expectedVersion }: Input<Operations['updatePat']>,
  commit: Commit,
): Promise<Reply<Operations['updatePat']>> {
  const owner = { userId: personOf(principal).userId };
  return updateCredential(deps, principal, { owner, id: params.patId, body, expectedVersion }, commit);
}
