/** What somebody does who has no mouse. */
import assert from 'node:assert/strict';
import type { Locator, Page } from 'playwright-core';

/** More presses than any page has things to stop at. */
const mostPresses = 120;

/** What has the focus is called, evaluated in the page. */
const nameOfFocused = `(() => {
  const { activeElement: at } = document;
  return at.getAttribute('aria-label') ?? at.labels?.[0]?.textContent ?? at.textContent;
})()`;

/** Presses Tab until the focus is on what is called so. */
export async function tabTo(page: Page, what: string): Promise<void> {
  for (let presses = 0; presses < mostPresses; presses += 1) {
    await page.keyboard.press('Tab');
    const at: string = await page.evaluate(nameOfFocused);
    if (at.startsWith(what)) return;
  }
  assert.fail(`no Tab leads to ${what}`);
}

/** Waits until the focus has come into what has just opened. */
export async function focusIn(opened: Locator): Promise<Locator> {
  await opened.and(opened.page().locator(':focus-within')).waitFor();
  return opened;
}

/** Opens the menu that has the focus, and takes an action from it. */
export async function chooseByKeys(page: Page, action: string): Promise<void> {
  await page.keyboard.press('Enter');
  await focusIn(page.getByRole('menu'));
  const chosen = page.locator('[role=menuitem]:focus').filter({ hasText: new RegExp(`^${action}$`) });
  for (let presses = 0; presses < 12 && (await chosen.count()) === 0; presses += 1) {
    await page.keyboard.press('ArrowDown');
  }
  await chosen.waitFor();
  await page.keyboard.press('Enter');
}

/** Confirms the dialog of this name by its button. */
export async function confirmByKeys(page: Page, name: string, confirm: string): Promise<void> {
  const dialog = await focusIn(page.getByRole('dialog', { name }));
  await tabTo(page, confirm);
  await page.keyboard.press('Enter');
  await dialog.waitFor({ state: 'hidden' });
}
