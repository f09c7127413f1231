/**
 * The service as tests meet it: composed as in production, listening on the loopback, on a database of its own. What
 * differs: time can be moved, Argon2id is cheap, and the log is kept so that tests can look for secrets in it.
 */
import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe } from 'node:test';
import pg from 'pg';
import { pino } from 'pino';
import { type App, type AppOptions, createApp } from '../src/app.ts';
import { type Config, readConfig } from '../src/config/config.ts';
import { openSecrets } from '../src/config/secrets.ts';
import { type FirstRun, runFirst } from '../src/first-run.ts';
import type { Clock } from '../src/kernel/clock.ts';
import { type Random, systemRandom } from '../src/kernel/crypto/random.ts';
import { loadPlatform } from '../src/platform.ts';

export type DatabaseKind = 'sqlite' | 'postgres';

const postgresUrl = process.env.KEYWRIGHT_TEST_POSTGRES_URL;

/** Runs a suite on both databases. Without PostgreSQL its half is skipped, which CI refuses. */
export function onEachDatabase(name: string, suite: (kind: DatabaseKind) => void): void {
  describe(`${name} on SQLite`, { concurrency: false }, () => suite('sqlite'));
  const skip = postgresUrl === undefined ? 'no PostgreSQL on this machine: apt-get install postgresql' : false;
  describe(`${name} on PostgreSQL`, { concurrency: false, skip }, () => suite('postgres'));
}

/** Real time plus whatever a test has added to it. */
export class TestClock implements Clock {
  #offsetMs = 0;

  now(): number {
    return Date.now() + this.#offsetMs;
  }

  advance(ms: number): void {
    this.#offsetMs += ms;
  }
}

/** A database that nobody else uses. `drop` removes it. */
export async function createDatabase(
  kind: DatabaseKind,
): Promise<{ readonly dataDir: string; readonly databaseUrl: string | undefined; drop(): Promise<void> }> {
  const dataDir = mkdtempSync(join(tmpdir(), 'keywright-test-'));
  const removeFolder = () => rmSync(dataDir, { recursive: true, force: true });
  if (kind === 'sqlite') return { dataDir, databaseUrl: undefined, drop: async () => removeFolder() };

  const name = `keywright_${randomBytes(6).toString('hex')}`;
  const maintain = async (statement: string) => {
    const client = new pg.Client({ connectionString: postgresUrl });
    await client.connect();
    await client.query(statement).finally(() => client.end());
  };
  await maintain(`create database ${name}`);
  const url = new URL(postgresUrl ?? '');
  url.pathname = `/${name}`;
  const drop = async () => {
    await maintain(`drop database ${name} with (force)`);
    removeFolder();
  };
  return { dataDir, databaseUrl: url.href, drop };
}

export interface Reply {
  readonly status: number;
  readonly headers: Headers;
  /** The parsed JSON body; undefined where there was none. Typed loosely: a test asserts what it is. */
  // biome-ignore lint/suspicious/noExplicitAny: tests read into replies whose shape is what they assert
  readonly body: any;
  readonly text: string;
}

/** A reply with its body read, parsed where it is JSON. */
export async function readReply(response: Response): Promise<Reply> {
  const text = await response.text();
  const isJson = /^application\/(problem\+)?json/.test(response.headers.get('content-type') ?? '');
  return {
    status: response.status,
    headers: response.headers,
    text,
    body: isJson && text !== '' ? JSON.parse(text) : undefined,
  };
}

export interface CallOptions {
  /** The Authorization header, whole. */
  readonly authorization?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: unknown;
}

/** Somebody who is signed in. */
export interface SignedIn {
  readonly userId: string;
  readonly email: string;
  readonly password: string;
  readonly accessToken: string;
  /** `Bearer <access JWT>`. */
  readonly authorization: string;
  readonly cookie: string;
}

export interface TestOptions {
  readonly platform?: string;
  readonly config?: Partial<Config>;
  readonly random?: Random;
  readonly withRecorders?: AppOptions['withRecorders'];
  /** A clock that goes on from an earlier start. */
  readonly clock?: TestClock;
  /** Listen here instead of on a port that the system chooses. */
  readonly port?: number;
  /** Start on this database instead of a new one; it is not dropped. */
  readonly database?: { readonly dataDir: string; readonly databaseUrl: string | undefined };
}

export const adminPassword = 'correct horse battery';

export class TestApp {
  readonly app: App;
  readonly clock: TestClock;
  readonly url: string;
  readonly config: Config;
  readonly firstRun: FirstRun | null;
  /** Every line that was logged. */
  readonly logs: string[];
  readonly #drop: () => Promise<void>;
  #admin: Promise<SignedIn> | undefined;

  private constructor(parts: {
    app: App;
    clock: TestClock;
    url: string;
    config: Config;
    firstRun: FirstRun | null;
    logs: string[];
    drop: () => Promise<void>;
  }) {
    this.app = parts.app;
    this.clock = parts.clock;
    this.url = parts.url;
    this.config = parts.config;
    this.firstRun = parts.firstRun;
    this.logs = parts.logs;
    this.#drop = parts.drop;
  }

