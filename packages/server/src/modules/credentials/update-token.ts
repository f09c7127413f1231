import { AppError, type Input, type Operations, type Reply, validationFailed } from '@keywright/contract';
import type { Commit } from '../audit/index.ts';
import { type Principal, personOf } from '../scopes/index.ts';
import { findCredential, lockCredential } from './credential-store.ts';
import type { CredentialDeps } from './deps.ts';
import { endCredential } from './revoke-credential.ts';
import { rotateCredential } from './rotate-credential.ts';
import { inSnakeCase, presentToken } from './token-family.ts';

type Op = Operations['updateToken'];

/** Rotates or revokes one of the caller’s PATs. */
export async function updateToken(
  deps: CredentialDeps,
  principal: Principal,
  input: Input<Op>,
  commit: Commit,
): Promise<Reply<Op>> {
  return input.body.action === 'rotate'
    ? inSnakeCase(rotateToken(deps, principal, input, commit))
    : revokeToken(deps, principal, input, commit);
}

async function rotateToken(
  deps: CredentialDeps,
  principal: Principal,
  { params, body, client, idempotencyKey }: Input<Op>,
  commit: Commit,
): Promise<Reply<Op>> {
  const { grace_period_seconds, end_grace_on_first_use, expires_at } = body;
  const owner = { userId: personOf(principal).userId };
  const rotation = {
    ...(grace_period_seconds === undefined ? {} : { gracePeriodSeconds: grace_period_seconds }),
    ...(end_grace_on_first_use === undefined ? {} : { endGraceOnFirstUse: end_grace_on_first_use }),
    ...(expires_at === undefined ? {} : { expiresAt: expires_at }),
  };
  const request = { owner, id: params.tokenId, body: rotation, idempotencyKey, address: client.address };
  const rotated = await rotateCredential(deps, principal, request, commit);
  const credential = await findCredential(deps.database.reader, owner, rotated.id);
  if (credential === undefined) throw new AppError('NOT_FOUND');
  const token = presentToken(credential, rotated.prefix);
  return { ...token, token: rotated.secret, grace_ends_at: rotated.graceEndsAt };
}

async function revokeToken(
  deps: CredentialDeps,
  principal: Principal,
  { params, body }: Input<Op>,
  commit: Commit,
): Promise<Reply<Op>> {
  const { action: _, ...rest } = body;
  const misplaced = Object.keys(rest).map((path) => ({ path, code: 'MISPLACED', message: 'goes with rotate alone.' }));
  if (misplaced.length > 0) throw validationFailed(...misplaced);
  const owner = { userId: personOf(principal).userId };
  return commit(async (trx) => {
    const credential = await lockCredential(trx, owner, params.tokenId);
    if (credential === undefined) throw new AppError('NOT_FOUND');
    const ended = await endCredential(deps, principal, trx, credential, { deleted: false, reason: null });
    const revoked = (await findCredential(trx, owner, credential.id)) ?? credential;
    const { format, kind, prefix } = revoked;
    return {
      reply: presentToken(revoked, deps.codec.publicPrefix(format, kind, prefix)),
      action: 'pat.revoke',
      ...ended,
    };
  });
}
