import assert from 'node:assert/strict';
import { it } from 'node:test';
import type { Page } from 'playwright-core';
import { assertAccessible, assertFits, inBrowser, phone, sharedConsole, type Visitor } from './browser.ts';

const dayMs = 86_400_000;

/** The day after so many, where the browser is, as a date field has it. */
function dayIn(visitor: Visitor, days: number): string {
  const date = new Date(visitor.app.clock.now() + days * dayMs);
  const parts = [date.getFullYear(), date.getMonth() + 1, date.getDate()];
  return parts.map((part) => String(part).padStart(2, '0')).join('-');
}

/** What the field of the expiry offers, in its order. */
async function choices(page: Page): Promise<string[]> {
  await page.getByRole('combobox', { name: 'Expires' }).click();
  await page.getByRole('option').first().waitFor();
  const offered = await page.getByRole('option').allInnerTexts();
  await page.keyboard.press('Escape');
  return offered;
}

async function choose(page: Page, field: string, option: string): Promise<void> {
  await page.getByRole('combobox', { name: field }).click();
  await page.getByRole('option', { name: option }).click();
}

/** Makes what the form says, and answers the token’s listing as the service has it. */
async function make(visitor: Visitor & { readonly person: { readonly authorization: string } }, page: Page) {
  await page.getByRole('button', { name: 'Make token' }).click();
  await page.getByText('it is shown this once').waitFor();
  const { authorization } = visitor.person;
  const { body } = await visitor.app.call('GET', '/api/v1/users/me/pats', { authorization });
  return body.data[0];
}

inBrowser('a new token of a platform with scopes', () => {
  const console = sharedConsole();

  it('is held to scopes, projects and networks, and may never end where the platform allows that', async () => {
    const visitor = await console.member();
    const page = await visitor.open('/tokens/new');
    await page.getByLabel('Name', { exact: true }).fill('narrow');
    assert.deepEqual(await choices(page), [
      ...['7 days', '30 days', '60 days', '90 days', '365 days'],
      ...['Until a date…', 'Never'],
    ]);
    await choose(page, 'Expires', 'Never');
    await page.getByText('It works until it is revoked.').waitFor();
    const scopes = page.getByRole('group', { name: 'Scopes' });
    await scopes.getByRole('checkbox', { name: /^translations\.write:/ }).check();
    await page.getByRole('button', { name: 'Narrow it further' }).click();
    const networks = page.getByRole('combobox', { name: 'Allowed networks' });
    await networks.fill('203.0.113.0/24');
    await page.keyboard.press('Enter');
    await networks.fill('2001:db8::/32');
    await page.keyboard.press('Enter');
    await choose(page, 'Projects', 'demo');
    await page.keyboard.press('Escape');
    const made = await make(visitor, page);
    assert.deepEqual(
      [made.name, made.scopes, made.expiresAt, made.projectIds],
      ['narrow', ['translations.write'], null, [visitor.app.projectId]],
    );
    assert.deepEqual([...made.allowedNetworks].sort(), ['2001:db8::/32', '203.0.113.0/24']);
  });

  it('ends with the last second of a chosen day, and no day is offered before today', async () => {
    const visitor = await console.member();
    const page = await visitor.open('/tokens/new');
    await page.getByLabel('Name', { exact: true }).fill('until a day');
    await page.getByRole('button', { name: 'All that read' }).click();
    await choose(page, 'Expires', 'Until a date…');
    await page.getByRole('button', { name: 'Make token' }).click();
    await page.getByText('Choose a day.').waitFor();
    const day = page.getByLabel('Last day');
    assert.equal(await day.getAttribute('min'), dayIn(visitor, 0));
    await day.fill(dayIn(visitor, 10));
    const made = await make(visitor, page);
    assert.equal(Date.parse(made.expiresAt), new Date(`${dayIn(visitor, 10)}T23:59:59`).getTime());
    assert.ok(made.scopes.length > 1 && made.scopes.every((scope: string) => scope.endsWith('.read')));
  });
});

