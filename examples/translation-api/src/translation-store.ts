/**
 * What the translation API keeps, in SQLite: organizations with projects as it was told of them, and for each
 * project its keys and their translations. All of its SQL.
 */
import { DatabaseSync } from 'node:sqlite';

export interface Organization {
  readonly id: string;
  readonly slug: string;
  readonly projects: readonly Project[];
}

export interface Project {
  readonly id: string;
  readonly slug: string;
  readonly name: string;
}

export interface Key {
  readonly name: string;
  readonly description: string;
  /** The user or the API key that created it. */
  readonly createdBy: string;
}

/** Texts by the names of their keys. */
export type Translations = Readonly<Record<string, string>>;

const schema = `
  create table if not exists organizations (id text primary key, slug text not null unique) strict;
  create table if not exists projects (id text primary key, organization_id text not null, slug text not null, name text not null) strict;
  create table if not exists keys (
    project_id text, name text, description text not null, created_by text not null, primary key (project_id, name)
  ) strict;
  create table if not exists translations (
    project_id text, language text, key_name text, text text not null, primary key (project_id, language, key_name),
    foreign key (project_id, key_name) references keys on delete cascade
  ) strict;
  create table if not exists settings (project_id text primary key, workflow text not null) strict;
`;

export class TranslationStore {
  readonly #database: DatabaseSync;

  /** `:memory:` keeps nothing. */
  constructor(file: string) {
    this.#database = new DatabaseSync(file);
    this.#database.exec(`pragma foreign_keys = on; ${schema}`);
  }

  close(): void {
    this.#database.close();
  }

  /** Puts this in place of all that is known of organizations. */
  replaceOrganizations(organizations: readonly Organization[]): void {
    this.#transaction(() => {
      this.#database.exec('delete from organizations; delete from projects');
      for (const { id, slug, projects } of organizations) {
        this.#run('insert into organizations values (?, ?)', id, slug);
        for (const project of projects) {
          this.#run('insert into projects values (?, ?, ?, ?)', project.id, id, project.slug, project.name);
        }
      }
    });
  }

  /** By id or slug. */
  findOrganizationId(idOrSlug: string): string | undefined {
    const row = this.#database.prepare('select id from organizations where id = ?1 or slug = ?1').get(idOrSlug);
    return row === undefined ? undefined : text(row.id);
  }

  listProjects(organizationId: string): Project[] {
    const statement = this.#database.prepare(
      'select id, slug, name from projects where organization_id = ? order by slug',
    );
    return statement
      .all(organizationId)
      .map((row) => ({ id: text(row.id), slug: text(row.slug), name: text(row.name) }));
  }

  listKeys(projectId: string): Key[] {
    return this.#database.prepare('select * from keys where project_id = ? order by name').all(projectId).map(toKey);
  }

  findKey(projectId: string, name: string): Key | undefined {
    const row = this.#database.prepare('select * from keys where project_id = ? and name = ?').get(projectId, name);
    return row === undefined ? undefined : toKey(row);
  }

  /** False where there is one of this name. */
  insertKey(projectId: string, { name, description, createdBy }: Key): boolean {
    const statement = 'insert into keys values (?, ?, ?, ?) on conflict do nothing';
    return this.#run(statement, projectId, name, description, createdBy) > 0;
  }

  /** False where there is none of this name. */
  updateKey(projectId: string, name: string, description: string): boolean {
    return (
      this.#run('update keys set description = ? where project_id = ? and name = ?', description, projectId, name) > 0
    );
  }

  /** With its translations. False where there is none of this name. */
  deleteKey(projectId: string, name: string): boolean {
    return this.#run('delete from keys where project_id = ? and name = ?', projectId, name) > 0;
  }

  listTranslations(projectId: string, language: string): Translations {
    const statement = 'select key_name, text from translations where project_id = ? and language = ? order by key_name';
    const rows = this.#database.prepare(statement).all(projectId, language);
    return Object.fromEntries(rows.map((row) => [text(row.key_name), text(row.text)]));
  }

  /** All of them or, where a key is missing, none: then it answers its name. */
  setTranslations(projectId: string, language: string, translations: Translations): string | undefined {
    const missing = Object.keys(translations).find((name) => this.findKey(projectId, name) === undefined);
    if (missing !== undefined) return missing;
    const statement = `insert into translations values (?, ?, ?, ?)
      on conflict (project_id, language, key_name) do update set text = excluded.text`;
    this.#transaction(() => {
      for (const [name, said] of Object.entries(translations)) this.#run(statement, projectId, language, name, said);
    });
    return undefined;
  }

  /** False where there is none. */
  deleteTranslation(projectId: string, language: string, name: string): boolean {
    const statement = 'delete from translations where project_id = ? and language = ? and key_name = ?';
    return this.#run(statement, projectId, language, name) > 0;
  }

  setWorkflow(projectId: string, workflow: string): void {
    this.#run('insert or replace into settings values (?, ?)', projectId, workflow);
  }

  #run(statement: string, ...values: readonly string[]): number {
    return Number(this.#database.prepare(statement).run(...values).changes);
  }

  #transaction(work: () => void): void {
    this.#database.exec('begin immediate');
    try {
      work();
      this.#database.exec('commit');
    } catch (error) {
      this.#database.exec('rollback');
      throw error;
    }
  }
}

type Row = Readonly<Record<string, unknown>>;

const toKey = (row: Row): Key => ({
  name: text(row.name),
  description: text(row.description),
  createdBy: text(row.created_by),
});

function text(value: unknown): string {
  if (typeof value !== 'string') throw new TypeError('a column of text holds something else');
  return value;
}
