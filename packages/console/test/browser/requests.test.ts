import assert from 'node:assert/strict';
import { it } from 'node:test';
import { gzipSync } from 'node:zlib';
import type { Page } from 'playwright-core';
import { inBrowser, sharedConsole, type Visitor } from './browser.ts';

const notices = '/api/v1/users/me/notices?limit=50';
const mostScriptBytes = 300_000;

/** Every page, as an administrator of the instance sees it. */
async function everyPage(visitor: Visitor): Promise<string[]> {
  const { app } = visitor;
  const owner = await app.admin();
  const token = await app.pat(owner, ['keys.read'], { name: 'seen' });
  const key = await app.apiKey(app.projectId, ['keys.read']);
  const { authorization } = owner;
  const policies = `/api/v1/projects/${app.projectId}/rate-limit-policies`;
  const policyBody = { name: 'strict', rules: [{ per_minute: 60 }] };
  const policy = await app.call('POST', policies, { authorization, body: policyBody });
  const body = { url: 'http://127.0.0.1:9/hooks' };
  const webhook = await app.call('POST', '/api/v1/admin/webhooks', { authorization, body });
  const project = `/projects/${app.projectId}`;
  return [
    ...['/tokens', '/tokens/new', '/account', '/notices'],
    ...['', '?tab=access', '?tab=activity'].map((tab) => `/tokens/${token.id}${tab}`),
    ...['', '?tab=members', '?tab=audit'].map((tab) => `/organizations/acme${tab}`),
    ...['', '/api-keys/new', `/api-keys/${key.id}`, '/rate-limits', '/rate-limits/new'].map((at) => `${project}${at}`),
    ...[`/rate-limits/${policy.body.id}`, '/throttles', '/audit-log', '/settings'].map((at) => `${project}${at}`),
    ...['', '/credentials', `/credentials/${token.id}`, '/users', '/blocked-addresses'].map((at) => `/admin${at}`),
    ...['/webhooks', `/webhooks/${webhook.body.id}`, '/audit-log'].map((at) => `/admin${at}`),
  ];
}

/** What a page asks the service for from now on. */
function watchApi(page: Page): string[] {
  const asked: string[] = [];
  page.on('request', (request) => {
    const { pathname, search } = new URL(request.url());
    if (pathname.startsWith('/api/')) asked.push(`${pathname}${search}`);
  });
  return asked;
}

const twice = (asked: readonly string[]): string[] => asked.filter((each, index) => asked.indexOf(each) !== index);

inBrowser('what pages ask the service for', () => {
  const console = sharedConsole();

  it('is asked for once, on every page; one left open asks for notices alone, each minute', async () => {
    const visitor = await console.admin();
    const paths = await everyPage(visitor);
    const page = await visitor.context.newPage();
    await page.clock.install();
    const asked = watchApi(page);
    for (const path of paths) {
      asked.length = 0;
      await page.goto(`${visitor.app.url}${path}`);
      await page.getByRole('heading', { level: 1 }).waitFor();
      await page.waitForLoadState('networkidle');
      const polled = page.waitForResponse(`${visitor.app.url}${notices}`);
      await page.clock.runFor('03:00');
      await polled;
      const polls = asked.filter((each) => each === notices).length;
      assert.ok(polls >= 2 && polls <= 5, `${path} asked for notices ${polls} times in 3 minutes`);
      assert.deepEqual(twice(asked.filter((each) => each !== notices)), [], path);
    }
  });

  it('is not asked for again by going from page to page and back at once', async () => {
    const visitor = await console.member();
    const page = await visitor.open('/tokens');
    await page.getByText('You have no tokens yet').waitFor();
    await page.waitForLoadState('networkidle');
    const asked = watchApi(page);
    await page.getByRole('link', { name: 'New token' }).first().click();
    await page.getByRole('heading', { name: 'New token' }).waitFor();
    await page.goBack();
    await page.getByText('You have no tokens yet').waitFor();
    await page.waitForLoadState('networkidle');
    assert.deepEqual(twice(asked), []);
    assert.ok(!asked.some((path) => /users\/me$|organizations/.test(path)), asked.join());
  });

  it('begins with less than 300 kB of script, gzipped, at the sign-in and at one’s tokens', async (test) => {
    for (const [path, visitor, heading] of [
      ['/sign-in', await console.visitor(), 'Sign in to Keywright'],
      ['/tokens', await console.member(), 'My tokens'],
    ] as const) {
      const page = await visitor.context.newPage();
      const scripts: Promise<Buffer>[] = [];
      page.on('response', (response) => {
        if (response.request().resourceType() === 'script') scripts.push(response.body());
      });
      await page.goto(`${visitor.app.url}${path}`);
      await page.getByRole('heading', { name: heading }).waitFor();
      await page.waitForLoadState('networkidle');
      const sizes = (await Promise.all(scripts)).map((script) => gzipSync(script, { level: 9 }).length);
      const bytes = sizes.reduce((sum, size) => sum + size, 0);
      test.diagnostic(`${path}: ${Math.round(bytes / 1000)} kB of script in ${sizes.length} files`);
      assert.ok(sizes.length > 0 && bytes < mostScriptBytes, `${path}: ${bytes} bytes`);
    }
  });
});
