import { AppError, type Input, type Operations, type Reply, toName } from '@keywright/contract';
import { keyedDigest } from '../../kernel/crypto/digest.ts';
import type { Commit } from '../audit/index.ts';
import type { Principal } from '../scopes/index.ts';
import type { PeopleDeps } from './deps.ts';
import { findOpenInvitation, updateInvitationAccepted } from './invitation-store.ts';
import { deleteSessions, findUser, setPasswordHash, updateUserName } from './people-store.ts';

type Op = Operations['acceptInvitation'];

const closed = () =>
  new AppError('NOT_FOUND', { detail: 'This link was used or has expired. Ask whoever invited you for a new one.' });

/** Sets the password of the person whom a one-time link was made for. The link works once. */
export async function acceptInvitation(
  deps: PeopleDeps,
  _principal: Principal,
  { body, client }: Input<Op>,
  commit: Commit,
): Promise<Reply<Op>> {
  const now = deps.clock.now();
  const name = body.name === undefined ? undefined : toName(body.name);
  const invitation = await findOpenInvitation(deps.database.reader, keyedDigest(deps.invitationKey, body.token), now);
  const user = invitation && (await findUser(deps.database.reader, invitation.userId));
  if (invitation === undefined || user === undefined || user.disabledAt !== null) throw closed();

  const hashed = await deps.argon2.hash(client.address, body.password);
  if (hashed.overloaded) throw new AppError('OVERLOADED', { retryAfterSeconds: 1 });

  return commit(async (trx) => {
    if (!(await updateInvitationAccepted(trx, invitation.id, now))) throw closed();
    await setPasswordHash(trx, { id: deps.nextId(), userId: user.id, passwordHash: hashed.value }, now);
    if (name !== undefined) await updateUserName(trx, user.id, name, now);
    await deleteSessions(trx, user.id);
    return {
      reply: { email: user.email },
      target: { kind: 'invitation', id: invitation.id },
      changed: name === undefined ? [] : [`user:${user.id}`],
    };
  });
}
