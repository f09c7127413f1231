/**
 * A real browser on a real service, as people have them. What a page says on its console, and what its policy refuses, fails
 * the test: a page that works only without its Content-Security-Policy does not work.
 */
import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { after, describe } from 'node:test';
import { type Browser, type BrowserContext, type BrowserContextOptions, chromium, type Page } from 'playwright-core';
import { freePort } from '../../../server/test/free-port.ts';
import { adminPassword, type SignedIn, TestApp, type TestOptions } from '../../../server/test/harness.ts';

const candidates = [
  process.env.KEYWRIGHT_CHROMIUM,
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
];
const executablePath = candidates.find((path) => path !== undefined && existsSync(path));
const missing = 'no Chromium on this machine: apt-get install chromium, or name one in KEYWRIGHT_CHROMIUM';

const flags = [
  ...['--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking'],
  ...['--disable-component-update', '--disable-sync', '--force-color-profile=srgb'],
];

export const desktop: BrowserContextOptions = { viewport: { width: 1280, height: 860 } };
export const phone: BrowserContextOptions = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true };

/** A suite that needs a browser. Without one it is skipped, which CI refuses. */
export function inBrowser(name: string, suite: () => void): void {
  describe(name, { concurrency: false, skip: executablePath === undefined ? missing : false }, suite);
}

export const openBrowser = (): Promise<Browser> =>
  chromium.launch({ ...(executablePath === undefined ? {} : { executablePath }), args: flags, chromiumSandbox: false });

/** What a console says where a request was refused is the browser’s own line, and expected. */
const isFault = (text: string): boolean => !text.startsWith('Failed to load resource');

/** One person at one browser: their own cookies, their own tabs. */
export class Visitor {
  readonly context: BrowserContext;
  readonly app: TestApp;
  /** What went wrong in any of their tabs. */
  readonly faults: string[] = [];

  constructor(context: BrowserContext, app: TestApp) {
    this.context = context;
    this.app = app;
    context.on('console', (message) => {
      if (message.type() === 'error' && isFault(message.text())) this.faults.push(message.text());
    });
    context.on('weberror', (error) => void this.faults.push(String(error.error())));
  }

  /** A new tab at an address of the console. */
  async open(path: string): Promise<Page> {
    const page = await this.context.newPage();
    page.setDefaultTimeout(30_000);
    await page.goto(`${this.app.url}${path}`);
    return page;
  }

  /** Signs in without the page, where signing in is not what is tested. */
  async signIn(person: Pick<SignedIn, 'email' | 'password'>): Promise<void> {
    const reply = await this.context.request.post(`${this.app.url}/api/v1/auth/login`, {
      data: { email: person.email, password: person.password },
    });
    assert.equal(reply.status(), 200);
  }
}

export interface Console {
  app(): Promise<TestApp>;
  /** Somebody who has not signed in. */
  visitor(options?: BrowserContextOptions): Promise<Visitor>;
  /** A new member of `acme`, signed in: what they have is their own. */
  member(options?: BrowserContextOptions): Promise<Visitor & { readonly person: SignedIn }>;
  admin(options?: BrowserContextOptions): Promise<Visitor>;
}

/** One service and one browser for all tests of a suite. */
export function sharedConsole(options: TestOptions & { readonly role?: string } = {}): Console {
  // The public URL is the one that browsers are at: sign-out is taken from its pages alone.
  let started: Promise<TestApp> | undefined;
  const start = async () => {
    const port = await freePort();
    const config = { ...options.config, publicUrl: `http://127.0.0.1:${port}` };
    return TestApp.start('sqlite', { ...options, port, config });
  };
  const app = () => {
    started ??= start();
    return started;
  };
  let launched: Promise<Browser> | undefined;
  const visitors: Visitor[] = [];
  after(async () => {
    await (await launched)?.close();
    await (await started)?.close();
    assert.deepEqual(
      visitors.flatMap(({ faults }) => faults),
      [],
      'a page logged an error or broke its policy',
    );
  });
  const visitor = async (context: BrowserContextOptions = {}) => {
    launched ??= openBrowser();
    const browser = await launched;
    const made = new Visitor(await browser.newContext({ ...desktop, ...context }), await app());
    visitors.push(made);
    return made;
  };
  return {
    app,
    visitor,
    async member(context) {
      const made = await visitor(context);
      const person = await made.app.person('acme', options.role ?? 'MEMBER');
      await made.signIn(person);
      return Object.assign(made, { person });
    },
    async admin(context) {
      const made = await visitor(context);
      await made.signIn({ email: made.app.config.adminEmail, password: adminPassword });
      return made;
    },
  };
}

const axeFile = createRequire(import.meta.url).resolve('axe-core/axe.min.js');

/** Resolves once nothing moves or fades any more, but for what goes round for ever: what fades in is fainter than it will be. */
const settled = `(async () => {
  const frame = () => new Promise((resolve) => requestAnimationFrame(resolve));
  const moving = () => document.getAnimations().filter((each) => each.effect.getComputedTiming().endTime !== Infinity);
  await frame();
  await frame();
  while (moving().length > 0) await Promise.allSettled(moving().map((each) => each.finished)).then(frame);
})()`;

interface AxeResult {
  readonly violations: readonly {
    readonly id: string;
    readonly help: string;
    readonly nodes: readonly { readonly html: string; readonly failureSummary?: string }[];
  }[];
}

/**
 * Asserts that axe finds nothing on a page: WCAG 2.2 A and AA, and its best practices. The policy allows the page no script of
 * ours, so axe is evaluated by the browser’s debugger. `except` names rules that do not fit what is open.
 */
export async function assertAccessible(page: Page, except: readonly string[] = []): Promise<void> {
  const { readFile } = await import('node:fs/promises');
  await page.evaluate(await readFile(axeFile, 'utf8'));
  await page.evaluate(settled);
  const result: AxeResult = await page.evaluate('axe.run(document, { resultTypes: ["violations"] })');
  const violations = result.violations.filter(({ id }) => !except.includes(id));
  const found = violations.map(
    ({ id, help, nodes }) =>
      `${id}: ${help}\n${nodes.map(({ html, failureSummary }) => `  ${html}\n  ${failureSummary}`).join('\n')}`,
  );
  assert.deepEqual(found, [], `axe at ${page.url()}`);
}

/** Asserts that a page is no wider than its window. */
export async function assertFits(page: Page): Promise<void> {
  const over: number = await page.evaluate(
    'document.documentElement.scrollWidth - document.documentElement.clientWidth',
  );
  assert.ok(over <= 0, `${page.url()} is ${over} pixels too wide`);
}
