import { DatabaseSync } from 'node:sqlite';

/** The schema of a SQLite database as SQL, in an order of its own: equal schemas give equal text. */
export function dumpSqliteSchema(file: string): string {
  const connection = new DatabaseSync(file, { readOnly: true });
  try {
    // What SQLite makes by itself, such as the index of a primary key, has no SQL.
    const rows = connection.prepare('select sql from sqlite_master where sql is not null order by name').all();
    return rows.map(({ sql }) => `${normalise(String(sql))};\n`).join('\n');
  } finally {
    connection.close();
  }
}

/** SQLite keeps a statement as it was written, except for its first words. */
function normalise(statement: string): string {
  const lines = statement.replace(/^CREATE( UNIQUE)? \w+/, (words) => words.toLowerCase()).split('\n');
  const last = lines.at(-1) ?? '';
  const margin = lines.length === 1 ? 0 : last.length - last.trimStart().length;
  return lines.map((line, index) => (index === 0 ? line : line.slice(margin)).trimEnd()).join('\n');
}
