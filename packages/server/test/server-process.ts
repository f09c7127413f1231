/** The service as a process of its own, started by `main.ts` as in production, on a port that the system chooses. */
import { type ChildProcess, spawn } from 'node:child_process';
import { join } from 'node:path';
import { adminPassword } from './harness.ts';

const main = join(import.meta.dirname, '../src/main.ts');
/** Longer than any start or stop takes, on a busy machine too: what takes longer hangs, and is killed. */
const patienceMs = 60_000;

/** Where a process keeps what it keeps. */
export interface Place {
  readonly dataDir: string;
  readonly databaseUrl: string | undefined;
}

/** The environment of a test's process: its place, a cheap Argon2id, nothing of ours. */
export function environmentAt({ dataDir, databaseUrl }: Place): Record<string, string> {
  return {
    PATH: process.env.PATH ?? '',
    KEYWRIGHT_DATA_DIR: dataDir,
    KEYWRIGHT_PORT: '0',
    KEYWRIGHT_ADMIN_PASSWORD: adminPassword,
    KEYWRIGHT_ARGON2_MEMORY_KIB: '8192',
    KEYWRIGHT_ARGON2_PASSES: '1',
    KEYWRIGHT_ARGON2_MAX_WAITING: '10000',
    KEYWRIGHT_SIGN_IN_ATTEMPTS_PER_MINUTE: '100000',
    ...(databaseUrl === undefined ? {} : { DATABASE_URL: databaseUrl }),
  };
}

export interface Exit {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
}

export class ServerProcess {
  /** `http://127.0.0.1:<port>`; empty where the process ended before it listened. */
  url = '';
  stdout = '';
  stderr = '';
  readonly exited: Promise<Exit>;
  readonly #child: ChildProcess;

  private constructor(environment: Readonly<Record<string, string>>) {
    this.#child = spawn(process.execPath, [main], { env: environment, stdio: ['ignore', 'pipe', 'pipe'] });
    this.#child.stdout?.on('data', (chunk) => {
      this.stdout += chunk;
    });
    this.#child.stderr?.on('data', (chunk) => {
      this.stderr += chunk;
    });
    const killWithUs = () => this.#child.kill('SIGKILL');
    process.once('exit', killWithUs);
    this.exited = new Promise<Exit>((resolve) => {
      this.#child.once('close', (code, signal) => resolve({ code, signal }));
    }).finally(() => process.off('exit', killWithUs));
  }

  async #within<T>(work: Promise<T>): Promise<T> {
    const patience = setTimeout(() => this.#child.kill('SIGKILL'), patienceMs);
    return work.finally(() => clearTimeout(patience));
  }

  /** Starts it and waits until it listens, or has ended: then `url` is empty. */
  static async start(environment: Readonly<Record<string, string>>): Promise<ServerProcess> {
    const started = new ServerProcess(environment);
    const listening = new Promise<void>((resolve) => {
      started.#child.stdout?.on('data', () => {
        started.url = /"address":"([^"]+)".*"msg":"listening"/.exec(started.stdout)?.[1] ?? '';
        if (started.url !== '') resolve();
      });
    });
    await started.#within(Promise.race<unknown>([listening, started.exited]));
    return started;
  }

  /** Sends a signal to this process alone. */
  signal(name: NodeJS.Signals): void {
    this.#child.kill(name);
  }

  /** Ends it, by SIGTERM unless said otherwise, and waits for that. */
  async stop(name: NodeJS.Signals = 'SIGTERM'): Promise<Exit> {
    this.signal(name);
    return this.#within(this.exited);
  }

  async call(
    method: string,
    path: string,
    options: {
      readonly authorization?: string;
      readonly body?: unknown;
      readonly headers?: Record<string, string>;
    } = {},
  ) {
    const { authorization, body, headers = {} } = options;
    const response = await fetch(`${this.url}${path}`, {
      method,
      headers: {
        ...(authorization === undefined ? {} : { authorization }),
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    // biome-ignore lint/suspicious/noExplicitAny: tests read into replies whose shape is what they assert
    const json: any = text === '' ? undefined : JSON.parse(text);
    return { status: response.status, body: json };
  }

  /** Signs the administrator in: the Authorization header of the access JWT, and the project of the first run. */
  async admin(): Promise<{ readonly authorization: string; readonly projectId: string }> {
    const body = { email: 'admin@example.com', password: adminPassword };
    const login = await this.call('POST', '/api/v1/auth/login', { body });
    const authorization = `Bearer ${login.body.accessToken}`;
    const projects = await this.call('GET', '/api/v1/organizations/acme/projects', { authorization });
    return { authorization, projectId: projects.body.data[0].id };
  }
}
