import type { Reader, Trx } from '../../db/database.ts';
import type { Row } from '../../db/tables.ts';

/** Makes `invitation` the only one of its user that works. */
export async function insertInvitation(trx: Trx, invitation: Row<'invitations'>): Promise<void> {
  await trx.deleteFrom('invitations').where('userId', '=', invitation.userId).where('acceptedAt', 'is', null).execute();
  await trx.insertInto('invitations').values(invitation).execute();
}

/** The invitation with this digest that can still be accepted at `now`. */
export async function findOpenInvitation(
  reader: Reader,
  digest: string,
  now: number,
): Promise<Row<'invitations'> | undefined> {
  return reader
    .selectFrom('invitations')
    .selectAll()
    .where('digest', '=', digest)
    .where('acceptedAt', 'is', null)
    .where('expiresAt', '>', now)
    .executeTakeFirst();
}

/** Marks it as accepted. False where somebody else was first. */
export async function updateInvitationAccepted(trx: Trx, id: string, now: number): Promise<boolean> {
  const row = await trx
    .updateTable('invitations')
    .set({ acceptedAt: now })
    .where('id', '=', id)
    .where('acceptedAt', 'is', null)
    .returning('id')
    .executeTakeFirst();
  return row !== undefined;
}
