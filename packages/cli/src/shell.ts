/** What a command has of the machine it runs on. Nothing else of this package asks the machine for any of it. */
export interface Shell {
  readonly environment: Environment;
  readonly stdin: NodeJS.ReadStream;
  readonly stdout: NodeJS.WriteStream;
  readonly stderr: NodeJS.WriteStream;
  /** Epoch milliseconds. */
  now(): number;
  /** Hard to guess: a random UUID. */
  randomId(): string;
  sleep(ms: number): Promise<void>;
}

export type Environment = Readonly<Record<string, string | undefined>>;
