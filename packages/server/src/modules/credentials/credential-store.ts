import type { CredentialKind } from '@keywright/contract';
import type { Reader, Trx } from '../../db/database.ts';
import type { PageRequest } from '../../db/page.ts';
import type { NewRow, Row } from '../../db/tables.ts';
import type { Credential } from './credential.ts';

/** Whose credentials are meant: a user’s PATs or a project’s API keys. */
export type Owner = { readonly userId: string } | { readonly projectId: string };

const columns = [
  'id',
  'kind',
  'format',
  'prefix',
  'userId',
  'projectId',
  'organizationId',
  'name',
  'note',
  'scopes',
  'level',
  'projectIds',
  'allowedNetworks',
  'version',
  'secretVersion',
  'expiresAt',
  'lastUsedAt',
  'revokedAt',
  'createdAt',
] as const;

type Columns = Pick<Row<'credentials'>, (typeof columns)[number]>;

function toCredential(row: Columns): Credential {
  return {
    ...row,
    scopes: JSON.parse(row.scopes) as string[],
    projectIds: JSON.parse(row.projectIds) as string[],
    allowedNetworks: JSON.parse(row.allowedNetworks) as string[],
  };
}

function ownerColumn(owner: Owner): readonly ['userId' | 'projectId', string] {
  return 'userId' in owner ? ['userId', owner.userId] : ['projectId', owner.projectId];
}

/** What a check needs: the row, the hash of its secret, and whether its first use ends the grace of the old one. */
export interface StoredSecret {
  readonly credential: Credential;
  readonly secretHash: string;
  readonly endsGrace: boolean;
}

const secretColumns = [...columns, 'secretHash', 'endGraceOnFirstUse'] as const;

function toStoredSecret(row: Columns & Pick<Row<'credentials'>, 'secretHash' | 'endGraceOnFirstUse'>): StoredSecret {
  const { secretHash, endGraceOnFirstUse, ...rest } = row;
  return { credential: toCredential(rest), secretHash, endsGrace: endGraceOnFirstUse === 1 };
}

export async function findByPrefix(
  reader: Reader,
  kind: CredentialKind,
  prefix: string,
): Promise<StoredSecret | undefined> {
  const row = await reader
    .selectFrom('credentials')
    .select(secretColumns)
    .where('prefix', '=', prefix)
    .where('kind', '=', kind)
    .executeTakeFirst();
  return row === undefined ? undefined : toStoredSecret(row);
}

export async function findCredential(reader: Reader, owner: Owner, id: string): Promise<Credential | undefined> {
  const row = await reader
    .selectFrom('credentials')
    .select(columns)
    .where('id', '=', id)
    .where(...equal(owner))
    .where('deletedAt', 'is', null)
    .executeTakeFirst();
  return row === undefined ? undefined : toCredential(row);
}

export async function findCredentialById(reader: Reader, id: string): Promise<Credential | undefined> {
  const row = await reader.selectFrom('credentials').select(columns).where('id', '=', id).executeTakeFirst();
  return row === undefined ? undefined : toCredential(row);
}

function equal(owner: Owner): readonly ['userId' | 'projectId', '=', string] {
  const [column, value] = ownerColumn(owner);
  return [column, '=', value];
}

/** A page of an owner’s credentials, newest first, one row too many where there are more. */
export async function findCredentials(reader: Reader, owner: Owner, page: PageRequest): Promise<readonly Credential[]> {
  const rows = await reader
    .selectFrom('credentials')
    .select(columns)
    .where(...equal(owner))
    .where('deletedAt', 'is', null)
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
    rateLimitPolicyId: null,
    lastUsedAddress: null,
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
    .returning(columns)
    .executeTakeFirst();
  return row === undefined ? undefined : toCredential(row);
}

/** The same for an administrator: whoever owns it, deleted or not. */
export async function lockAnyCredential(trx: Trx, id: string): Promise<Credential | undefined> {
  const row = await trx
    .updateTable('credentials')
    .set((eb) => ({ version: eb.ref('version') }))
    .where('id', '=', id)
    .returning(columns)
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
    .returning(columns)
    .execute();
  return rows.map(toCredential);
}

