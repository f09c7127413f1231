/** A file that is made from the code. It is committed, so that a reader and a diff see it, and never edited by hand. */
export interface Generator {
  /** The path from the repository's root. */
  readonly file: string;
  /** The whole content. The same code gives the same text on every machine: no dates, no versions of the machine. */
  render(): Promise<string>;
}

/**
 * A file that takes a database to make, so `--check` leaves it to a test, which has one anyway
 * (packages/server/test/schema.test.ts). `missing` says what this machine lacks; the file then stays as it is.
 */
export interface SlowGenerator {
  readonly file: string;
  render(): Promise<string | { readonly missing: string }>;
}