  static async start(kind: DatabaseKind, options: TestOptions = {}): Promise<TestApp> {
    const created = options.database === undefined ? await createDatabase(kind) : undefined;
    const { dataDir, databaseUrl } = options.database ?? created ?? { dataDir: '', databaseUrl: undefined };
    const config: Config = {
      ...readConfig({ KEYWRIGHT_DATA_DIR: dataDir, KEYWRIGHT_ADMIN_PASSWORD: adminPassword }),
      databaseUrl,
      argon2MemoryKib: 64,
      argon2Passes: 1,
      signInAttemptsPerMinute: 100_000,
      lockoutFailures: 1_000_000,
      ...options.config,
    };
    const catalogue = loadPlatform(options.platform ?? config.platform);
    const secrets = openSecrets(config);
    const clock = options.clock ?? new TestClock();
    const logs: string[] = [];
    const logger = pino(
      { level: options.config?.logLevel ?? 'debug', base: null },
      { write: (line: string) => void logs.push(line) },
    );
    const { random = systemRandom, withRecorders } = options;
    const seam = withRecorders === undefined ? {} : { withRecorders };
    const app = await createApp({ config, secrets, catalogue, clock, random, logger, ...seam });
    const firstRun = await runFirst(app, { config, secrets, catalogue });
    const url = await app.server.listen({ port: options.port ?? 0, host: '127.0.0.1' });
    return new TestApp({ app, clock, url, config, firstRun, logs, drop: created?.drop ?? (async () => {}) });
  }

  async close(): Promise<void> {
    await this.app.close();
    await this.#drop();
  }

  async call(method: string, path: string, options: CallOptions = {}): Promise<Reply> {
    const { authorization, headers = {}, body } = options;
    const response = await fetch(`${this.url}${path}`, {
      method,
      redirect: 'manual',
      headers: {
        ...(authorization === undefined ? {} : { authorization }),
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    });
    return readReply(response);
  }

  /** The audit events of changes, oldest first. Those of uses are written a moment after the reply. */
  changes() {
    const uses = ['credential.use', 'credential.refuse', 'credential.throttle'];
    const events = this.app.database.reader.selectFrom('auditEvents').selectAll();
    return events.where('action', 'not in', uses).orderBy('sequence');
  }

  async signIn(email: string, password: string): Promise<SignedIn> {
    const reply = await this.call('POST', '/api/v1/auth/login', { body: { email, password } });
    if (reply.status !== 200) throw new Error(`sign-in of ${email}: ${reply.text}`);
    const authorization = `Bearer ${reply.body.accessToken}`;
    const cookie = reply.headers
      .getSetCookie()
      .map((line) => line.split(';', 1)[0])
      .join('; ');
    const me = await this.call('GET', '/api/v1/users/me', { authorization });
    return { userId: me.body.id, email, password, accessToken: reply.body.accessToken, authorization, cookie };
  }

  /** The instance administrator, who is OWNER of `acme`. Signed in once. */
  admin(): Promise<SignedIn> {
    this.#admin ??= this.signIn(this.config.adminEmail, adminPassword);
    return this.#admin;
  }

  /** The project that the first run made. */
  get projectId(): string {
    return this.firstRun?.project.id ?? '';
  }

  /** A new person with `role` in an organization (by slug), invited, accepted and signed in. */
  async person(organization: string, role: string, by?: SignedIn): Promise<SignedIn> {
    const { authorization } = by ?? (await this.admin());
    const email = `p${randomBytes(5).toString('hex')}@example.com`;
    const path = `/api/v1/organizations/${organization}/members`;
    const added = await this.call('POST', path, { authorization, body: { email, role } });
    if (added.status !== 201) throw new Error(`adding a member: ${added.text}`);
    const password = 'a password of some length';
    const token = String(added.body.invitation.url).split('#')[1];
    await this.call('POST', '/api/v1/auth/accept-invitation', { body: { token, password } });
    return this.signIn(email, password);
  }

  /** A new organization with a project, opened by the administrator, who is its OWNER. */
  async tenant(slug: string): Promise<{ readonly organizationId: string; readonly projectId: string }> {
    const { authorization } = await this.admin();
    const opened = await this.call('POST', '/api/v1/organizations', { authorization, body: { slug, name: slug } });
    const projectId = await this.project(slug, 'main');
    return { organizationId: opened.body.id, projectId };
  }

  async project(organization: string, slug: string): Promise<string> {
    const { authorization } = await this.admin();
    const path = `/api/v1/organizations/${organization}/projects`;
    const created = await this.call('POST', path, { authorization, body: { slug, name: slug } });
    if (created.status !== 201) throw new Error(`creating a project: ${created.text}`);
    return created.body.id;
  }

  /** Mints an API key for a project, by the administrator unless said otherwise. */
  async apiKey(projectId: string, scopes: readonly string[], more: object = {}, by?: SignedIn): Promise<Minted> {
    const { authorization } = by ?? (await this.admin());
    return this.#mint(
      `/api/v1/projects/${projectId}/api-keys`,
      authorization,
      { name: 'key', scopes, ...more },
      'ApiKey',
    );
  }

  /** Mints a PAT for `owner`. */
  async pat(owner: SignedIn, scopes: readonly string[], more: object = {}): Promise<Minted> {
    return this.#mint('/api/v1/users/me/pats', owner.authorization, { name: 'pat', scopes, ...more }, 'Bearer');
  }

  async #mint(path: string, authorization: string, body: object, scheme: string): Promise<Minted> {
    const minted = await this.call('POST', path, { authorization, body });
    if (minted.status !== 201) throw new Error(`minting: ${minted.text}`);
    const { id, prefix, secret } = minted.body;
    return { id, prefix, secret, authorization: `${scheme} ${secret}`, reply: minted.body };
  }
}

/** A credential that was just minted. */
export interface Minted {
  readonly id: string;
  readonly prefix: string;
  readonly secret: string;
  /** The Authorization header that presents it. */
  readonly authorization: string;
  // biome-ignore lint/suspicious/noExplicitAny: as in Reply
  readonly reply: any;
}

/** One app for all tests of a suite, started before its first test and closed after its last. */
export function sharedApp(kind: DatabaseKind, options: TestOptions = {}): () => Promise<TestApp> {
  let started: Promise<TestApp> | undefined;
  after(async () => (await started)?.close());
  return () => {
    started ??= TestApp.start(kind, options);
    return started;
  };
}
