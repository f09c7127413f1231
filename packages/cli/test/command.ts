/**
 * The command as people run it: the real program in a process of its own, in a pipe or on a pseudo-terminal that `script`
 * (util-linux) makes. Whatever it runs, no secret may stand on standard error.
 */
import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after } from 'node:test';

export const mainFile = join(import.meta.dirname, '../src/main.ts');
/** Longer than any prompt takes to come. */
const promptTimeoutMs = 30_000;
/** What no error, warning or sentence may hold: a secret, or an access JWT. */
const secretShape = /[0-9A-Za-z]{40,}|eyJ[\w-]{10,}/;

export interface Ran {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface RunOptions {
  readonly env?: Readonly<Record<string, string>>;
  readonly input?: string;
}

const folders: string[] = [];
// Here, and not where each is made: a hook that a test makes after it has waited for what an earlier test began is not run.
after(() => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});

/** A home of its own, with nothing in it. */
export class Home {
  readonly folder = mkdtempSync(join(tmpdir(), 'keywright-cli-'));
  readonly #env: Readonly<Record<string, string>>;

  constructor(env: Readonly<Record<string, string>> = {}) {
    this.#env = env;
    folders.push(this.folder);
  }

  get credentialsFile(): string {
    return join(this.folder, '.config/keywright/credentials.json');
  }

  environment(more: Readonly<Record<string, string>> = {}): Record<string, string> {
    const { PATH = '' } = process.env;
    return { PATH, HOME: this.folder, TERM: 'xterm-256color', SHELL: '/bin/sh', ...this.#env, ...more };
  }

  /** Runs `keywright` in pipes. */
  async run(words: readonly string[], { env = {}, input = '' }: RunOptions = {}): Promise<Ran> {
    const child = this.start(words, env);
    child.stdin?.end(input);
    return finish(child);
  }

  /** Starts `keywright` in pipes and leaves it running. */
  start(words: readonly string[], env: Readonly<Record<string, string>> = {}): ChildProcess {
    return spawn(process.execPath, [mainFile, ...words], { env: this.environment(env) });
  }

  /** Runs a line of bash in which `keywright` is the command. */
  async shell(line: string, env: Readonly<Record<string, string>> = {}): Promise<Ran> {
    const script = `keywright() { ${quoted(process.execPath)} ${quoted(mainFile)} "$@"; }; ${line}`;
    const child = spawn('bash', ['-c', script], { env: this.environment(env) });
    child.stdin.end();
    return finish(child);
  }

  /** Runs `keywright` on a terminal. `redirect` is added to its command line, for the shell. */
  terminal(words: readonly string[], env: Readonly<Record<string, string>> = {}, redirect = ''): Terminal {
    const line = [process.execPath, mainFile, ...words].map(quoted).join(' ');
    const child = spawn('script', ['-qec', `${line} ${redirect}`, '/dev/null'], { env: this.environment(env) });
    return new Terminal(child);
  }
}

/** A command on a terminal, and somebody who reads and types. */
export class Terminal {
  readonly #child: ChildProcess;
  #shown = '';
  #read = 0;

  constructor(child: ChildProcess) {
    this.#child = child;
    child.stdout?.setEncoding('utf8').on('data', (text: string) => {
      this.#shown += text;
    });
  }

  /** Waits until `prompt` shows, then types `answer` and Enter, or `answer` alone where it is a key. */
  async answer(prompt: string, answer: string): Promise<void> {
    const until = Date.now() + promptTimeoutMs;
    while (!this.#shown.includes(prompt, this.#read)) {
      assert.ok(Date.now() < until && this.#child.exitCode === null, `no “${prompt}” in: ${this.#shown}`);
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
    this.#read = this.#shown.indexOf(prompt, this.#read) + prompt.length;
    this.#child.stdin?.write(answer.startsWith('\x03') ? answer : `${answer}\r`);
  }

  /** Everything that showed, once the command has ended. */
  async end(): Promise<{ readonly code: number | null; readonly shown: string }> {
    const { exitCode } = this.#child;
    const code = exitCode ?? (await new Promise<number | null>((resolve) => this.#child.once('close', resolve)));
    this.#child.stdin?.end();
    return { code, shown: this.#shown.replaceAll('\r\n', '\n') };
  }
}

/** What a command wrote, once it has ended. */
export async function finish(child: ChildProcess): Promise<Ran> {
  let stdout = '';
  let stderr = '';
  child.stdout?.setEncoding('utf8').on('data', (text: string) => {
    stdout += text;
  });
  child.stderr?.setEncoding('utf8').on('data', (text: string) => {
    stderr += text;
  });
  const [code, signal] = await new Promise<[number | null, NodeJS.Signals | null]>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (...ended) => resolve(ended));
  });
  assert.doesNotMatch(stderr, secretShape);
  return { code, signal, stdout, stderr };
}

const quoted = (text: string): string => `'${text.replaceAll("'", "'\\''")}'`;
