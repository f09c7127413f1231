/** A file that is made from the code. It is committed, so that a reader and a diff see it, and never edited by hand. */
export interface Generator {
  /** The path from the repository's root. */
  file: string;
  /** The whole content. The same code gives the same text on every machine: no dates, no versions of the machine. */
  render(): Promise<string>;
}

/** Every generated file there is. */
export const generators: Generator[] = [];
