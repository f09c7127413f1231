import { DatabaseSync } from 'node:sqlite';

const chunk = 100_000;

/**
 * The prefix of the `index`-th filled row: 8 characters, scattered over the whole index, no two alike (the factor is odd).
 * Must say what `statement` says.
 */
export const filledPrefix = (index: number): string =>
  (Math.imul(index, 2_654_435_761) >>> 0).toString(16).padStart(8, '0');

const statement = `
  with recursive numbers (n) as (select ? union all select n + 1 from numbers where n + 1 < ?)
  insert into credentials (
    id, kind, format, prefix, secret_hash, project_id, organization_id, name, scopes, version, secret_version, created_by,
    created_at, updated_at
  )
  select printf('00000000%018d', n), 'api-key', 'split', printf('%08x', (n * 2654435761) & 4294967295),
    '$argon2id$v=19$m=19456,t=2,p=1$' || hex(randomblob(11)) || '$' || hex(randomblob(21)) || 'A', id, organization_id,
    'filled ' || n, '["projects.read"]', 1, 1, 'bench', 1700000000000, 1700000000000
  from numbers, (select id, organization_id from projects limit 1)`;

/** The id of the `index`-th filled row. Must say what `statement` says. */
export const filledId = (index: number): string => `00000000${String(index).padStart(18, '0')}`;

/** Puts `count` API keys that nobody can use into the database of an app that is not running. */
export function fillCredentials(file: string, count: number): void {
  const connection = new DatabaseSync(file);
  connection.exec('PRAGMA synchronous = OFF; PRAGMA cache_size = -500000');
  const insert = connection.prepare(statement);
  for (let from = 0; from < count; from += chunk) insert.run(from, Math.min(from + chunk, count));
  connection.exec('analyze; PRAGMA wal_checkpoint(truncate)');
  connection.close();
}
