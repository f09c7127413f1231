import { AppError } from '@keywright/contract';
import type { Reader, Trx } from '../../db/database.ts';
import type { PageRequest } from '../../db/page.ts';
import type { Project } from './project.ts';

const columns = ['id', 'organizationId', 'slug', 'name', 'version', 'createdAt', 'archivedAt'] as const;

/** A project of an organization that was not deleted. */
export async function findProject(reader: Reader, id: string): Promise<Project | undefined> {
  return reader
    .selectFrom('projects')
    .innerJoin('organizations', 'organizations.id', 'projects.organizationId')
    .select(columns.map((column) => `projects.${column}` as const))
    .where('projects.id', '=', id)
    .where('organizations.deletedAt', 'is', null)
    .executeTakeFirst();
}

export async function getProject(reader: Reader, id: string): Promise<Project> {
  const project = await findProject(reader, id);
  if (project === undefined) throw new AppError('NOT_FOUND');
  return project;
}

/** A page of an organization’s projects, of those in `onlyIds` alone where given; one row too many where there are more. */
export async function findProjects(
  reader: Reader,
  organizationId: string,
  onlyIds: readonly string[] | undefined,
  page: PageRequest,
): Promise<readonly Project[]> {
  return reader
    .selectFrom('projects')
    .select(columns)
    .where('organizationId', '=', organizationId)
    .$if(onlyIds !== undefined, (query) => query.where('id', 'in', onlyIds ?? []))
    .$if(page.beforeId !== undefined, (query) => query.where('id', '<', page.beforeId ?? ''))
    .orderBy('id', 'desc')
    .limit(page.limit + 1)
    .execute();
}

export async function countOpenProjects(reader: Reader, organizationId: string): Promise<number> {
  const { count } = await reader
    .selectFrom('projects')
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .where('organizationId', '=', organizationId)
    .where('archivedAt', 'is', null)
    .executeTakeFirstOrThrow();
  return Number(count);
}

/** Locks a project until the transaction ends. */
export async function lockProject(trx: Trx, id: string): Promise<Project> {
  const row = await trx
    .updateTable('projects')
    .set((eb) => ({ version: eb.ref('version') }))
    .where('id', '=', id)
    .returning(columns)
    .executeTakeFirst();
  if (row === undefined) throw new AppError('NOT_FOUND');
  return row;
}

export async function insertProject(
  trx: Trx,
  project: { readonly id: string; readonly organizationId: string; readonly slug: string; readonly name: string },
  now: number,
): Promise<Project> {
  return trx
    .insertInto('projects')
    .values({ ...project, version: 1, createdAt: now, updatedAt: now, archivedAt: null })
    .returning(columns)
    .executeTakeFirstOrThrow();
}

export async function updateProjectRow(
  trx: Trx,
  id: string,
  change: { readonly slug?: string; readonly name?: string; readonly archivedAt?: number },
  now: number,
): Promise<Project> {
  return trx
    .updateTable('projects')
    .set((eb) => ({ ...change, version: eb('version', '+', 1), updatedAt: now }))
    .where('id', '=', id)
    .returning(columns)
    .executeTakeFirstOrThrow();
}

/** Those of `ids` that are projects of one of the organizations, not archived. */
export async function findProjectIds(
  reader: Reader,
  ids: readonly string[],
  organizationIds: readonly string[],
): Promise<ReadonlySet<string>> {
  if (ids.length === 0 || organizationIds.length === 0) return new Set();
  const rows = await reader
    .selectFrom('projects')
    .select('id')
    .where('id', 'in', ids)
    .where('organizationId', 'in', organizationIds)
    .where('archivedAt', 'is', null)
    .execute();
  return new Set(rows.map((row) => row.id));
}

/** By the slugs of its organization and of itself. */
export async function findProjectBySlugs(
  reader: Reader,
  organization: string,
  slug: string,
): Promise<Project | undefined> {
  return reader
    .selectFrom('projects')
    .innerJoin('organizations', 'organizations.id', 'projects.organizationId')
    .select(columns.map((column) => `projects.${column}` as const))
    .where('organizations.slug', '=', organization)
    .where('organizations.deletedAt', 'is', null)
    .where('projects.slug', '=', slug)
    .executeTakeFirst();
}
