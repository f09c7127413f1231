import { type Catalogue, type CredentialKind, credentialKinds, legacyFormat, toName } from '@keywright/contract';
import { sha256Hex } from '../../kernel/crypto/digest.ts';
import { isKnownHash } from '../../kernel/crypto/foreign-hash.ts';
import { toGrant } from './grant.ts';
import { digestOnly, headLength, type LegacyLookup, maximumKeyLength, minimumKeyLength } from './legacy-lookup.ts';
import { toNetworks } from './networks.ts';

/** A record of an import, as it stands in the file: text by field name, lists as arrays or as text with spaces. */
export type ImportRecord = Readonly<Record<string, unknown>>;

/** The fields that a record may have, with what they mean. */
export const importFields: Readonly<Record<string, string>> = {
  kind: '`pat` or `api-key`',
  key: 'the key itself; or instead of it',
  sha256: 'its SHA-256, hex or base64; or',
  hash: 'its salted hash (bcrypt, PBKDF2, Argon2), which needs `prefix`',
  prefix: `the first ${headLength} characters of the key, by which a salted hash is found`,
  owner_email: 'PATs: the e-mail address of the user',
  project_id: 'API keys: the id of the project; or',
  organization: 'API keys: the slug of the organization, with `project`',
  project: 'API keys: the slug of the project',
  name: 'what listings show',
  note: 'optional',
  scopes: 'a list, or text with spaces between',
  level: 'instead of scopes, where the platform has levels',
  allowed_networks: 'optional; a list, or text with spaces between',
  expires_at: 'optional; an instant with a time zone',
  created_at: 'optional; an instant with a time zone',
};

/** Whose an imported key is, as the record names it. */
export type ImportOwner =
  | { readonly email: string }
  | { readonly projectId: string }
  | { readonly organization: string; readonly project: string };

/** A valid record. */
export interface ImportedKey {
  readonly kind: CredentialKind;
  readonly owner: ImportOwner;
  readonly name: string;
  readonly note: string;
  readonly scopes: readonly string[];
  readonly level: string | null;
  readonly allowedNetworks: readonly string[];
  readonly expiresAt: number | null;
  readonly createdAt: number | null;
  readonly secretHash: string;
  readonly legacyDigest: string | null;
  readonly legacyHead: string | null;
  /** What stands for it once it has been used; null where that cannot be told from what was imported. */
  readonly usedDigest: string | null;
}

/** A record that cannot be imported. The message says why, and repeats nothing of the key. */
export class ImportFault extends Error {}

/** A word of the file, as a message may repeat it. In a file with shifted columns, any word may be a key. */
const shown = (word: string): string => (/^[a-z][a-z_.:-]{0,63}$/.test(word) ? word : '(not shown)');

function text(record: ImportRecord, field: string): string | undefined {
  const value = record[field];
  if (value === undefined || value === null || value === '') return undefined;
  if (typeof value !== 'string') throw new ImportFault(`${field} must be text.`);
  return value.trim();
}

function required(record: ImportRecord, field: string): string {
  const value = text(record, field);
  if (value === undefined) throw new ImportFault(`${field} is missing.`);
  return value;
}

function list(record: ImportRecord, field: string): readonly string[] | undefined {
  const value = record[field];
  if (Array.isArray(value)) return value.map(String);
  return text(record, field)?.split(/[\s;|]+/);
}

function instant(record: ImportRecord, field: string): number | null {
  const value = text(record, field);
  if (value === undefined) return null;
  const at = /(?:Z|[+-]\d\d:?\d\d)$/.test(value) ? Date.parse(value) : Number.NaN;
  if (Number.isNaN(at)) throw new ImportFault(`${field} must be an instant with a time zone, as 2026-04-19T10:00:00Z.`);
  return at;
}

