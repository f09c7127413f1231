import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Page } from 'playwright-core';
import { assertAccessible, assertFits, inBrowser, phone, sharedConsole, type Visitor } from './browser.ts';

/** Uses of a token on each of the last days, as if they had been counted. */
async function countUses(visitor: Visitor, credentialId: string, days: number): Promise<void> {
  const today = Math.floor(visitor.app.clock.now() / 86_400_000);
  const rows = Array.from({ length: days }, (_, ago) => [
    { credentialId, minute: (today - ago) * 1440, outcome: 'allowed', count: 9 },
    { credentialId, minute: (today - ago) * 1440, outcome: 'throttled', count: 1 },
  ]);
  await visitor.app.app.database.transaction(async (trx) => {
    await trx.insertInto('usageCounts').values(rows.flat()).execute();
  });
}

const shareOf = (page: Page, outcome: string) =>
  page.locator('dl > div', { has: page.getByText(outcome, { exact: true }) }).innerText();

inBrowser('a token’s page', () => {
  const console = sharedConsole();

  it('charts its uses by outcome, in words and numbers too, over the days that the address says', async () => {
    const visitor = await console.member();
    const { id } = await visitor.app.pat(visitor.person, ['keys.read'], { name: 'busy' });
    await countUses(visitor, id, 20);
    const page = await visitor.open(`/tokens/${id}?days=90`);
    await page.getByText('A chart of 200 uses in the last 90 days').waitFor({ state: 'attached' });
    await page.locator('.recharts-bar-rectangle').first().waitFor({ state: 'attached' });
    assert.match(await shareOf(page, 'Allowed'), /180\s+90%/);
    assert.match(await shareOf(page, 'Throttled'), /20\s+10%/);
    await page.locator('label', { hasText: '7 days' }).click();
    await page.getByText('in the last 7 days').waitFor({ state: 'attached' });
    assert.match(page.url(), /\?days=7$/);
    await page.getByRole('button', { name: 'Show the numbers' }).click();
    const rows = page.getByRole('region', { name: 'Usage in numbers' }).getByRole('row');
    assert.match(await rows.nth(1).innerText(), /9\s+0\s+1\s+0\s+0/);
  });

  it('says that it was not used, and from where it was', async () => {
    const visitor = await console.member();
    const { id, authorization } = await visitor.app.pat(visitor.person, ['keys.read'], { name: 'quiet' });
    const page = await visitor.open(`/tokens/${id}`);
    await page.getByText('It was not used in the last 30 days.').waitFor();
    await page.getByText('It has not been used yet.').waitFor();
    await visitor.app.call('GET', '/api/v1/tokens/current', { authorization });
    const { authorization: own } = visitor.person;
    const path = `/api/v1/users/me/pats/${id}`;
    for (let attempt = 0; attempt < 100; attempt += 1) {
      const { body } = await visitor.app.call('GET', path, { authorization: own });
      if (body.lastAddresses.length > 0) break;
      await page.waitForTimeout(200);
    }
    await page.reload();
    await page.getByText('127.0.0.1').first().waitFor();
  });

  it('shows what it may do in each organization, and why a granted scope is missing in one', async () => {
    const visitor = await console.visitor();
    await visitor.app.tenant('second');
    const person = await visitor.app.person('acme', 'ADMIN');
    const body = { email: person.email, role: 'MEMBER' };
    const { authorization } = await visitor.app.admin();
    await visitor.app.call('POST', '/api/v1/organizations/second/members', { authorization, body });
    await visitor.signIn(person);
    const { id } = await visitor.app.pat(person, ['api-keys.write'], { name: 'both' });
    const page = await visitor.open(`/tokens/${id}?tab=access`);
    const of = (name: string) => page.locator('section', { has: page.getByRole('heading', { name }) });
    await of('second').getByText('Your role here, MEMBER, does not hold it.').waitFor();
    assert.match(await of('second').innerText(), /It would take the role ADMIN or OWNER/);
    assert.equal(await of('Acme').getByText('does not hold it').count(), 0);
    assert.ok((await of('Acme').innerText()).includes('api-keys.write'));
  });

  it('lists what happened with it alone', async () => {
    const visitor = await console.member();
    const { id } = await visitor.app.pat(visitor.person, ['keys.read'], { name: 'followed' });
    await visitor.app.pat(visitor.person, ['keys.read'], { name: 'other' });
    const page = await visitor.open(`/tokens/${id}?tab=activity`);
    await page.getByRole('button', { name: 'Made a token' }).waitFor();
    assert.equal(await page.getByRole('button', { name: 'Made a token' }).count(), 1);
    await page.getByRole('button', { name: 'Made a token' }).click();
    const dialog = page.getByRole('dialog', { name: 'Made a token' });
    await dialog.getByText('pat.mint').waitFor();
    assert.ok((await dialog.innerText()).includes(id));
  });

  it('of another person is not there', async () => {
    const visitor = await console.member();
    const other = await visitor.app.person('acme', 'MEMBER');
    const { id } = await visitor.app.pat(other, ['keys.read']);
    const page = await visitor.open(`/tokens/${id}`);
    await page.getByText('There is nothing here that you can see').waitFor();
  });

  it('is rotated and revoked from its page, which then says so; by keyboard alone', async () => {
    const visitor = await console.member();
    const { id, authorization } = await visitor.app.pat(visitor.person, ['keys.read'], { name: 'ending' });
    const page = await visitor.open(`/tokens/${id}`);
    await page.getByRole('button', { name: 'Actions for ending' }).focus();
    await page.keyboard.press('Enter');
    await page.getByRole('menuitem', { name: 'Revoke' }).focus();
    await page.keyboard.press('Enter');
    await page.getByRole('dialog', { name: 'Revoke “ending”?' }).waitFor();
    // The focus is on what does nothing; what does it is one further.
    await page.locator('button:focus', { hasText: 'Cancel' }).waitFor();
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await page.getByText('Revoked', { exact: true }).first().waitFor();
    assert.equal(await page.getByRole('button', { name: 'Rotate' }).count(), 0);
    assert.equal((await visitor.app.call('GET', '/api/v1/tokens/current', { authorization })).status, 401);
    await page.getByRole('tab', { name: 'Overview' }).focus();
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('ArrowRight');
    await page.getByRole('button', { name: 'Revoked a token' }).waitFor();
    assert.match(page.url(), /tab=activity/);
  });

  it('of an API key has the same, from its project’s log', async () => {
    const visitor = await console.admin();
    const { id } = await visitor.app.apiKey(visitor.app.projectId, ['keys.read'], { name: 'deploy key' });
    const page = await visitor.open(`/projects/${visitor.app.projectId}/api-keys/${id}?tab=activity`);
    await page.getByRole('heading', { name: 'deploy key' }).waitFor();
    await page.getByRole('button', { name: 'Made an API key' }).waitFor();
    assert.equal(await page.getByRole('tab', { name: 'Access' }).count(), 0);
  });

  describe('for everyone', () => {
    for (const colorScheme of ['light', 'dark'] as const) {
      it(`axe finds nothing on any of its tabs, ${colorScheme}`, async () => {
        const visitor = await console.member({ colorScheme });
        const { id } = await visitor.app.pat(visitor.person, ['keys.read'], { name: 'checked' });
        await countUses(visitor, id, 30);
        const page = await visitor.open(`/tokens/${id}`);
        await page.getByRole('button', { name: 'Show the numbers' }).click();
        await page.locator('.recharts-bar-rectangle').first().waitFor({ state: 'attached' });
        await assertAccessible(page);
        await page.getByRole('tab', { name: 'Access' }).click();
        await page.getByRole('heading', { name: 'Acme' }).waitFor();
        await assertAccessible(page);
        await page.getByRole('tab', { name: 'Activity' }).click();
        await page.getByRole('button', { name: 'Made a token' }).click();
        await page.getByRole('dialog').waitFor();
        await assertAccessible(page);
      });
    }

    it('a phone shows each tab without scrolling sideways', async () => {
      const visitor = await console.member(phone);
      const { id } = await visitor.app.pat(visitor.person, ['keys.read'], { name: 'on a phone' });
      await countUses(visitor, id, 30);
      for (const tab of ['', '?tab=access', '?tab=activity']) {
        const page = await visitor.open(`/tokens/${id}${tab}`);
        await page.getByRole('tab', { name: 'Overview' }).waitFor();
        await page.waitForLoadState('networkidle');
        await assertFits(page);
        await page.close();
      }
    });
  });
});
