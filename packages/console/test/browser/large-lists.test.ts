import assert from 'node:assert/strict';
import { DatabaseSync } from 'node:sqlite';
import { it } from 'node:test';
import { gzipSync } from 'node:zlib';
import type { Page, Response } from 'playwright-core';
import { inBrowser, sharedConsole, type Visitor } from './browser.ts';

const many = 10_000;
const mostKilobytes = 300;
/** How many rows may be in the page at once, whatever the list has: those in sight and a few around them. */
const mostRows = 60;

/** Puts PATs that nobody can use into the database of a running service. */
function fillPats({ app }: Visitor, userId: string): void {
  const connection = new DatabaseSync(`${app.config.dataDir}/keywright.db`);
  connection
    .prepare(`
      with recursive numbers (n) as (select 0 union all select n + 1 from numbers where n + 1 < ?)
      insert into credentials (
        id, kind, format, prefix, secret_hash, user_id, name, scopes, version, secret_version, created_by, created_at, updated_at
      )
      select printf('00000000%018d', n), 'pat', 'split', printf('%08x', (n * 2654435761) & 4294967295), 'none', ?,
        'filled ' || n, '["keys.read"]', 1, 1, ?, 1700000000000, 1700000000000
      from numbers`)
    .run(many, userId, userId);
  connection.close();
}

const rowsIn = (page: Page): Promise<number> => page.locator('[data-index]').count();

inBrowser('ten thousand tokens', () => {
  const console = sharedConsole();

  it('are scrolled to the end and filtered with a few rows in the page, each page of the list asked for once', async (t) => {
    const visitor = await console.member();
    fillPats(visitor, visitor.person.userId);
    const page = await visitor.open('/tokens');
    const asked: string[] = [];
    page.on('request', (request) => {
      if (request.url().includes('/users/me/pats?')) asked.push(request.url());
    });
    await page.evaluate(`{
      window.longTasks = [];
      new PerformanceObserver((list) => window.longTasks.push(...list.getEntries().map(({ duration }) => duration)))
        .observe({ type: 'longtask' });
    }`);
    await page.getByRole('link', { name: `filled ${many - 1}` }).waitFor();
    let most = 0;
    const last = page.locator(`[data-index="${many - 1}"]`);
    for (let screens = 0; screens < 2 * many && (await last.count()) === 0; screens += 1) {
      await page.evaluate('window.scrollTo(0, document.documentElement.scrollHeight)');
      if (screens % 20 === 0) most = Math.max(most, await rowsIn(page));
    }
    await page.getByRole('link', { name: 'filled 0', exact: true }).waitFor();
    assert.ok(most > 0 && most <= mostRows, `${most} rows were in the page at once`);
    assert.ok(asked.length >= many / 200, `${asked.length} pages make no ${many} tokens`);
    assert.equal(new Set(asked).size, asked.length);
    await page.evaluate('window.scrollTo(0, 0)');
    await page.getByRole('searchbox').fill('filled 4242');
    await page.getByRole('link', { name: 'filled 4242', exact: true }).waitFor();
    await page.waitForFunction('document.querySelectorAll("[data-index]").length === 1');
    const longTasks = await page.evaluate(
      'window.longTasks.map(Math.round).sort((a, b) => b - a).slice(0, 5).join(", ")',
    );
    t.diagnostic(`the longest tasks, in ms: ${longTasks === '' ? 'none over 50' : longTasks}`);
  });

  it(`the scripts of the first page are below ${mostKilobytes} kB, compressed`, async (t) => {
    const visitor = await console.member();
    const page = await visitor.context.newPage();
    const scripts: Promise<Buffer>[] = [];
    page.on('response', (response: Response) => {
      if (response.request().resourceType() === 'script') scripts.push(response.body());
    });
    await page.goto(`${visitor.app.url}/tokens`);
    await page.getByRole('heading', { name: 'My tokens' }).waitFor();
    await page.waitForLoadState('networkidle');
    const kilobytes = (await Promise.all(scripts)).reduce((sum, body) => sum + gzipSync(body).length, 0) / 1000;
    t.diagnostic(`${scripts.length} scripts, ${kilobytes.toFixed(0)} kB`);
    assert.ok(scripts.length > 0 && kilobytes < mostKilobytes, `${kilobytes.toFixed(0)} kB`);
  });

  it('a page asks for each thing once, and for nothing more while it is left open', async () => {
    const visitor = await console.admin();
    const paths = [
      '/tokens',
      '/tokens/new',
      '/notices',
      '/account',
      '/organizations/acme',
      '/admin',
      '/admin/credentials',
    ];
    for (const path of [...paths, `/projects/${visitor.app.projectId}`, '/admin/users', '/admin/audit-log']) {
      const page = await visitor.context.newPage();
      const asked: string[] = [];
      page.on('request', (request) => {
        if (request.url().includes('/api/')) asked.push(`${request.method()} ${request.url()}`);
      });
      await page.goto(`${visitor.app.url}${path}`);
      await page.waitForLoadState('networkidle');
      await page.waitForTimeout(2_000);
      assert.ok(asked.length > 0, `${path} asked for nothing`);
      assert.deepEqual(asked, [...new Set(asked)], path);
      await page.close();
    }
  });
});
