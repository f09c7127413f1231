import type { CredentialKind } from '@keywright/contract';
import type { Reader, Trx } from '../../db/database.ts';
import type { Row } from '../../db/tables.ts';
import { type Credential, type CredentialRow, credentialColumns, toCredential } from './credential.ts';

/** What a check needs: the row, the hash of its secret, and whether its first use ends the grace of the old one. */
export interface StoredSecret {
  readonly credential: Credential;
  readonly secretHash: string;
  readonly endsGrace: boolean;
}

const secretColumns = [...credentialColumns, 'secretHash', 'endGraceOnFirstUse'] as const;

function toStoredSecret(
  row: CredentialRow & Pick<Row<'credentials'>, 'secretHash' | 'endGraceOnFirstUse'>,
): StoredSecret {
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
      expirySetAt: rotation.now,
      endGraceOnFirstUse: rotation.endGraceOnFirstUse ? 1 : 0,
      version: eb('version', '+', 1),
      updatedAt: rotation.now,
    }))
    .where('id', '=', id)
    .returning(credentialColumns)
    .executeTakeFirstOrThrow();
  return { credential: toCredential(row), formerHash };
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
