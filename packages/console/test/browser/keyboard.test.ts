import assert from 'node:assert/strict';
import { it } from 'node:test';
import { inBrowser, sharedConsole } from './browser.ts';
import { chooseByKeys, confirmByKeys, focusIn, tabTo } from './keyboard.ts';

const reason = 'It was found in a public repository.';

inBrowser('by keyboard alone', () => {
  const console = sharedConsole();

  it('somebody signs in, and edits, rotates, revokes and deletes a token', async () => {
    const visitor = await console.visitor();
    const person = await visitor.app.person('acme', 'MEMBER');
    const old = await visitor.app.pat(person, ['keys.read'], { name: 'draft' });
    const check = async (authorization: string) =>
      (await visitor.app.call('GET', '/api/v1/tokens/current', { authorization })).status;
    const page = await visitor.open('/sign-in');
    await page.getByRole('heading', { name: 'Sign in to Keywright' }).waitFor();
    await page.locator('input:focus').waitFor();
    await page.keyboard.type(person.email);
    await tabTo(page, 'Password');
    await page.keyboard.type(person.password);
    await page.keyboard.press('Enter');
    await page.getByRole('link', { name: 'draft' }).waitFor();

    await tabTo(page, 'Actions for draft');
    await chooseByKeys(page, 'Edit');
    await focusIn(page.getByRole('dialog', { name: 'Edit “draft”' }));
    await page.locator('input:focus').waitFor();
    await page.keyboard.press('ControlOrMeta+A');
    await page.keyboard.type('final');
    await tabTo(page, 'Save');
    await page.keyboard.press('Enter');
    await page.getByRole('link', { name: 'final' }).waitFor();

    // The focus is back on the menu that led to the dialog, whatever its token is called by now.
    await page
      .locator('button:focus')
      .and(page.getByRole('button', { name: 'Actions for final' }))
      .waitFor();
    await chooseByKeys(page, 'Rotate');
    const dialog = await focusIn(page.getByRole('dialog', { name: 'Rotate “final”' }));
    await tabTo(page, 'Rotate token');
    await page.keyboard.press('Enter');
    await dialog.getByText('it is shown this once').waitFor();
    await tabTo(page, 'Copy token');
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: 'Copied' }).waitFor();
    await tabTo(page, 'Done');
    await page.keyboard.press('Enter');
    await dialog.waitFor({ state: 'hidden' });
    assert.equal(await check(old.authorization), 401);

    await page
      .locator('button:focus')
      .and(page.getByRole('button', { name: 'Actions for final' }))
      .waitFor();
    await chooseByKeys(page, 'Revoke');
    await confirmByKeys(page, 'Revoke “final”?', 'Revoke token');
    await page.getByRole('row', { name: /final.*Revoked/ }).waitFor();
    await tabTo(page, 'Actions for final');
    await chooseByKeys(page, 'Delete');
    await confirmByKeys(page, 'Delete “final”?', 'Delete token');
    await page.getByText('You have no tokens yet').waitFor();
  });

  it('an API key is made, and revoked', async () => {
    const visitor = await console.admin();
    const page = await visitor.open(`/projects/${visitor.app.projectId}`);
    await page.getByText('No API keys yet').waitFor();
    await tabTo(page, 'New API key');
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'New API key' }).waitFor();
    await tabTo(page, 'Name');
    await page.keyboard.type('website');
    await tabTo(page, 'projects.read:');
    await page.keyboard.press('Space');
    await tabTo(page, 'Make API key');
    await page.keyboard.press('Enter');
    await page.getByText('it is shown this once').waitFor();
    await tabTo(page, 'Copy API key');
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: 'Copied' }).waitFor();
    await tabTo(page, 'Done');
    await page.keyboard.press('Enter');
    await page.getByRole('link', { name: 'website' }).waitFor();
    await tabTo(page, 'Actions for website');
    await chooseByKeys(page, 'Revoke');
    await confirmByKeys(page, 'Revoke “website”?', 'Revoke API key');
    await page.getByRole('row', { name: /website.*Revoked/ }).waitFor();
  });

  it('an administrator revokes a token, and its owner marks the notice of it read', async () => {
    const owner = await console.member();
    await owner.app.pat(owner.person, ['keys.read'], { name: 'suspicious' });
    const page = await (await console.admin()).open(`/admin/credentials?search=${owner.person.email}`);
    await page.getByRole('link', { name: 'suspicious' }).waitFor();
    await tabTo(page, 'Actions for suspicious');
    await chooseByKeys(page, 'Revoke');
    await focusIn(page.getByRole('dialog', { name: 'Revoke “suspicious”?' }));
    await page.locator('textarea:focus').waitFor();
    await page.keyboard.type(reason);
    await confirmByKeys(page, 'Revoke “suspicious”?', 'Revoke PAT');
    await page.getByRole('row', { name: /suspicious.*Revoked/ }).waitFor();

    const theirs = await owner.open('/tokens');
    await theirs.getByRole('button', { name: 'Notices, 1 unread' }).waitFor();
    await tabTo(theirs, 'Notices, 1 unread');
    await theirs.keyboard.press('Enter');
    await theirs.getByText(reason).waitFor();
    await tabTo(theirs, 'Mark read');
    await theirs.keyboard.press('Enter');
    await theirs.getByRole('button', { name: 'Notices', exact: true }).waitFor();
  });
});