function toOwner(record: ImportRecord, kind: CredentialKind): ImportOwner {
  if (kind === 'pat') return { email: required(record, 'owner_email').toLowerCase() };
  const projectId = text(record, 'project_id');
  if (projectId !== undefined) return { projectId };
  return { organization: required(record, 'organization'), project: required(record, 'project') };
}

type Secret = Pick<ImportedKey, 'secretHash' | 'legacyDigest' | 'legacyHead' | 'usedDigest'>;

function toSecret(record: ImportRecord, lookup: LegacyLookup): Secret {
  const given = ['key', 'sha256', 'hash'].filter((field) => text(record, field) !== undefined);
  if (given.length !== 1) throw new ImportFault('exactly one of key, sha256 and hash must be given.');
  const key = text(record, 'key');
  if (key !== undefined) {
    if (key.length < minimumKeyLength || key.length > maximumKeyLength) {
      throw new ImportFault(`key must have ${minimumKeyLength} to ${maximumKeyLength} characters.`);
    }
    return toDigested(sha256Hex(key), lookup);
  }
  const sha256 = text(record, 'sha256');
  if (sha256 !== undefined) {
    const bytes = /^[0-9a-fA-F]{64}$/.test(sha256) ? Buffer.from(sha256, 'hex') : Buffer.from(sha256, 'base64');
    if (bytes.length !== 32) throw new ImportFault('sha256 must be 32 bytes as hex or base64.');
    return toDigested(bytes.toString('hex'), lookup);
  }
  const hash = required(record, 'hash');
  if (!isKnownHash(hash)) throw new ImportFault('hash must be an Argon2, bcrypt or PBKDF2 string.');
  const prefix = required(record, 'prefix');
  if (prefix.length !== headLength)
    throw new ImportFault(`prefix must be the first ${headLength} characters of the key.`);
  return { secretHash: hash, legacyDigest: null, legacyHead: lookup.ofHead(prefix), usedDigest: null };
}

function toDigested(sha256: string, lookup: LegacyLookup): Secret {
  return {
    secretHash: digestOnly,
    legacyDigest: lookup.ofSha256(sha256),
    legacyHead: null,
    usedDigest: lookup.ofUsed(sha256),
  };
}

function toKind(record: ImportRecord): CredentialKind {
  const kind = credentialKinds.find((candidate) => candidate === text(record, 'kind'));
  if (kind === undefined) throw new ImportFault(`kind must be one of ${credentialKinds.join(', ')}.`);
  return kind;
}

/** Reads a record. Throws `ImportFault`, or the `AppError` of a field that is checked as in a mint. */
export function toImportedKey(record: ImportRecord, catalogue: Catalogue, lookup: LegacyLookup): ImportedKey {
  const unknown = Object.keys(record).filter((field) => !Object.hasOwn(importFields, field));
  if (unknown.length > 0) throw new ImportFault(`${unknown.map(shown).join(', ')} is no field of an import.`);
  const kind = toKind(record);
  const { pat, apiKey } = catalogue.platform.tokens;
  if (!(kind === 'pat' ? pat : apiKey)?.accept.includes(legacyFormat)) {
    throw new ImportFault(`this platform accepts no imported keys of the kind ${kind}.`);
  }
  const grant = toGrant(
    catalogue,
    { kind, scopes: list(record, 'scopes'), level: text(record, 'level') },
    undefined,
    (scopes) => {
      const missing = scopes.filter((scope) => !catalogue.has(scope));
      if (missing.length > 0) throw new ImportFault(`this platform has no scope ${missing.map(shown).join(', ')}.`);
      return [...new Set(scopes)].sort();
    },
  );
  return {
    kind,
    owner: toOwner(record, kind),
    name: toName(required(record, 'name')),
    note: (text(record, 'note') ?? '').slice(0, 1000),
    ...grant,
    allowedNetworks: toNetworks(list(record, 'allowed_networks') ?? []),
    expiresAt: instant(record, 'expires_at'),
    createdAt: instant(record, 'created_at'),
    ...toSecret(record, lookup),
  };
}
