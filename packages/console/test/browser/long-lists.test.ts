import assert from 'node:assert/strict';
import { it, type TestContext } from 'node:test';
import type { Page } from 'playwright-core';
import { inBrowser, sharedConsole } from './browser.ts';
import { fillCredentials } from './fill-credentials.ts';

const count = 10_000;
const pageSize = 200;
/** What fits the window, with what is kept ready above and below. */
const mostRows = 60;

const refusal = JSON.stringify({ error: { code: 'VALIDATION_FAILED', message: 'Not now.', details: { fields: [] } } });

/** Notes for how long the page did not answer: tasks of more than 50 ms. */
const watchLongTasks = `(() => {
  globalThis.longTasks = [];
  new PerformanceObserver((list) => {
    for (const { duration } of list.getEntries()) globalThis.longTasks.push(Math.round(duration));
  }).observe({ type: 'longtask' });
})()`;

async function tellLongTasks(test: TestContext, page: Page, while_: string): Promise<void> {
  const tasks: number[] = await page.evaluate('globalThis.longTasks.splice(0)');
  test.diagnostic(`${while_}: ${tasks.length} tasks over 50 ms, the longest ${Math.max(0, ...tasks)} ms`);
}

/** The requests for pages of a listing. */
function watchListing(page: Page, path: string): string[] {
  const asked: string[] = [];
  page.on('request', (request) => {
    const url = new URL(request.url());
    if (url.pathname === path) asked.push(url.search);
  });
  return asked;
}

inBrowser('a listing of 10,000', () => {
  const console = sharedConsole();

  it('tokens is read to its end by keyboard and filtered: few rows stand in the page, and each page is asked for once', async (test) => {
    const visitor = await console.member();
    await fillCredentials(visitor.app, { userId: visitor.person.userId }, count);
    const page = await visitor.open('/account');
    const asked = watchListing(page, '/api/v1/users/me/pats');
    await page.goto(`${visitor.app.url}/tokens`);
    const rows = page.locator('tbody tr');
    await page.getByRole('link', { name: 'filled 9999', exact: true }).focus();
    await page.evaluate(watchLongTasks);
    // End leads to the last row that is known, which asks for the next ones.
    let most = 0;
    for (let known = pageSize; known <= count; known += pageSize) {
      await page.keyboard.press('End');
      await page.locator('a:focus', { hasText: new RegExp(`^filled ${count - known}$`) }).waitFor();
      most = Math.max(most, await rows.count());
      const next = known === count ? `[aria-rowcount="${count + 1}"]` : `[data-index="${known}"]`;
      await page.locator(next).waitFor({ state: 'attached' });
    }
    assert.ok(most > 0 && most <= mostRows, `${most} rows in the page`);
    assert.equal(asked.length, count / pageSize);
    assert.equal(new Set(asked).size, asked.length);
    await tellLongTasks(test, page, 'reading to the end');

    await page.keyboard.press('Home');
    await page.locator('a:focus', { hasText: /^filled 9999$/ }).waitFor();
    await tellLongTasks(test, page, 'back to the first');
    await page.getByRole('searchbox').fill('filled 77');
    await page.getByRole('link', { name: 'filled 9999', exact: true }).waitFor({ state: 'detached' });
    await page.getByRole('link', { name: 'filled 7799', exact: true }).waitFor();
    assert.equal(asked.filter((search) => search.includes('search=')).length, 1, asked.slice(-3).join());
    await page.getByRole('searchbox').fill('filled 7712');
    await page.getByRole('table', { name: 'My tokens' }).and(page.locator('[aria-rowcount="2"]')).waitFor();
    await tellLongTasks(test, page, 'filtering');
  });

  it('API keys is read to its end by scrolling alone', async (test) => {
    const visitor = await console.admin();
    const { projectId, organizationId } = await visitor.app.tenant('many');
    await fillCredentials(visitor.app, { projectId, organizationId }, count);
    const page = await visitor.open('/account');
    const asked = watchListing(page, `/api/v1/projects/${projectId}/api-keys`);
    await page.goto(`${visitor.app.url}/projects/${projectId}`);
    await page.getByRole('link', { name: 'filled 9999', exact: true }).waitFor();
    await page.evaluate(watchLongTasks);
    const rows = page.locator('tbody tr');
    let most = 0;
    for (let known = pageSize; known < count; known += pageSize) {
      await page.evaluate('scrollTo(0, document.documentElement.scrollHeight)');
      await page.locator(`[data-index="${known}"]`).waitFor({ state: 'attached' });
      most = Math.max(most, await rows.count());
    }
    await page.evaluate('scrollTo(0, document.documentElement.scrollHeight)');
    await page.getByRole('link', { name: 'filled 0', exact: true }).waitFor();
    assert.ok(most > 0 && most <= mostRows, `${most} rows in the page`);
    assert.equal(asked.length, count / pageSize);
    assert.equal(new Set(asked).size, asked.length);
    await tellLongTasks(test, page, 'scrolling to the end');
  });

  it('whose next page cannot be read says so and keeps what it has; it asks again only when told to', async () => {
    const visitor = await console.admin();
    const owner = await visitor.app.person('acme', 'MEMBER');
    await fillCredentials(visitor.app, { userId: owner.userId }, 3 * pageSize);
    const page = await visitor.open('/account');
    const asked = watchListing(page, '/api/v1/admin/credentials');
    let refuses = true;
    await page.route(/admin\/credentials\?.*cursor=/, (route) =>
      refuses
        ? route.fulfill({ status: 400, contentType: 'application/problem+json', body: refusal })
        : route.continue(),
    );
    await page.goto(`${visitor.app.url}/admin/credentials?userId=${owner.userId}`);
    await page.getByRole('link', { name: 'filled 599', exact: true }).focus();
    await page.keyboard.press('End');
    await page.getByRole('alert').getByText('Not now.').waitFor();
    await page.getByRole('link', { name: 'filled 400', exact: true }).waitFor();
    await page.waitForLoadState('networkidle');
    assert.equal(asked.length, 2, asked.join());
    refuses = false;
    await page.getByRole('button', { name: 'Try again' }).click();
    await page.getByRole('alert').waitFor({ state: 'detached' });
    assert.equal(asked.length, 3);
  });
});
