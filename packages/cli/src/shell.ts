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
  /** Hears of the next of these signals instead of being ended by it; one after that ends the command. Gives the way to stop hearing. */
  onSignal(listener: (signal: EndingSignal) => void): () => void;
}

/** By which people and supervisors end a command. */
export type EndingSignal = 'SIGINT' | 'SIGTERM';

export type Environment = Readonly<Record<string, string | undefined>>;
