import { legacyFormat } from '@keywright/contract';
import type { Reader } from '../../db/database.ts';
import { containing, like } from '../../db/like.ts';
import type { PageRequest } from '../../db/page.ts';
import type { AdministeredCredential, CredentialFilter } from './administered-credential.ts';

function credentials(reader: Reader) {
  return reader
    .selectFrom('credentials')
    .leftJoin('users', 'users.id', 'credentials.userId')
    .leftJoin('projects', 'projects.id', 'credentials.projectId')
    .select([
      'credentials.id',
      'credentials.kind',
      'credentials.format',
      'credentials.prefix',
      'credentials.name',
      'credentials.note',
      'credentials.scopes',
      'credentials.level',
      'credentials.projectIds',
      'credentials.allowedNetworks',
      'credentials.rateLimitPolicyId',
      'credentials.expiresAt',
      'credentials.lastUsedAt',
      'credentials.lastUsedAddress',
      'credentials.revokedAt',
      'credentials.revokedBy',
      'credentials.revokedReason',
      'credentials.deletedAt',
      'credentials.createdBy',
      'credentials.createdAt',
      'credentials.secretHash',
      'users.id as ownerId',
      'users.email as ownerEmail',
      'users.name as ownerName',
      'projects.id as projectId',
      'projects.name as projectName',
      'projects.organizationId as projectOrganizationId',
    ]);
}

type Row = Awaited<ReturnType<ReturnType<typeof credentials>['executeTakeFirstOrThrow']>>;

function toAdministered(row: Row): AdministeredCredential {
  const { ownerId, ownerEmail, ownerName, projectId, projectName, projectOrganizationId, ...rest } = row;
  return {
    ...rest,
    scopes: JSON.parse(row.scopes) as string[],
    projectIds: JSON.parse(row.projectIds) as string[],
    allowedNetworks: JSON.parse(row.allowedNetworks) as string[],
    legacy: row.format === legacyFormat,
    user: ownerId === null ? null : { id: ownerId, email: ownerEmail ?? '', name: ownerName ?? '' },
    project:
      projectId === null
        ? null
        : { id: projectId, name: projectName ?? '', organizationId: projectOrganizationId ?? '' },
  };
}

type Query = ReturnType<typeof credentials>;

/** API keys of the organization’s projects, and PATs of its members. */
function inOrganization(query: Query, reader: Reader, ref: string): Query {
  const ids = reader
    .selectFrom('organizations')
    .select('organizations.id')
    .where((eb) => eb.or([eb('slug', '=', ref), eb('id', '=', ref)]));
  const members = reader.selectFrom('memberships').select('memberships.userId').where('organizationId', 'in', ids);
  return query.where((eb) =>
    eb.or([eb('credentials.organizationId', 'in', ids), eb('credentials.userId', 'in', members)]),
  );
}

function matching(query: Query, reader: Reader, filter: CredentialFilter, now: number): Query {
  const { search, kind, organization, userId, revoked, expired, expires } = filter;
  let found = query;
  if (kind !== undefined) found = found.where('credentials.kind', '=', kind);
  if (userId !== undefined) found = found.where('credentials.userId', '=', userId);
  if (organization !== undefined) found = inOrganization(found, reader, organization);
  if (revoked !== undefined) found = found.where('credentials.revokedAt', revoked ? 'is not' : 'is', null);
  if (expires !== undefined) found = found.where('credentials.expiresAt', expires ? 'is not' : 'is', null);
  if (expired === true) found = found.where('credentials.expiresAt', '<=', now);
  if (expired === false) {
    found = found.where((eb) =>
      eb.or([eb('credentials.expiresAt', 'is', null), eb('credentials.expiresAt', '>', now)]),
    );
  }
  if (search !== undefined) {
    const pattern = containing(search);
    found = found.where((eb) => {
      const columns = ['credentials.name', 'users.name', 'users.email'] as const;
      return eb.or(columns.map((column) => like(eb.fn<string>('lower', [column]), pattern)));
    });
  }
  return inTime(found, filter);
}

function inTime(query: Query, filter: CredentialFilter): Query {
  const { createdAfter, createdBefore, usedAfter, usedBefore, expiresBefore } = filter;
  let found = query;
  if (expiresBefore !== undefined) found = found.where('credentials.expiresAt', '<', expiresBefore);
  if (createdAfter !== undefined) found = found.where('credentials.createdAt', '>=', createdAfter);
  if (createdBefore !== undefined) found = found.where('credentials.createdAt', '<', createdBefore);
  if (usedAfter !== undefined) found = found.where('credentials.lastUsedAt', '>=', usedAfter);
  if (usedBefore !== undefined) {
    found = found.where((eb) =>
      eb.or([eb('credentials.lastUsedAt', 'is', null), eb('credentials.lastUsedAt', '<', usedBefore)]),
    );
  }
  return found;
}

/** A page of all credentials that match, newest first, one row too many where there are more. */
export async function findAdministered(
  reader: Reader,
  filter: CredentialFilter,
  page: PageRequest,
  now: number,
): Promise<readonly AdministeredCredential[]> {
  const rows = await matching(credentials(reader), reader, filter, now)
    .$if(page.beforeId !== undefined, (query) => query.where('credentials.id', '<', page.beforeId ?? ''))
    .orderBy('credentials.id', 'desc')
    .limit(page.limit + 1)
    .execute();
  return rows.map(toAdministered);
}

export async function findAdministeredById(reader: Reader, id: string): Promise<AdministeredCredential | undefined> {
  const row = await credentials(reader).where('credentials.id', '=', id).executeTakeFirst();
  return row === undefined ? undefined : toAdministered(row);
}
