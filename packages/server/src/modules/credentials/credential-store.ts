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
  'allowedNetworks',
  'version',
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
    allowedNetworks: JSON.parse(row.allowedNetworks) as string[],
  };
}

function ownerColumn(owner: Owner): readonly ['userId' | 'projectId', string] {
  return 'userId' in owner ? ['userId', owner.userId] : ['projectId', owner.projectId];
}

/** What a check needs: the row and the hash of its secret. The only function that reads a hash. */
export async function findByPrefix(
  reader: Reader,
  kind: CredentialKind,
  prefix: string,
): Promise<{ readonly credential: Credential; readonly secretHash: string } | undefined> {
  const row = await reader
    .selectFrom('credentials')
    .select([...columns, 'secretHash'])
    .where('prefix', '=', prefix)
    .where('kind', '=', kind)
    .where('deletedAt', 'is', null)
    .executeTakeFirst();
  if (row === undefined) return undefined;
  const { secretHash, ...rest } = row;
  return { credential: toCredential(rest), secretHash };
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
    allowedNetworks: JSON.stringify(credential.allowedNetworks),
    previousSecretHash: null,
    previousValidUntil: null,
    level: null,
    projectIds: null,
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

export async function updateRevoked(trx: Trx, id: string, revokedBy: string, now: number): Promise<void> {
  await trx
    .updateTable('credentials')
    .set((eb) => ({ revokedAt: now, revokedBy, version: eb('version', '+', 1), updatedAt: now }))
    .where('id', '=', id)
    .execute();
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
