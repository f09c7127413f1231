import type { Kysely, Transaction } from 'kysely';
import type { Tables } from './tables.ts';

/** Reads committed rows. A store's reading functions ask for this, which a transaction is too. */
export type Reader = Pick<Kysely<Tables>, 'selectFrom'>;

/** A running transaction. Whatever writes asks for one, so nothing can be written outside of it. */
export type Trx = Transaction<Tables>;

/** The database, as everything else sees it. */
export interface Database {
  readonly dialect: 'sqlite' | 'postgres';
  readonly reader: Reader;
  /**
   * Runs `work` in a transaction: all of it is durable when the promise resolves, none of it when it rejects. Do
   * nothing slow inside: on SQLite there is one writer.
   */
  transaction<T>(work: (trx: Trx) => Promise<T>): Promise<T>;
  /** Runs `work` while no transaction of this process does: for what writes to the database from another thread. */
  exclusively<T>(work: () => Promise<T>): Promise<T>;
  /** For better-auth, which brings its own queries. Not for modules. */
  readonly people: Kysely<Tables>;
  /** Resolves where the database answers; rejects where it does not. */
  ping(): Promise<void>;
  close(): Promise<void>;
}
