import { AppError, legacyFormat } from '@keywright/contract';
import type { Reader, Trx } from '../../db/database.ts';
import type { NewRow } from '../../db/tables.ts';
import type { Commit } from '../audit/index.ts';
import { findUserByEmail } from '../people/index.ts';
import { findProject, findProjectBySlugs } from '../projects/index.ts';
import type { CredentialDeps } from './deps.ts';
import { type ImportedKey, ImportFault, type ImportOwner, type ImportRecord, toImportedKey } from './imported-key.ts';
import type { LegacyLookup } from './legacy-lookup.ts';
import { findHashesByHead, findUsed, insertLegacyKeys, maximumSharingHead } from './legacy-store.ts';

/** A record of the file, with the line it begins on; or what made the line unreadable. */
export type SourceLine = { readonly line: number } & ({ readonly record: ImportRecord } | { readonly fault: string });

/** What an import did, or would do. Nothing was imported where there are faults. */
export interface ImportReport {
  readonly read: number;
  readonly imported: number;
  /** The first of them; `faultCount` counts all. */
  readonly faults: readonly { readonly line: number; readonly message: string }[];
  readonly faultCount: number;
}

export interface ImportOptions {
  readonly dryRun: boolean;
  /** Hears of progress: records of the present pass that are done. */
  readonly onProgress: (pass: 'check' | 'write', done: number) => void;
}

type Deps = CredentialDeps & { readonly lookup: LegacyLookup };
type OwnerIds = Pick<NewRow<'credentials'>, 'userId' | 'projectId' | 'organizationId'>;

const reportedFaults = 100;
const batchSize = 250;
const progressEvery = 1000;

/** Thrown inside the transaction to undo it. */
class Undo extends Error {}

/**
 * Imports keys, all of them or none. The file is read twice: once to check every record, then to write them in one
 * transaction, so that a running service waits for the writing alone. Memory is bounded by a batch, and by the number of
 * distinct owners.
 */
export async function importKeys(
  deps: Deps,
  open: () => AsyncIterable<SourceLine>,
  { dryRun, onProgress }: ImportOptions,
  commit: Commit,
): Promise<ImportReport> {
  const owners = createOwnerFinder(deps.database.reader);
  const faults = new Faults();
  let read = 0;
  for await (const source of open()) {
    read += 1;
    await check(deps, owners, source).catch((error: unknown) => faults.add(source.line, error));
    if (read % progressEvery === 0) onProgress('check', read);
  }
  if (faults.count === 0) await write(deps, owners, open, { dryRun, onProgress }, { read, faults }, commit);
  return { read, imported: faults.count === 0 && !dryRun ? read : 0, faults: faults.first, faultCount: faults.count };
}

/** A row to be inserted, with the line that it comes from. */
interface Entry {
  readonly line: number;
  readonly row: NewRow<'credentials'>;
  readonly usedDigest: string | null;
}

class Faults {
  readonly first: { line: number; message: string }[] = [];
  count = 0;

  /** Notes what is wrong with a line; anything but a wrong line is thrown on. */
  add(line: number, error: unknown): void {
    if (!(error instanceof ImportFault || error instanceof AppError)) throw error;
    this.count += 1;
    if (this.first.length < reportedFaults) this.first.push({ line, message: error.message });
  }
}

function toKey(deps: Deps, source: SourceLine): ImportedKey {
  if ('fault' in source) throw new ImportFault(source.fault);
  return toImportedKey(source.record, deps.catalogue, deps.lookup);
}

async function check(deps: Deps, owners: OwnerFinder, source: SourceLine): Promise<void> {
  await owners(toKey(deps, source).owner);
}

type OwnerFinder = (owner: ImportOwner) => Promise<OwnerIds>;

/** Finds owners, each once. */
function createOwnerFinder(reader: Reader): OwnerFinder {
  const found = new Map<string, OwnerIds | string>();
  const find = async (owner: ImportOwner): Promise<OwnerIds | string> => {
    if ('email' in owner) {
      const user = await findUserByEmail(reader, owner.email);
      if (user !== undefined) return { userId: user.id, projectId: null, organizationId: null };
      return owner.email.includes('@') ? `there is no user ${owner.email}.` : 'owner_email is no e-mail address.';
    }
    const project =
      'projectId' in owner
        ? await findProject(reader, owner.projectId)
        : await findProjectBySlugs(reader, owner.organization, owner.project);
    return project
      ? { userId: null, projectId: project.id, organizationId: project.organizationId }
      : 'there is no such project.';
  };
  return async (owner) => {
    const name = JSON.stringify(owner);
    const known = found.get(name) ?? (await find(owner));
    found.set(name, known);
    if (typeof known === 'string') throw new ImportFault(known);
    return known;
  };
}

