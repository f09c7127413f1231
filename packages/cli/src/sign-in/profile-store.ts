/**
 * Owns the file of the stored credential. It is its owner’s alone (mode 0600 in a folder of mode 0700), a looser one is not
 * read, and it is replaced whole or not at all. It keeps one profile: other servers and accounts come by the environment.
 */
import {
  chmodSync,
  closeSync,
  fstatSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { homedir } from 'node:os';
import { dirname, isAbsolute, join } from 'node:path';
import { CommandRefusal } from '../output/command-refusal.ts';
import type { Environment } from '../shell.ts';
import { type Profile, parseProfile } from './profile.ts';

/** On Windows the mode of a file says nothing of who may read it. */
const hasModes = process.platform !== 'win32';

export class ProfileStore {
  readonly path: string;

  constructor({ XDG_CONFIG_HOME = '' }: Environment) {
    // The XDG specification: a relative path is to be ignored.
    const folder = isAbsolute(XDG_CONFIG_HOME) ? XDG_CONFIG_HOME : join(homedir(), '.config');
    this.path = join(folder, 'keywright', 'credentials.json');
  }

  /** The stored profile; undefined where there is none. Refuses a file that others can read, and one that is no profile. */
  read(): Profile | undefined {
    const text = this.#readOwnFile();
    if (text === undefined) return undefined;
    const profile = parseProfile(text);
    if (profile !== undefined) return profile;
    throw new CommandRefusal(
      'CREDENTIALS_FILE',
      `${this.path} is not what login writes.`,
      'Run `keywright login` again.',
    );
  }

  /** Refuses where the file cannot be written, and leaves the one before it as it was then. */
  write(profile: Profile): void {
    try {
      this.#replaceFile(`${JSON.stringify(profile, null, 2)}\n`);
    } catch (error) {
      const why = error instanceof Error && 'code' in error ? String(error.code) : 'unknown';
      throw new CommandRefusal('CREDENTIALS_FILE', `${this.path} cannot be written: ${why}.`);
    }
  }

  /** Writes what became of a stored profile, unless another one has been stored since that was read. Tells whether it did. */
  update(before: Profile, after: Profile): boolean {
    if (this.read()?.token !== before.token) return false;
    this.write(after);
    return true;
  }

  /** What was stored, as far as it can be read; undefined where nothing was. */
  remove(): { readonly profile: Profile | undefined } | undefined {
    const file = open(this.path);
    if (file === undefined) return undefined;
    try {
      return { profile: parseProfile(readFileSync(file, 'utf8')) };
    } finally {
      closeSync(file);
      rmSync(this.path, { force: true });
    }
  }

  #replaceFile(text: string): void {
    const folder = dirname(this.path);
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    if (hasModes) chmodSync(folder, 0o700);
    const draft = `${this.path}.${process.pid}`;
    rmSync(draft, { force: true });
    const file = openSync(draft, 'wx', 0o600);
    try {
      try {
        writeFileSync(file, text);
        fsyncSync(file);
      } finally {
        closeSync(file);
      }
      renameSync(draft, this.path);
    } catch (error) {
      // It holds the secret, and nobody would look for it.
      rmSync(draft, { force: true });
      throw error;
    }
  }

  #readOwnFile(): string | undefined {
    const file = open(this.path);
    if (file === undefined) return undefined;
    try {
      if (hasModes && (fstatSync(file).mode & 0o077) !== 0) {
        const message = `${this.path} can be read by others, and holds a secret.`;
        const remedy = `Run chmod 600 ${this.path}, and rotate the token if others use this machine.`;
        throw new CommandRefusal('CREDENTIALS_FILE', message, remedy);
      }
      return readFileSync(file, 'utf8');
    } finally {
      closeSync(file);
    }
  }
}

function open(path: string): number | undefined {
  try {
    return openSync(path, 'r');
  } catch (error) {
    if (isMissing(error)) return undefined;
    throw error;
  }
}

const isMissing = (error: unknown): boolean => error instanceof Error && 'code' in error && error.code === 'ENOENT';
