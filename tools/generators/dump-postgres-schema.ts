import pg from 'pg';

/**
 * The schema of a PostgreSQL database as SQL, in an order of its own: equal schemas give equal text. Asked of the catalogue
 * instead of pg_dump, whose text changes with its version. Knows what our migrations use (tables, columns, defaults,
 * constraints, indexes) and throws where there is anything else, so that nothing is left out in silence.
 */
export async function dumpPostgresSchema(url: string): Promise<string> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    const ask = async (text: string): Promise<Row[]> => (await client.query<Row>(text)).rows;
    const unknown = await ask(unknownObjects);
    if (unknown.length > 0) throw new Error(`the dump does not know: ${unknown.map(({ line }) => line).join(', ')}`);
    const parts = Map.groupBy([...(await ask(columns)), ...(await ask(constraints))], ({ parent }) => parent);
    const statements = [...parts].map(([name, rows]) => ({
      name,
      text: `create table ${name} (\n${rows.map(({ line }) => `  ${line}`).join(',\n')}\n);\n`,
    }));
    for (const { parent, line } of await ask(indexes)) statements.push({ name: parent, text: `${line};\n` });
    // By code unit, as in the dump of SQLite, and not by the language of the machine.
    statements.sort((a, b) => (a.name < b.name ? -1 : 1));
    return statements.map(({ text }) => text).join('\n');
  } finally {
    await client.end();
  }
}

/** A line of the dump and the object under whose name it stands. */
interface Row {
  readonly parent: string;
  readonly line: string;
}

const columns = `
  select c.relname as parent,
         quote_ident(a.attname) || ' ' || format_type(a.atttypid, a.atttypmod) ||
           case when a.attnotnull then ' not null' else '' end ||
           coalesce(' default ' || pg_get_expr(d.adbin, d.adrelid), '') as line
  from pg_class c
  join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
  left join pg_attrdef d on d.adrelid = c.oid and d.adnum = a.attnum
  where c.relnamespace = 'public'::regnamespace and c.relkind = 'r'
  order by c.relname collate "C", a.attnum`;

/** From version 18 on, "not null" is a constraint too; it stands with its column already. */
const constraints = `
  select r.relname as parent, 'constraint ' || quote_ident(c.conname) || ' ' || pg_get_constraintdef(c.oid) as line
  from pg_constraint c join pg_class r on r.oid = c.conrelid
  where c.connamespace = 'public'::regnamespace and c.contype <> 'n'
  order by r.relname collate "C", c.conname collate "C"`;

/** Without those that a constraint brings along. */
const indexes = `
  select c.relname as parent, replace(pg_get_indexdef(i.indexrelid), ' public.', ' ') as line
  from pg_index i join pg_class c on c.oid = i.indexrelid
  where c.relnamespace = 'public'::regnamespace
    and not exists (select from pg_constraint k where k.conindid = i.indexrelid and k.contype in ('p', 'u', 'x'))
  order by c.relname collate "C"`;

const unknownObjects = `
  select relname as line from pg_class
  where relnamespace = 'public'::regnamespace and relkind not in ('r', 'i')
  union all select proname from pg_proc where pronamespace = 'public'::regnamespace
  union all select tgname from pg_trigger where not tgisinternal
  union all select attname from pg_attribute a join pg_class c on c.oid = a.attrelid
  where c.relnamespace = 'public'::regnamespace and (attidentity <> '' or attgenerated <> '')
  union all select typname from pg_type
  where typnamespace = 'public'::regnamespace and typtype not in ('c', 'b')`;
