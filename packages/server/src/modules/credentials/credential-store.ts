import type { Expression, ExpressionBuilder, SqlBool } from 'kysely';
import type { Reader, Trx } from '../../db/database.ts';
import { containing, like } from '../../db/like.ts';
import type { PageRequest } from '../../db/page.ts';
import type { NewRow, Tables } from '../../db/tables.ts';
import { type Credential, credentialColumns, toCredential } from './credential.ts';
import { expiringWithinMs, type ListFilter, prefixPart } from './credential-filter.ts';

/** Whose credentials are meant: a user’s PATs or a project’s API keys. */
export type Owner = { readonly userId: string } | { readonly projectId: string };

function ownerColumn(owner: Owner): readonly ['userId' | 'projectId', string] {
  return 'userId' in owner ? ['userId', owner.userId] : ['projectId', owner.projectId];
}

export async function findCredential(reader: Reader, owner: Owner, id: string): Promise<Credential | undefined> {
  const row = await reader
    .selectFrom('credentials')
    .select(credentialColumns)
    .where('id', '=', id)
    .where(...equal(owner))
    .where('deletedAt', 'is', null)
    .executeTakeFirst();
  return row === undefined ? undefined : toCredential(row);
}

export async function findCredentialById(reader: Reader, id: string): Promise<Credential | undefined> {
  const row = await reader.selectFrom('credentials').select(credentialColumns).where('id', '=', id).executeTakeFirst();
  return row === undefined ? undefined : toCredential(row);
}

function equal(owner: Owner): readonly ['userId' | 'projectId', '=', string] {
  const [column, value] = ownerColumn(owner);
  return [column, '=', value];
}

type Condition = Expression<SqlBool>;

function conditionOf(eb: ExpressionBuilder<Tables, 'credentials'>, filter: ListFilter, now: number): Condition {
  const { search, state } = filter;
  const unending = eb('expiresAt', 'is', null);
  const conditions: Condition[] = [];
  if (state !== undefined) conditions.push(eb('revokedAt', state === 'revoked' ? 'is not' : 'is', null));
  if (state === 'active') conditions.push(eb.or([unending, eb('expiresAt', '>', now)]));
  if (state === 'expiring') conditions.push(eb('expiresAt', '>', now), eb('expiresAt', '<=', now + expiringWithinMs));
  if (state === 'expired') conditions.push(eb('expiresAt', '<=', now));
  if (search !== undefined) {
    const text = (['name', 'note'] as const).map((column) =>
      like(eb.fn<string>('lower', [column]), containing(search)),
    );
    conditions.push(eb.or([...text, like(eb.ref('prefix'), containing(prefixPart(search)))]));
  }
  return eb.and(conditions);
}

/** A page of an owner’s credentials, newest first, one row too many where there are more. `now` in epoch milliseconds. */
export async function findCredentials(
  reader: Reader,
  owner: Owner,
  page: PageRequest,
  { filter = {}, now = 0 }: { readonly filter?: ListFilter; readonly now?: number } = {},
): Promise<readonly Credential[]> {
  const rows = await reader
    .selectFrom('credentials')
    .select(credentialColumns)
    .where(...equal(owner))
    .where('deletedAt', 'is', null)
    .where((eb) => conditionOf(eb, filter, now))
    .$if(page.beforeId !== undefined, (query) => query.where('id', '<', page.beforeId ?? ''))
    .orderBy('id', 'desc')
    .limit(page.limit + 1)
    .execute();
  return rows.map(toCredential);
}

/** How many of an owner’s credentials are live: not revoked, not expired at `now`, not deleted. */
export async function countLive(reader: Reader, owner: Owner, now: number): Promise<number> {
  const { count } = await reader
    .selectFrom('credentials')
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .where(...equal(owner))
    .where('deletedAt', 'is', null)
    .where('revokedAt', 'is', null)
    .where((eb) => eb.or([eb('expiresAt', 'is', null), eb('expiresAt', '>', now)]))
    .executeTakeFirstOrThrow();
  return Number(count);
}