export async function updateCredentialRow(
  trx: Trx,
  id: string,
  change: { readonly name: string; readonly note: string; readonly allowedNetworks: readonly string[] },
  now: number,
): Promise<Credential> {
  const row = await trx
    .updateTable('credentials')
    .set((eb) => ({
      name: change.name,
      note: change.note,
      allowedNetworks: JSON.stringify(change.allowedNetworks),
      version: eb('version', '+', 1),
      updatedAt: now,
    }))
    .where('id', '=', id)
    .returning(columns)
    .executeTakeFirstOrThrow();
  return toCredential(row);
}

/** Puts a new secret in the place of the present one, whose hash is returned. */
export async function updateRotated(
  trx: Trx,
  id: string,
  rotation: {
    readonly secretHash: string;
    readonly format: string;
    readonly expiresAt: number | null;
    readonly endGraceOnFirstUse: boolean;
    readonly now: number;
  },
): Promise<{ readonly credential: Credential; readonly formerHash: string }> {
  const { secretHash: formerHash } = await trx
    .selectFrom('credentials')
    .select('secretHash')
    .where('id', '=', id)
    .executeTakeFirstOrThrow();
  const row = await trx
    .updateTable('credentials')
    .set((eb) => ({
      secretHash: rotation.secretHash,
      secretVersion: eb('secretVersion', '+', 1),
      format: rotation.format,
      expiresAt: rotation.expiresAt,
      endGraceOnFirstUse: rotation.endGraceOnFirstUse ? 1 : 0,
      version: eb('version', '+', 1),
      updatedAt: rotation.now,
    }))
    .where('id', '=', id)
    .returning(columns)
    .executeTakeFirstOrThrow();
  return { credential: toCredential(row), formerHash };
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

/** The new secret was used: from now on it ends no grace. False where another use or a rotation has come before. */
export async function updateGraceEnded(
  trx: Trx,
  { id, secretVersion }: Pick<Credential, 'id' | 'secretVersion'>,
): Promise<boolean> {
  const { numUpdatedRows } = await trx
    .updateTable('credentials')
    .set({ endGraceOnFirstUse: 0 })
    .where('id', '=', id)
    .where('secretVersion', '=', secretVersion)
    .where('endGraceOnFirstUse', '=', 1)
    .executeTakeFirst();
  return numUpdatedRows > 0n;
}

/** Renews the hash of a secret, unless it was replaced meanwhile. */
export async function updateSecretHash(trx: Trx, id: string, from: string, to: string): Promise<void> {
  await trx
    .updateTable('credentials')
    .set({ secretHash: to })
    .where('id', '=', id)
    .where('secretHash', '=', from)
    .execute();
}

/** When and from where a credential was last used. */
export interface Use {
  readonly credentialId: string;
  readonly at: number;
  readonly address: string;
}

/** Writes the times of last use; never moves one back. */
export async function updateLastUsed(trx: Trx, uses: readonly Use[]): Promise<void> {
  for (const { credentialId, at, address } of uses) {
    await trx
      .updateTable('credentials')
      .set({ lastUsedAt: at, lastUsedAddress: address })
      .where('id', '=', credentialId)
      .where((eb) => eb.or([eb('lastUsedAt', 'is', null), eb('lastUsedAt', '<', at)]))
      .execute();
  }
}

/** Who is told what happens to a credential: the user of a PAT, the user who minted an API key; null where there is none. */
export async function findPersonToTell(reader: Reader, credential: Credential): Promise<string | null> {
  if (credential.userId !== null) return credential.userId;
  const row = await reader
    .selectFrom('credentials')
    .innerJoin('users', 'users.id', 'credentials.createdBy')
    .select('users.id')
    .where('credentials.id', '=', credential.id)
    .executeTakeFirst();
  return row?.id ?? null;
}
