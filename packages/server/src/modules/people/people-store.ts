import type { Reader, Trx } from '../../db/database.ts';
import { containing, like } from '../../db/like.ts';
import type { PageRequest } from '../../db/page.ts';
import type { Row } from '../../db/tables.ts';
import type { User } from './person.ts';

/** better-auth’s name for a password account. */
const passwordProvider = 'credential';

function toUser(row: Row<'users'>): User {
  return {
    id: row.id,
    email: row.email,
    name: row.name,
    instanceAdmin: row.instanceAdmin === 1,
    disabledAt: row.disabledAt,
    createdAt: Date.parse(row.createdAt),
  };
}

export async function findUser(reader: Reader, id: string): Promise<User | undefined> {
  const row = await reader.selectFrom('users').selectAll().where('id', '=', id).executeTakeFirst();
  return row === undefined ? undefined : toUser(row);
}

export async function findUserByEmail(reader: Reader, email: string): Promise<User | undefined> {
  const row = await reader.selectFrom('users').selectAll().where('email', '=', email).executeTakeFirst();
  return row === undefined ? undefined : toUser(row);
}

/** The user of a session that has not ended at `now`. */
export async function findUserBySession(reader: Reader, sessionId: string, now: number): Promise<User | undefined> {
  const row = await reader
    .selectFrom('users')
    .innerJoin('sessions', 'sessions.userId', 'users.id')
    .selectAll('users')
    .where('sessions.id', '=', sessionId)
    .where('sessions.expiresAt', '>', new Date(now).toISOString())
    .executeTakeFirst();
  return row === undefined ? undefined : toUser(row);
}

/** Whether the user can sign in with a password. */
export async function hasPassword(reader: Reader, userId: string): Promise<boolean> {
  const row = await reader
    .selectFrom('accounts')
    .select('id')
    .where('userId', '=', userId)
    .where('providerId', '=', passwordProvider)
    .executeTakeFirst();
  return row !== undefined;
}

export async function insertUser(
  trx: Trx,
  user: { readonly id: string; readonly email: string; readonly name: string; readonly instanceAdmin: boolean },
  now: number,
): Promise<User> {
  const at = new Date(now).toISOString();
  const row = await trx
    .insertInto('users')
    .values({
      id: user.id,
      email: user.email,
      name: user.name,
      emailVerified: 1,
      image: null,
      createdAt: at,
      updatedAt: at,
      instanceAdmin: user.instanceAdmin ? 1 : 0,
      disabledAt: null,
    })
    .returningAll()
    .executeTakeFirstOrThrow();
  return toUser(row);
}

export async function updateUserName(trx: Trx, id: string, name: string, now: number): Promise<User> {
  const row = await trx
    .updateTable('users')
    .set({ name, updatedAt: new Date(now).toISOString() })
    .where('id', '=', id)
    .returningAll()
    .executeTakeFirstOrThrow();
  return toUser(row);
}

/** Disables (an instant) or enables (null) a user; undefined where there is none. */
export async function updateUserDisabledAt(trx: Trx, id: string, disabledAt: number | null): Promise<User | undefined> {
  const row = await trx.updateTable('users').set({ disabledAt }).where('id', '=', id).returningAll().executeTakeFirst();
  return row === undefined ? undefined : toUser(row);
}

/** Sets the password hash (a PHC string), making the password account where there is none. */
export async function setPasswordHash(
  trx: Trx,
  account: { readonly id: string; readonly userId: string; readonly passwordHash: string },
  now: number,
): Promise<void> {
  const at = new Date(now).toISOString();
  await trx
    .insertInto('accounts')
    .values({
      id: account.id,
      accountId: account.userId,
      providerId: passwordProvider,
      userId: account.userId,
      password: account.passwordHash,
      createdAt: at,
      updatedAt: at,
    })
    .onConflict((conflict) =>
      conflict.columns(['userId', 'providerId']).doUpdateSet({ password: account.passwordHash, updatedAt: at }),
    )
    .execute();
}

export async function deleteSessions(trx: Trx, userId: string): Promise<void> {
  await trx.deleteFrom('sessions').where('userId', '=', userId).execute();
}

/** Locks a user until the transaction ends. */
export async function lockUser(trx: Trx, id: string): Promise<void> {
  await trx
    .updateTable('users')
    .set((eb) => ({ instanceAdmin: eb.ref('instanceAdmin') }))
    .where('id', '=', id)
    .execute();
}

/** A page of users, newest first, one row too many where there are more. `search` is part of a name or an e-mail address. */
export async function findUsers(
  reader: Reader,
  { search, disabled }: { readonly search?: string; readonly disabled?: boolean },
  page: PageRequest,
): Promise<readonly User[]> {
  const pattern = containing(search ?? '');
  const rows = await reader
    .selectFrom('users')
    .selectAll()
    .$if(search !== undefined, (query) =>
      query.where((eb) =>
        eb.or([like(eb.fn<string>('lower', ['name']), pattern), like(eb.fn<string>('lower', ['email']), pattern)]),
      ),
    )
    .$if(disabled !== undefined, (query) => query.where('disabledAt', disabled ? 'is not' : 'is', null))
    .$if(page.beforeId !== undefined, (query) => query.where('id', '<', page.beforeId ?? ''))
    .orderBy('id', 'desc')
    .limit(page.limit + 1)
    .execute();
  return rows.map(toUser);
}

/** The instance administrators who can act, at most `limit`, the oldest first. */
export async function findAdministratorIds(reader: Reader, limit: number): Promise<readonly string[]> {
  const rows = await reader
    .selectFrom('users')
    .select('id')
    .where('instanceAdmin', '=', 1)
    .where('disabledAt', 'is', null)
    .orderBy('id')
    .limit(limit)
    .execute();
  return rows.map(({ id }) => id);
}
