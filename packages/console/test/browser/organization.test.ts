import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Page } from 'playwright-core';
import { assertAccessible, assertFits, inBrowser, phone, sharedConsole } from './browser.ts';

const act = async (page: Page, name: string, action: string) => {
  await page.getByRole('button', { name: `Actions for ${name}` }).click();
  await page.getByRole('menuitem', { name: action }).click();
};

inBrowser('an organization’s page', () => {
  const console = sharedConsole();

  describe('the members', () => {
    it('gain somebody new, whose one-time link is shown once, works, and is nowhere in the page after that', async () => {
      const visitor = await console.admin();
      const page = await visitor.open('/organizations/acme?tab=members');
      await page.getByRole('button', { name: 'Add member' }).click();
      const dialog = page.getByRole('dialog');
      await dialog.getByRole('button', { name: 'Add member' }).click();
      await dialog.getByText('An e-mail address, please.').waitFor();
      await dialog.getByText('Choose one.').waitFor();
      await dialog.getByRole('textbox', { name: 'E-mail' }).fill('new@example.com');
      await dialog.getByRole('textbox', { name: 'Name' }).fill('Newcomer');
      await dialog.getByRole('radio', { name: /^MEMBER/ }).check();
      await dialog.getByRole('button', { name: 'Add member' }).click();
      await page.getByText('it is shown this once').waitFor();
      const link = await page.locator('code', { hasText: '/invitation#' }).innerText();
      const token = link.split('#')[1] ?? '';
      await page.keyboard.press('Escape');
      assert.ok((await page.getByRole('dialog').innerText()).includes(token), 'Escape threw the link away');
      await page.getByRole('button', { name: 'Done' }).click();
      await page.getByRole('row', { name: /Newcomer.*MEMBER/ }).waitFor();
      assert.ok(!(await page.content()).includes(token));
      const body = { token, password: 'a password of some length' };
      const accepted = await visitor.app.call('POST', '/api/v1/auth/accept-invitation', { body });
      assert.deepEqual([accepted.status, accepted.body.email], [200, 'new@example.com']);
    });

    it('get another role, and are removed after a dialog that names them', async () => {
      const visitor = await console.admin();
      const person = await visitor.app.person('acme', 'MEMBER');
      const name = person.email.split('@')[0] ?? '';
      const page = await visitor.open('/organizations/acme?tab=members');
      await act(page, name, 'Set role');
      const dialog = page.getByRole('dialog', { name: `Role of ${name}` });
      await dialog.getByRole('radio', { name: /^ADMIN/ }).check();
      await dialog.getByRole('button', { name: 'Set role' }).click();
      await page.getByRole('row', { name: new RegExp(`${name}.*ADMIN`) }).waitFor();
      await act(page, name, 'Remove');
      await page
        .getByRole('dialog', { name: `Remove ${name} from Acme?` })
        .getByText('can do nothing here')
        .waitFor();
      await page.getByRole('button', { name: 'Remove member' }).click();
      await page.getByRole('row', { name: new RegExp(name) }).waitFor({ state: 'detached' });
      const gone = await visitor.app.call('GET', '/api/v1/organizations/acme', person);
      assert.ok([403, 404].includes(gone.status), `${gone.status}`);
    });

    it('keep their last owner, in words that say what to do', async () => {
      const visitor = await console.admin();
      await visitor.app.tenant('alone');
      const page = await visitor.open('/organizations/alone?tab=members');
      await page.getByText('(you)').waitFor();
      await page.getByRole('button', { name: /^Actions for/ }).click();
      await page.getByRole('menuitem', { name: 'Remove' }).click();
      await page.getByRole('button', { name: 'Leave', exact: true }).click();
      await page.getByRole('alert').getByText('Give somebody else that role first').waitFor();
    });

    it('are not changed by who may not, and no role is given that holds more than one’s own', async () => {
      const member = await console.member();
      const page = await member.open('/organizations/acme?tab=members');
      await page.getByText('(you)').waitFor();
      await page.waitForLoadState('networkidle');
      assert.equal(await page.getByRole('button', { name: /Add member|^Actions for/ }).count(), 0);
      const visitor = await console.visitor();
      await visitor.signIn(await visitor.app.person('acme', 'ADMIN'));
      const admins = await visitor.open('/organizations/acme?tab=members');
      await admins.getByRole('button', { name: 'Add member' }).click();
      const owner = admins.getByRole('radio', { name: /^OWNER/ });
      await owner.waitFor();
      assert.ok(await owner.isDisabled());
    });
  });

  describe('the projects', () => {
    it('are made, renamed and archived, which ends their API keys; the navigation follows', async () => {
      const visitor = await console.admin();
      const page = await visitor.open('/organizations/acme');
      await page.getByRole('button', { name: 'New project' }).click();
      const dialog = page.getByRole('dialog');
      await dialog.getByRole('textbox', { name: 'Name' }).fill('Web Shop');
      assert.equal(await dialog.getByRole('textbox', { name: 'Slug' }).inputValue(), 'web-shop');
      await dialog.getByRole('button', { name: 'Make project' }).click();
      const row = page.getByRole('row', { name: /Web Shop/ });
      await row.waitFor();
      await page.getByRole('navigation').getByRole('link', { name: 'Web Shop' }).waitFor();
      await page.getByRole('button', { name: 'New project' }).click();
      await dialog.getByRole('textbox', { name: 'Name' }).fill('Web Shop');
      await dialog.getByRole('button', { name: 'Make project' }).click();
      await dialog.getByRole('alert').waitFor();
      await dialog.getByRole('button', { name: 'Cancel' }).click();
      await act(page, 'Web Shop', 'Rename');
      await page.getByRole('textbox', { name: 'Name' }).fill('Market');
      await page.getByRole('button', { name: 'Save' }).click();
      const href = await page.getByRole('row').getByRole('link', { name: 'Market' }).getAttribute('href');
      const key = await visitor.app.apiKey(href?.split('/').at(-1) ?? '', ['keys.read']);
      await act(page, 'Market', 'Archive');
      const asked = page.getByRole('dialog', { name: 'Archive “Market”?' });
      await asked.getByText('API keys are refused').waitFor();
      await asked.getByRole('button', { name: 'Archive project' }).click();
      await page.getByRole('row', { name: /Market.*Archived/ }).waitFor();
      assert.equal((await visitor.app.call('GET', '/api/v1/tokens/current', key)).status, 401);
    });
  });

  describe('the audit log', () => {
    it('is narrowed by what the address says, and the export is narrowed alike', async () => {
      const visitor = await console.admin();
      await visitor.app.person('acme', 'MEMBER');
      const page = await visitor.open('/organizations/acme?tab=audit&action=member.add');
      await page.getByRole('button', { name: 'Added a member' }).first().waitFor();
      assert.equal(await page.getByRole('button', { name: 'Created a project' }).count(), 0);
      await page.getByRole('button', { name: 'Export' }).click();
      const href = await page.getByRole('menuitem', { name: /NDJSON/ }).getAttribute('href');
      const file = await visitor.context.request.get(`${visitor.app.url}${href}`);
      const lines = (await file.text()).trim().split('\n');
      assert.ok(lines.length > 0 && lines.every((line) => JSON.parse(line).action === 'member.add'));
      await page.keyboard.press('Escape');
      await page.getByRole('textbox', { name: 'Address' }).fill('192.0.2.1');
      await page.getByText('No event matches').waitFor();
      assert.match(page.url(), /address=192\.0\.2\.1/);
      await page.getByRole('button', { name: 'Clear' }).click();
      await page.getByRole('button', { name: 'Added a member' }).first().waitFor();
      assert.doesNotMatch(page.url(), /address|action/);
    });

    it('reads on as one scrolls, and asks for each page once', async () => {
      const visitor = await console.admin();
      const { authorization } = await visitor.app.admin();
      const base = '/api/v1/organizations/acme';
      for (let made = 0; made < 120; made += 1) {
        const { headers } = await visitor.app.call('GET', base, { authorization });
        const version = { 'if-match': headers.get('etag') ?? '' };
        const body = { name: `Acme ${made % 2 === 0 ? '' : '!'}`.trim() };
        await visitor.app.call('PATCH', base, { authorization, headers: version, body });
      }
      const page = await visitor.open('/organizations/acme?tab=audit&action=organization.update');
      const asked: string[] = [];
      page.on('request', (request) => {
        if (request.url().includes('/audit-log')) asked.push(request.url());
      });
      await page.getByRole('button', { name: 'Changed the organization' }).first().waitFor();
      for (let screen = 0; screen < 30; screen += 1) {
        await page.mouse.wheel(0, 900);
        await page.waitForTimeout(60);
      }
      await page.locator('[data-index="119"]').waitFor();
      assert.equal(new Set(asked).size, asked.length);
    });

    it('is not read by who may not', async () => {
      const visitor = await console.visitor();
      await visitor.signIn(await visitor.app.person('acme', 'MEMBER'));
      const page = await visitor.open('/organizations/acme?tab=audit');
      await page.getByText('You may not read this audit log').waitFor();
    });
  });

  describe('for everyone', () => {
    it('a member is added by keyboard alone', async () => {
      const page = await (await console.admin()).open('/organizations/acme?tab=members');
      await page.getByRole('button', { name: 'Add member' }).focus();
      await page.keyboard.press('Enter');
      await page.locator('input:focus').waitFor();
      await page.keyboard.type('keys@example.com');
      await page.keyboard.press('Tab');
      await page.keyboard.type('Keyboard');
      await page.keyboard.press('Tab');
      await page.keyboard.press('Space');
      await page.keyboard.press('Enter');
      await page.getByText('it is shown this once').waitFor();
      await page.getByRole('button', { name: 'Done' }).focus();
      await page.keyboard.press('Enter');
      await page.getByRole('row', { name: /Keyboard/ }).waitFor();
    });

    for (const colorScheme of ['light', 'dark'] as const) {
      it(`axe finds nothing on any of its tabs and dialogs, ${colorScheme}`, async () => {
        const visitor = await console.admin({ colorScheme });
        await visitor.app.tenant(`axe-${colorScheme}`);
        const page = await visitor.open(`/organizations/axe-${colorScheme}`);
        await page.getByRole('row', { name: /main/ }).waitFor();
        await assertAccessible(page);
        await page.getByRole('button', { name: 'New project' }).click();
        await page.getByRole('dialog').waitFor();
        await assertAccessible(page);
        await page.keyboard.press('Escape');
        await page.getByRole('tab', { name: 'Members' }).click();
        await page.getByRole('button', { name: 'Add member' }).click();
        await page.getByRole('dialog').waitFor();
        await assertAccessible(page);
        await page.keyboard.press('Escape');
        await page.getByRole('tab', { name: 'Audit log' }).click();
        await page.getByRole('button', { name: 'Created a project' }).waitFor();
        await assertAccessible(page);
      });
    }

    it('a phone shows each tab without scrolling sideways, with the filters behind a button', async () => {
      const visitor = await console.admin(phone);
      for (const tab of ['', '?tab=members', '?tab=audit']) {
        const page = await visitor.open(`/organizations/acme${tab}`);
        await page.getByRole('tab', { name: 'Projects' }).waitFor();
        await page.waitForLoadState('networkidle');
        await assertFits(page);
        if (tab === '?tab=audit') {
          await page.getByRole('button', { name: 'Filter' }).click();
          await page.getByRole('textbox', { name: 'Address' }).waitFor();
          await assertFits(page);
        }
        await page.close();
      }
    });
  });
});
