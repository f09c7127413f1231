import type { Trx } from '../../db/database.ts';
import { keyedDigest } from '../../kernel/crypto/digest.ts';
import { toInstant } from '../../kernel/instant.ts';
import type { PeopleDeps } from './deps.ts';
import { insertInvitation } from './invitation-store.ts';
import { hasPassword, insertUser } from './people-store.ts';
import type { User } from './person.ts';

/** A one-time link, on its way to whoever hands it on. Only its digest is kept. */
export interface Invitation {
  readonly url: string;
  readonly expiresAt: string;
}

type Deps = Pick<PeopleDeps, 'clock' | 'nextId' | 'random' | 'invitationKey' | 'invitationHours' | 'publicUrl'>;

/** Makes a user who cannot sign in yet. `email` is in the form of `toEmail`. */
export async function createPerson(
  deps: Pick<PeopleDeps, 'clock' | 'nextId'>,
  trx: Trx,
  person: { readonly email: string; readonly name: string; readonly instanceAdmin: boolean },
): Promise<User> {
  return insertUser(trx, { id: deps.nextId(), ...person }, deps.clock.now());
}

/**
 * A new one-time link for a user who has no password yet, in place of any earlier one; null for a user who has one. The
 * token stands in the fragment, which browsers send to no server.
 */
export async function invitePerson(deps: Deps, trx: Trx, user: User): Promise<Invitation | null> {
  if (await hasPassword(trx, user.id)) return null;
  const now = deps.clock.now();
  const token = deps.random.token(32);
  const expiresAt = now + deps.invitationHours * 3_600_000;
  const digest = keyedDigest(deps.invitationKey, token);
  await insertInvitation(trx, {
    id: deps.nextId(),
    userId: user.id,
    digest,
    expiresAt,
    acceptedAt: null,
    createdAt: now,
  });
  return { url: `${deps.publicUrl}/invitation#${token}`, expiresAt: toInstant(expiresAt) };
}
