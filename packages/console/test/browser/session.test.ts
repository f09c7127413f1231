import assert from 'node:assert/strict';
import { it } from 'node:test';
import { adminPassword } from '../../../server/test/harness.ts';
import { assertAccessible, assertFits, inBrowser, phone, sharedConsole } from './browser.ts';

inBrowser('signing in', () => {
  const console = sharedConsole();

  it('leads back to the page that was asked for, with its filters', async () => {
    const visitor = await console.visitor();
    const page = await visitor.open('/tokens?state=revoked');
    await page.getByRole('heading', { name: 'Sign in to Keywright' }).waitFor();
    await page.getByLabel('E-mail').fill(visitor.app.config.adminEmail);
    await page.getByLabel('Password', { exact: true }).fill(adminPassword);
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'My tokens' }).waitFor();
    assert.equal(page.url(), `${visitor.app.url}/tokens?state=revoked`);
  });

  it('says that the e-mail or the password is wrong, and forgets the password', async () => {
    const visitor = await console.visitor();
    const page = await visitor.open('/sign-in');
    await page.getByLabel('E-mail').fill(visitor.app.config.adminEmail);
    await page.getByLabel('Password', { exact: true }).fill('not the password');
    await page.keyboard.press('Enter');
    await page.getByRole('alert').getByText('The e-mail or the password is wrong.').waitFor();
    assert.equal(await page.getByLabel('Password', { exact: true }).inputValue(), '');
  });

  it('leads to no other site, whatever the link says', async () => {
    const visitor = await console.visitor();
    const page = await visitor.open(`/sign-in?next=${encodeURIComponent('//example.com/tokens')}`);
    await page.getByLabel('E-mail').fill(visitor.app.config.adminEmail);
    await page.getByLabel('Password', { exact: true }).fill(adminPassword);
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'My tokens' }).waitFor();
    assert.equal(new URL(page.url()).origin, visitor.app.url);
  });

  it('keeps the access JWT and the session out of what scripts can read', async () => {
    const visitor = await console.visitor();
    const page = await visitor.open('/sign-in');
    await page.getByLabel('E-mail').fill(visitor.app.config.adminEmail);
    await page.getByLabel('Password', { exact: true }).fill(adminPassword);
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'My tokens' }).waitFor();
    const readable: string = await page.evaluate(
      'JSON.stringify([document.cookie, { ...localStorage }, { ...sessionStorage }, history.state])',
    );
    assert.doesNotMatch(readable, /eyJ|keywright\.session/);
  });

  it('is asked for again once a session has ended, and leads back to the same page', async () => {
    const visitor = await console.member();
    const page = await visitor.open('/account');
    await page.getByRole('heading', { name: 'Account' }).waitFor();
    await page.getByLabel('Name').fill('Somebody else');
    await visitor.context.clearCookies();
    // Where the page has asked for something by itself meanwhile, it is at the sign-in already, with nothing left to save.
    const asked = page.getByRole('heading', { name: 'Sign in to Keywright' });
    await page.getByRole('button', { name: 'Save' }).or(asked).click();
    await asked.waitFor();
    await page.getByLabel('E-mail').fill(visitor.person.email);
    await page.getByLabel('Password', { exact: true }).fill(visitor.person.password);
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'Account' }).waitFor();
  });

  it('ends in every tab, and on the service, by signing out', async () => {
    const visitor = await console.member();
    const [page, other] = [await visitor.open('/tokens'), await visitor.open('/account')];
    await other.getByRole('heading', { name: 'Account' }).waitFor();
    await page.bringToFront();
    await page.getByRole('button', { name: 'Account' }).click();
    await page.getByRole('menuitem', { name: 'Sign out' }).click();
    for (const tab of [page, other]) await tab.getByRole('heading', { name: 'Sign in to Keywright' }).waitFor();
    const reply = await visitor.context.request.get(`${visitor.app.url}/api/v1/users/me`);
    assert.equal(reply.status(), 401);
  });

  it('changes the name, and keeps the chosen theme after a reload', async () => {
    const visitor = await console.member({ colorScheme: 'light' });
    const page = await visitor.open('/account');
    await page.getByLabel('Name').fill('Ada Lovelace');
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByText('Your name was saved.').waitFor();
    await page.getByText('Dark', { exact: true }).click();
    await page.reload();
    await page.getByRole('heading', { name: 'Account' }).waitFor();
    assert.equal(await page.evaluate('document.documentElement.dataset.mantineColorScheme'), 'dark');
    assert.equal(await page.getByLabel('Name').inputValue(), 'Ada Lovelace');
  });

  it('an invited person sets a password by the link, once, and the link leaves the address at once', async () => {
    const visitor = await console.visitor();
    const { authorization } = await visitor.app.admin();
    const body = { email: 'grace@example.com', role: 'MEMBER' };
    const added = await visitor.app.call('POST', '/api/v1/organizations/acme/members', { authorization, body });
    const { pathname, hash } = new URL(added.body.invitation.url);
    const page = await visitor.open(`${pathname}${hash}`);
    await page.getByRole('heading', { name: 'Set your password' }).waitFor();
    assert.equal(page.url(), `${visitor.app.url}/invitation`);
    await page.getByLabel('Password', { exact: true }).fill('a password of some length');
    await page.getByLabel('The same again').fill('another one of that length');
    await page.getByRole('button', { name: 'Set password' }).click();
    await page.getByText('The two passwords differ.').waitFor();
    await page.getByLabel('The same again').fill('a password of some length');
    await page.getByRole('button', { name: 'Set password' }).click();
    await page.getByText('Sign in as grace@example.com from now on.').waitFor();
    await page.getByRole('link', { name: 'Sign in' }).click();
    await page.getByLabel('E-mail').fill('grace@example.com');
    await page.getByLabel('Password', { exact: true }).fill('a password of some length');
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'My tokens' }).waitFor();

    const again = await (await console.visitor()).open(`${pathname}${hash}`);
    await again.getByLabel('Password', { exact: true }).fill('a third one of that length');
    await again.getByLabel('The same again').fill('a third one of that length');
    await again.getByRole('button', { name: 'Set password' }).click();
    await again.getByRole('alert').waitFor();
  });

  for (const colorScheme of ['light', 'dark'] as const) {
    it(`axe finds nothing on the pages before it, and a phone fits them, ${colorScheme}`, async () => {
      const visitor = await console.visitor({ ...phone, colorScheme });
      for (const path of ['/sign-in', '/invitation', '/invitation#some-token']) {
        const page = await visitor.open(path);
        await page.getByRole('heading', { level: 1 }).waitFor();
        await assertAccessible(page);
        await assertFits(page);
        await page.close();
      }
    });
  }
});
