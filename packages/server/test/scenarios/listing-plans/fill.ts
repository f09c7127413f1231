import { sql } from 'kysely';
import type { NewRow } from '../../../src/db/tables.ts';
import type { TestApp } from '../../harness.ts';

/** So many, with so much each, that neither everybody’s newest rows nor a sort of all of an owner’s seems cheaper to PostgreSQL. */
const owners = 60;
const perOwner = 500;
const chunk = 500;

const toId = (number: number): string => String(number).padStart(26, '0');

/** An id in the middle of all that are filled. */
export const middleId = toId(owners * perOwner);

/** Owners with credentials that nobody can use, their rows interleaved; answers the id of a user and that of a project. */
export async function fillOwners({ app, firstRun }: TestApp): Promise<{ userId: string; projectId: string }> {
  const organizationId = firstRun?.organization.id ?? '';
  const ids = Array.from({ length: owners }, (_, index) => toId(index));
  await app.database.transaction(async (trx) => {
    const at = new Date(0).toISOString();
    const user = { name: 'filled', emailVerified: 1, image: null, createdAt: at, updatedAt: at, disabledAt: null };
    await trx
      .insertInto('users')
      .values(ids.map((id) => ({ ...user, id, email: `${id}@example.com` })))
      .execute();
    const project = { organizationId, name: 'filled', version: 1, createdAt: 0, updatedAt: 0, archivedAt: null };
    await trx
      .insertInto('projects')
      .values(ids.map((id) => ({ ...project, id, slug: `filled-${id}` })))
      .execute();
    const rows = Array.from({ length: 2 * owners * perOwner }, (_, index) => toRow(index, organizationId));
    for (let from = 0; from < rows.length; from += chunk) {
      await trx
        .insertInto('credentials')
        .values(rows.slice(from, from + chunk))
        .execute();
    }
  });
  await sql`analyze`.execute(app.database.people);
  const id = toId(owners / 2);
  return { userId: id, projectId: id };
}

/** Every other row is a PAT, and every owner has every `2 * owners`-th. */
function toRow(index: number, organizationId: string): NewRow<'credentials'> {
  const owner = toId((index >> 1) % owners);
  const common = {
    id: toId(index),
    format: 'split',
    prefix: index.toString(36).padStart(8, '0'),
    name: `filled ${index}`,
  };
  const fixed = {
    secretHash: 'none',
    secretVersion: 1,
    scopes: '[]',
    note: '',
    projectIds: '[]',
    allowedNetworks: '[]',
    endGraceOnFirstUse: 0,
    version: 1,
    createdBy: 'fill',
    createdAt: 0,
    updatedAt: 0,
  };
  return index % 2 === 0
    ? { ...common, ...fixed, kind: 'pat', userId: owner }
    : { ...common, ...fixed, kind: 'api-key', projectId: owner, organizationId };
}
