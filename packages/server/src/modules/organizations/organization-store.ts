import { AppError } from '@keywright/contract';
import type { Reader, Trx } from '../../db/database.ts';
import type { PageRequest } from '../../db/page.ts';
import type { Organization } from './organization.ts';

const columns = ['id', 'slug', 'name', 'version', 'createdAt'] as const;

/** By slug or by id. A deleted one is not found. */
export async function findOrganization(reader: Reader, ref: string): Promise<Organization | undefined> {
  return reader
    .selectFrom('organizations')
    .select(columns)
    .where((eb) => eb.or([eb('slug', '=', ref), eb('id', '=', ref)]))
    .where('deletedAt', 'is', null)
    .executeTakeFirst();
}

export async function getOrganization(reader: Reader, id: string): Promise<Organization> {
  const organization = await findOrganization(reader, id);
  if (organization === undefined) throw new AppError('NOT_FOUND');
  return organization;
}

/** A page of the organizations among `ids`, one row too many where there are more. */
export async function findOrganizations(
  reader: Reader,
  ids: readonly string[],
  page: PageRequest,
): Promise<readonly Organization[]> {
  if (ids.length === 0) return [];
  return reader
    .selectFrom('organizations')
    .select(columns)
    .where('id', 'in', ids)
    .where('deletedAt', 'is', null)
    .$if(page.beforeId !== undefined, (query) => query.where('id', '<', page.beforeId ?? ''))
    .orderBy('id', 'desc')
    .limit(page.limit + 1)
    .execute();
}

/**
 * Locks an organization until the transaction ends: whoever changes it or its members waits for its turn. An update
 * that changes nothing, since both databases lock by it.
 */
export async function lockOrganization(trx: Trx, id: string): Promise<Organization> {
  const row = await trx
    .updateTable('organizations')
    .set((eb) => ({ version: eb.ref('version') }))
    .where('id', '=', id)
    .where('deletedAt', 'is', null)
    .returning(columns)
    .executeTakeFirst();
  if (row === undefined) throw new AppError('NOT_FOUND');
  return row;
}

export async function insertOrganization(
  trx: Trx,
  organization: { readonly id: string; readonly slug: string; readonly name: string },
  now: number,
): Promise<Organization> {
  return trx
    .insertInto('organizations')
    .values({ ...organization, version: 1, createdAt: now, updatedAt: now, deletedAt: null })
    .returning(columns)
    .executeTakeFirstOrThrow();
}

export async function updateOrganizationRow(
  trx: Trx,
  id: string,
  change: { readonly slug: string; readonly name: string },
  now: number,
): Promise<Organization> {
  return trx
    .updateTable('organizations')
    .set((eb) => ({ ...change, version: eb('version', '+', 1), updatedAt: now }))
    .where('id', '=', id)
    .returning(columns)
    .executeTakeFirstOrThrow();
}

export async function updateOrganizationDeleted(trx: Trx, id: string, now: number): Promise<void> {
  await trx.updateTable('organizations').set({ deletedAt: now, updatedAt: now }).where('id', '=', id).execute();
}