inBrowser('a new token of a platform whose tokens must end', () => {
  const console = sharedConsole({ platform: 'pontoon', role: 'Contributor' });

  it('never lasts for ever, nor longer than the maximum, at the field that says so', async () => {
    const visitor = await console.member();
    const page = await visitor.open('/tokens/new');
    await page.getByLabel('Name', { exact: true }).fill('bounded');
    assert.deepEqual(await choices(page), [
      ...['30 days', '60 days', '90 days', '180 days', '365 days'],
      'Until a date…',
    ]);
    await choose(page, 'Expires', 'Until a date…');
    const day = page.getByLabel('Last day');
    await page.getByText('At most 365 days from now.').waitFor();
    assert.equal(await day.getAttribute('max'), dayIn(visitor, 364));
    await day.fill(dayIn(visitor, 500));
    await page.getByRole('button', { name: 'Make token' }).click();
    await page.locator('[type=date][aria-invalid=true]').waitFor();
    await day.fill(dayIn(visitor, 364));
    const made = await make(visitor, page);
    assert.equal(Date.parse(made.expiresAt), new Date(`${dayIn(visitor, 364)}T23:59:59`).getTime());
    assert.equal(made.level, 'full');
  });

  it('is refused as the eleventh in words that help, and what was typed is kept', async () => {
    const visitor = await console.member();
    const expiresAt = new Date(visitor.app.clock.now() + 5 * dayMs).toISOString();
    for (let made = 0; made < 10; made += 1) {
      await visitor.app.call('POST', '/api/v1/users/me/pats', {
        authorization: visitor.person.authorization,
        body: { name: `token ${made}`, expiresAt },
      });
    }
    const page = await visitor.open('/tokens/new');
    await page.getByText('10 of 10 in use').waitFor();
    await page.getByLabel('Name', { exact: true }).fill('the eleventh');
    await page.getByRole('button', { name: 'Make token' }).click();
    const refused = page.getByRole('alert');
    await refused.getByText(/^10 live ones are the most/).waitFor();
    assert.match(await refused.innerText(), /revoke|delete/i);
    assert.equal(await page.getByLabel('Name', { exact: true }).inputValue(), 'the eleventh');
  });
});

inBrowser('a new token of a platform with levels', () => {
  const console = sharedConsole({ platform: 'part-db', role: 'editor' });

  it('has one of the levels, each told in words, the least unless another is chosen, and the list shows it', async () => {
    const visitor = await console.member();
    const page = await visitor.open('/tokens/new');
    await page.getByLabel('Name', { exact: true }).fill('stocktaking');
    const levels = page.getByRole('radiogroup', { name: 'Level' });
    assert.deepEqual(await levels.getByRole('radio').evaluateAll((all) => all.map((each) => Object(each).value)), [
      'read-only',
      'edit',
      'admin',
      'full',
    ]);
    assert.ok(await levels.getByRole('radio', { name: 'read-only' }).isChecked());
    await levels.getByText('Also creates, changes and deletes what is not sensitive').waitFor();
    assert.equal(await page.getByRole('checkbox').count(), 0);
    assert.match(await page.getByRole('combobox', { name: 'Expires' }).inputValue(), /^365 days$/);
    await assertAccessible(page);
    await levels.getByRole('radio', { name: 'edit' }).check();
    await choose(page, 'Expires', '30 days');
    const made = await make(visitor, page);
    assert.equal(made.level, 'edit');
    await page.getByRole('button', { name: 'Done' }).click();
    await page.getByRole('button', { name: 'Leave it behind' }).click();
    await page.getByRole('row', { name: /stocktaking.*Level edit/ }).waitFor();
  });

  it('is made on a phone without scrolling sideways, light or dark', async () => {
    const visitor = await console.member({ ...phone, colorScheme: 'dark' });
    const page = await visitor.open('/tokens/new');
    await page.getByRole('radio', { name: 'full' }).waitFor();
    await assertAccessible(page);
    await assertFits(page);
  });
});
