import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { assertAccessible, assertFits, inBrowser, phone, sharedConsole } from './browser.ts';
import { tabTo } from './keyboard.ts';

const paths = ['', '/credentials', '/users', '/blocked-addresses', '/webhooks', '/audit-log'].map(
  (each) => `/admin${each}`,
);

inBrowser('administration', () => {
  const console = sharedConsole({ config: { lockoutFailures: 5, trustedProxies: ['127.0.0.1'] } });

  it('is for instance administrators: others are told so, and are led nowhere', async () => {
    const page = await (await console.member()).open('/admin/credentials');
    await page.getByText('This is for instance administrators').waitFor();
    assert.equal(await page.getByRole('link', { name: 'All credentials' }).count(), 0);
  });

  describe('notices', () => {
    it('a revoke by an administrator reaches its owner on coming back to the window, leads to the token, and is marked read', async () => {
      const owner = await console.member();
      const { id } = await owner.app.pat(owner.person, ['keys.read'], { name: 'suspicious' });
      const window = await owner.open('/tokens');
      await window.getByRole('button', { name: 'Notices', exact: true }).waitFor();

      const page = await (await console.admin()).open(`/admin/credentials?search=${owner.person.email}`);
      await page.getByRole('button', { name: 'Actions for suspicious' }).click();
      await page.getByRole('menuitem', { name: 'Revoke' }).click();
      const dialog = page.getByRole('dialog', { name: 'Revoke “suspicious”?' });
      await dialog.getByRole('button', { name: 'Revoke PAT' }).click();
      await dialog.getByText('Give a reason.').waitFor();
      await dialog.getByRole('textbox', { name: 'Reason' }).fill('It was found in a public repository.');
      await dialog.getByRole('button', { name: 'Revoke PAT' }).click();
      await page
        .getByRole('row', { name: /suspicious/ })
        .getByText('Revoked')
        .waitFor();

      await window.evaluate('window.dispatchEvent(new Event("focus"))');
      await window.getByRole('button', { name: 'Notices, 1 unread' }).click();
      await window.getByText('It was found in a public repository.').waitFor();
      await window.getByRole('button', { name: 'Mark read' }).click();
      await window.getByRole('button', { name: 'Notices', exact: true }).waitFor();
      await window.getByRole('link', { name: 'The token' }).click();
      await window.getByRole('heading', { name: 'suspicious' }).waitFor();
      assert.equal(window.url(), `${owner.app.url}/tokens/${id}`);
    });

    it('of an API key leads to its project', async () => {
      const app = await console.app();
      const maker = await console.visitor();
      const person = await app.person('acme', 'ADMIN');
      await maker.signIn(person);
      const key = await app.apiKey(app.projectId, ['keys.read'], { name: 'shop' }, person);
      const { authorization } = await app.admin();
      const body = { reason: 'moved' };
      await app.call('POST', `/api/v1/admin/credentials/${key.id}/revoke`, { authorization, body });
      const page = await maker.open('/notices');
      const href = await page.getByRole('link', { name: 'The project' }).getAttribute('href');
      assert.equal(href, `/projects/${app.projectId}`);
    });
  });

  describe('credentials', () => {
    it('are searched and filtered, and the address says how', async () => {
      const app = await console.app();
      const person = await app.person('acme', 'MEMBER');
      await app.pat(person, ['keys.read'], { name: 'lasting' });
      const expiresAt = new Date(app.clock.now() + 5 * 86_400_000).toISOString();
      await app.pat(person, ['keys.read'], { name: 'ending', expiresAt });
      const page = await (await console.admin()).open(`/admin/credentials?userId=${person.userId}&expires=false`);
      await page.getByRole('link', { name: 'lasting' }).waitFor();
      assert.equal(await page.getByRole('link', { name: 'ending' }).count(), 0);
      await page.getByRole('button', { name: 'Clear', exact: true }).click();
      await page.getByRole('link', { name: 'ending' }).waitFor();
      assert.equal(new URL(page.url()).search, '');
      await page.getByRole('searchbox').fill('lasti');
      await page.getByRole('link', { name: 'ending' }).waitFor({ state: 'hidden' });
      await page.getByRole('combobox', { name: 'Revoked' }).click();
      await page.getByRole('option', { name: 'Only revoked' }).click();
      await page.getByText('No credential matches').waitFor();
      assert.equal(new URL(page.url()).search, '?search=lasti&revoked=true');
    });

    it('a credential shows its hash and never its value, its addresses and its uses', async () => {
      const app = await console.app();
      const person = await app.person('acme', 'MEMBER');
      const pat = await app.pat(person, ['keys.read'], { name: 'examined' });
      await app.call('GET', '/api/v1/tokens/current', { authorization: pat.authorization });
      await new Promise((resolve) => setTimeout(resolve, 1500));
      const page = await (await console.admin()).open(`/admin/credentials/${pat.id}`);
      await page.getByText('$argon2id$').waitFor();
      await page.getByRole('heading', { name: 'Usage' }).waitFor();
      assert.ok(!(await page.content()).includes(pat.secret.split('.')[1] ?? ''));
      await page.locator('label', { hasText: '7 days' }).click();
      await page.waitForURL(/days=7/);
    });
  });

  it('users: disabled with their PATs, enabled again, and all PATs revoked with a reason, by keyboard alone', async () => {
    const app = await console.app();
    const person = await app.person('acme', 'MEMBER');
    const { authorization } = await app.pat(person, ['keys.read']);
    const status = async () => (await app.call('GET', '/api/v1/tokens/current', { authorization })).status;
    const page = await (await console.admin()).open(`/admin/users?search=${person.email}`);
    const choose = async (action: string, confirm: string) => {
      await page.getByRole('row', { name: new RegExp(person.email) }).waitFor();
      await page.getByRole('button', { name: `Actions for ${person.email}` }).focus();
      await page.keyboard.press('Enter');
      await page.getByRole('menuitem', { name: action }).focus();
      await page.keyboard.press('Enter');
      await page.getByRole('dialog').waitFor();
      if (action.startsWith('Revoke')) {
        await tabTo(page, 'Reason');
        await page.keyboard.type('The laptop was stolen.');
      }
      await tabTo(page, confirm);
      await page.keyboard.press('Enter');
      await page.getByRole('dialog').waitFor({ state: 'hidden' });
    };
    await choose('Disable', 'Disable user');
    await page
      .getByRole('row', { name: new RegExp(person.email) })
      .getByText('Disabled')
      .waitFor();
    assert.notEqual(await status(), 200);
    await choose('Enable', 'Enable user');
    assert.equal(await status(), 200);
    await choose('Revoke all PATs', 'Revoke all PATs');
    assert.equal(await status(), 401);
  });

  it('webhooks: the signing secret is shown once; tested, edited, rotated and deleted', async () => {
    const visitor = await console.admin();
    const page = await visitor.open('/admin/webhooks');
    await page.getByRole('button', { name: 'New webhook' }).first().click();
    await page.getByRole('button', { name: 'Add webhook' }).click();
    await page.getByText('Give an address such as').waitFor();
    await page.getByRole('textbox', { name: 'URL' }).fill('http://127.0.0.1:9/hooks');
    await page.getByRole('checkbox', { name: 'A credential was revoked' }).check();
    await page.getByRole('button', { name: 'Add webhook' }).click();
    const code = page.locator('code', { hasText: /^whsec_/ });
    const secret = await code.innerText();
    await page.getByRole('button', { name: 'Done' }).click();
    await page.getByRole('button', { name: 'Leave it behind' }).click();
    await page.getByRole('heading', { name: 'Deliveries' }).waitFor();
    assert.ok(!(await page.content()).includes(secret));

    await page.getByRole('button', { name: 'Send test event' }).click();
    await page.getByRole('button', { name: /attempts?$/ }).click();
    await page.getByRole('dialog', { name: /Attempts to deliver webhook.test/ }).waitFor();
    await page.getByRole('button', { name: 'Close' }).click();

    const choose = async (action: string) => {
      await page.getByRole('button', { name: 'Actions for this webhook' }).click();
      await page.getByRole('menuitem', { name: action }).click();
    };
    await choose('Edit');
    await page.getByRole('textbox', { name: 'Description' }).fill('security channel');
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByText('security channel').first().waitFor();
    await choose('Rotate secret');
    await page.getByRole('button', { name: 'Rotate secret' }).click();
    await code.waitFor();
    assert.notEqual(await code.innerText(), secret);
    await page.getByRole('button', { name: 'Done' }).click();
    await page.getByRole('button', { name: 'Leave it behind' }).click();
    await choose('Disable');
    await page.getByRole('button', { name: 'Disable webhook' }).click();
    await page.getByText('Disabled', { exact: true }).waitFor();
    await choose('Delete');
    await page.getByRole('button', { name: 'Delete webhook' }).click();
    await page.getByText('No webhooks yet').waitFor();
  });

  for (const colorScheme of ['light', 'dark'] as const) {
    it(`axe finds nothing on any of its pages, ${colorScheme}`, async () => {
      const visitor = await console.admin({ colorScheme });
      const admin = await visitor.app.admin();
      const { authorization } = admin;
      const { id } = await visitor.app.pat(admin, ['keys.read'], { name: 'seen' });
      const body = { url: 'http://127.0.0.1:9/hooks' };
      const webhook = await visitor.app.call('POST', '/api/v1/admin/webhooks', { authorization, body });
      const page = await visitor.open('/admin');
      for (const path of [...paths, `/admin/webhooks/${webhook.body.id}`, `/admin/credentials/${id}`]) {
        await page.goto(`${visitor.app.url}${path}`);
        await page.getByRole('heading', { level: 1 }).waitFor();
        await page.waitForLoadState('networkidle');
        await assertAccessible(page);
      }
      await page.getByRole('button', { name: 'Revoke PAT' }).click();
      await page.getByRole('dialog').waitFor();
      await assertAccessible(page);
    });
  }

  it('a phone shows every page without scrolling sideways', async () => {
    const visitor = await console.admin(phone);
    const page = await visitor.open('/admin');
    const { id } = await visitor.app.pat(await visitor.app.admin(), ['keys.read'], { name: 'on-a-phone'.repeat(8) });
    for (const path of [...paths, `/admin/credentials/${id}`]) {
      await page.goto(`${visitor.app.url}${path}`);
      await page.getByRole('heading', { level: 1 }).waitFor();
      await page.waitForLoadState('networkidle');
      await assertFits(page);
    }
  });

  it('blocked addresses: listed, and cleared after a dialog that names the address', async () => {
    const visitor = await console.admin();
    const page = await visitor.open('/admin/blocked-addresses');
    await page.getByText('No address is blocked').waitFor();
    const authorization = `Bearer tr_pat_${'a'.repeat(8)}.${'A'.repeat(43)}`;
    const headers = { 'x-forwarded-for': '203.0.113.9' };
    for (let tries = 0; tries < 6; tries += 1) {
      await visitor.app.call('GET', '/api/v1/tokens/current', { authorization, headers });
    }
    await page.reload();
    await page.getByRole('button', { name: 'Clear 203.0.113.9' }).click();
    await page.getByRole('dialog', { name: 'Clear 203.0.113.9?' }).waitFor();
    await page.getByRole('button', { name: 'Clear address' }).click();
    await page.getByText('No address is blocked').waitFor();
  });
});