/** Throws the database’s unique violation where the prefix is taken. */
export async function insertCredential(
  trx: Trx,
  credential: Credential & { readonly secretHash: string; readonly createdBy: string },
): Promise<void> {
  const row: NewRow<'credentials'> = {
    ...credential,
    scopes: JSON.stringify(credential.scopes),
    projectIds: JSON.stringify(credential.projectIds),
    allowedNetworks: JSON.stringify(credential.allowedNetworks),
    endGraceOnFirstUse: 0,
    legacyDigest: null,
    legacyHead: null,
    expirySetAt: credential.createdAt,
    revokedBy: null,
    revokedReason: null,
    deletedAt: null,
    updatedAt: credential.createdAt,
  };
  await trx.insertInto('credentials').values(row).execute();
}

/** Locks a credential until the transaction ends; undefined where the owner has no such one. */
export async function lockCredential(trx: Trx, owner: Owner, id: string): Promise<Credential | undefined> {
  const row = await trx
    .updateTable('credentials')
    .set((eb) => ({ version: eb.ref('version') }))
    .where('id', '=', id)
    .where(...equal(owner))
    .where('deletedAt', 'is', null)
    .returning(credentialColumns)
    .executeTakeFirst();
  return row === undefined ? undefined : toCredential(row);
}

/** The same for an administrator: whoever owns it, deleted or not. */
export async function lockAnyCredential(trx: Trx, id: string): Promise<Credential | undefined> {
  const row = await trx
    .updateTable('credentials')
    .set((eb) => ({ version: eb.ref('version') }))
    .where('id', '=', id)
    .returning(credentialColumns)
    .executeTakeFirst();
  return row === undefined ? undefined : toCredential(row);
}

/** Locks the PATs of a user that are not revoked. */
export async function lockUnrevokedPats(trx: Trx, userId: string): Promise<readonly Credential[]> {
  const rows = await trx
    .updateTable('credentials')
    .set((eb) => ({ version: eb.ref('version') }))
    .where('userId', '=', userId)
    .where('revokedAt', 'is', null)
    .returning(credentialColumns)
    .execute();
  return rows.map(toCredential);
}

export async function updateCredentialRow(
  trx: Trx,
  id: string,
  change: Pick<Credential, 'name' | 'note' | 'allowedNetworks' | 'rateLimitPolicyId'>,
  now: number,
): Promise<Credential> {
  const row = await trx
    .updateTable('credentials')
    .set((eb) => ({
      name: change.name,
      note: change.note,
      allowedNetworks: JSON.stringify(change.allowedNetworks),
      rateLimitPolicyId: change.rateLimitPolicyId,
      version: eb('version', '+', 1),
      updatedAt: now,
    }))
    .where('id', '=', id)
    .returning(credentialColumns)
    .executeTakeFirstOrThrow();
  return toCredential(row);
}

/** Revokes; and where `deleted`, removes from listings too. */
export async function updateRevoked(
  trx: Trx,
  id: string,
  revocation: { readonly by: string; readonly reason: string | null; readonly deleted: boolean; readonly now: number },
): Promise<void> {
  const { by, reason, deleted, now } = revocation;
  await trx
    .updateTable('credentials')
    .set((eb) => ({
      revokedAt: eb.fn.coalesce('revokedAt', eb.val(now)),
      revokedBy: eb.fn.coalesce('revokedBy', eb.val(by)),
      revokedReason: eb.fn.coalesce('revokedReason', eb.val(reason)),
      deletedAt: deleted ? now : null,
      version: eb('version', '+', 1),
      updatedAt: now,
    }))
    .where('id', '=', id)
    .execute();
}

/** Who is told what happens to a credential: the user of a PAT; the user who minted an API key, while they belong to its organization; null where there is none. */
export async function findPersonToTell(reader: Reader, credential: Credential): Promise<string | null> {
  if (credential.userId !== null) return credential.userId;
  const row = await reader
    .selectFrom('credentials')
    .innerJoin('memberships', (join) =>
      join
        .onRef('memberships.userId', '=', 'credentials.createdBy')
        .onRef('memberships.organizationId', '=', 'credentials.organizationId'),
    )
    .select('memberships.userId as id')
    .where('credentials.id', '=', credential.id)
    .executeTakeFirst();
  return row?.id ?? null;
}