async function write(
  deps: Deps,
  owners: OwnerFinder,
  open: () => AsyncIterable<SourceLine>,
  { dryRun, onProgress }: ImportOptions,
  { read, faults }: { readonly read: number; readonly faults: Faults },
  commit: Commit,
): Promise<void> {
  const work = commit(async (trx) => {
    let batch: Entry[] = [];
    let done = 0;
    const flush = async () => {
      await insertBatch(deps, trx, batch, faults);
      done += batch.length;
      onProgress('write', done);
      batch = [];
    };
    for await (const source of open()) {
      const key = toKey(deps, source);
      const row = toRow(deps, key, await owners(key.owner));
      batch.push({ line: source.line, row, usedDigest: key.usedDigest });
      if (batch.length === batchSize) await flush();
    }
    await flush();
    if (done !== read)
      throw new Error('The file was not the same when it was read again. It must be a file, and no pipe.');
    if (dryRun || faults.count > 0) throw new Undo();
    return { reply: undefined, target: { kind: 'import', id: deps.nextId(), details: { imported: done } } };
  });
  await work.catch((error: unknown) => {
    if (!(error instanceof Undo)) throw error;
  });
}

/** Inserts a batch. A row that was left out had a taken prefix, and is tried with another; or its key is there already. */
async function insertBatch(deps: Deps, trx: Trx, batch: readonly Entry[], faults: Faults): Promise<void> {
  const used = await findUsed(
    trx,
    batch.flatMap(({ usedDigest }) => usedDigest ?? []),
  );
  for (const { line } of batch.filter(({ usedDigest }) => used.has(usedDigest ?? ''))) faults.add(line, alreadyThere());
  const inserted = await insertLegacyKeys(
    trx,
    batch.map(({ row }) => row),
  );
  for (const { line, row } of batch.filter(({ row: { id } }) => !inserted.has(id))) {
    const again = await insertLegacyKeys(trx, [{ ...row, prefix: makePrefix(deps, row.kind) }]);
    if (again.size === 0) faults.add(line, alreadyThere());
  }
  await checkHeads(trx, batch, faults);
}

/** Keys that are found by their head: none twice, and no more of one head than a check looks at. */
async function checkHeads(trx: Trx, batch: readonly Entry[], faults: Faults): Promise<void> {
  const found = await findHashesByHead(
    trx,
    batch.flatMap(({ row }) => row.legacyHead ?? []),
  );
  for (const { line, row } of batch) {
    const sharing = found.get(row.legacyHead ?? '') ?? [];
    if (sharing.filter((hash) => hash === row.secretHash).length > 1) faults.add(line, alreadyThere());
    else if (sharing.length > maximumSharingHead) faults.add(line, crowded());
  }
}

const alreadyThere = () => new ImportFault('this key stands twice in the file, or was imported before.');
const crowded = () =>
  new ImportFault(`more than ${maximumSharingHead} keys begin with this prefix. Import their SHA-256 instead.`);

const makePrefix = (deps: Deps, kind: ImportedKey['kind']): string => deps.codec.make(kind).prefix;

function toRow(deps: Deps, key: ImportedKey, owner: OwnerIds): NewRow<'credentials'> {
  const now = deps.clock.now();
  return {
    ...owner,
    id: deps.nextId(),
    kind: key.kind,
    format: legacyFormat,
    prefix: makePrefix(deps, key.kind),
    secretHash: key.secretHash,
    secretVersion: 1,
    endGraceOnFirstUse: 0,
    legacyDigest: key.legacyDigest,
    legacyHead: key.legacyHead,
    name: key.name,
    note: key.note,
    scopes: JSON.stringify(key.scopes),
    level: key.level,
    projectIds: '[]',
    allowedNetworks: JSON.stringify(key.allowedNetworks),
    rateLimitPolicyId: null,
    version: 1,
    expiresAt: key.expiresAt,
    lastUsedAt: null,
    lastUsedAddress: null,
    revokedAt: null,
    revokedBy: null,
    revokedReason: null,
    deletedAt: null,
    createdBy: 'import',
    createdAt: key.createdAt ?? now,
    updatedAt: now,
  };
}
