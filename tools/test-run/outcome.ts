/** What the recorder says of one test, or of a test file as a whole. One per line, as JSON. */
export type Outcome =
  | { kind: 'passed' | 'failed'; name: string; file: string }
  /** `only` runs the whole file all the same, but says that somebody meant to run a part. */
  | { kind: 'skipped' | 'todo' | 'only'; name: string; file: string; reason: string }
  | { kind: 'file-started' | 'file-ended'; file: string };
