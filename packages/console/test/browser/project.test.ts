import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Page } from 'playwright-core';
import { assertAccessible, assertFits, inBrowser, phone, sharedConsole, type Visitor } from './browser.ts';
import { chooseByKeys, tabTo } from './keyboard.ts';

const keyShape = /tr_ak_[a-z0-9]{8}\.[A-Za-z0-9]{43}/;
const execute = '/api/v1/projects/{project_id}/execute/*';

/** A project of its own for a test, with the administrator at a browser. */
async function furnish(visitor: Visitor, slug: string) {
  const { app } = visitor;
  const projectId = await app.project('acme', slug);
  const { authorization } = await app.admin();
  const path = `/api/v1/projects/${projectId}/rate-limit-policies`;
  return {
    projectId,
    at: (tab = '') => visitor.open(`/projects/${projectId}${tab}`),
    async policy(name: string, more: object = {}): Promise<string> {
      const body = { name, rules: [{ per_minute: 60, burst: 3 }], ...more };
      return (await app.call('POST', path, { authorization, body })).body.id;
    },
    read: async (id: string) => (await app.call('GET', `${path}/${id}`, { authorization })).body,
    setDefault: (id: string | null) => app.call('PUT', `${path}/default`, { authorization, body: { policy_id: id } }),
    use: (key: string) => app.call('GET', `/api/v1/projects/${projectId}`, { authorization: key }),
  };
}

async function choose(page: Page, name: string, action: string): Promise<void> {
  await page.getByRole('button', { name: `Actions for ${name}` }).click();
  await page.getByRole('menuitem', { name: action, exact: true }).click();
}

inBrowser('a project', () => {
  const console = sharedConsole();

  describe('its API keys', () => {
    it('are made on their page, shown once, and work; the list shows them and revokes them', async () => {
      const visitor = await console.admin();
      const { at, use } = await furnish(visitor, 'keys');
      const page = await at();
      await page.getByText('No API keys yet').waitFor();
      await page.getByRole('link', { name: 'New API key' }).first().click();
      await page.getByLabel('Name', { exact: true }).fill('website');
      await page.getByRole('checkbox', { name: /^projects\.read:/ }).check();
      await page.getByRole('button', { name: 'Make API key' }).click();
      await page.getByText('it is shown this once').waitFor();
      const [secret = ''] = keyShape.exec(await page.locator('body').innerText()) ?? [];
      assert.equal((await use(`ApiKey ${secret}`)).status, 200);
      await page.getByRole('button', { name: 'Done' }).click();
      await page.getByRole('button', { name: 'Leave it behind' }).click();
      await page.getByRole('link', { name: 'website' }).waitFor();
      assert.ok(!(await page.content()).includes(secret.split('.')[1] ?? ''));
      await choose(page, 'website', 'Revoke');
      await page
        .getByRole('dialog', { name: 'Revoke “website”?' })
        .getByRole('button', { name: 'Revoke API key' })
        .click();
      await page
        .getByRole('row', { name: /website/ })
        .getByText('Revoked')
        .waitFor();
      assert.equal((await use(`ApiKey ${secret}`)).status, 401);
      await page.locator('label', { hasText: 'Active' }).click();
      await page.getByText('No API key matches').waitFor();
      assert.match(page.url(), /\?state=active$/);
    });

    it('are given a policy on their page, in force on the next request', async () => {
      const visitor = await console.admin();
      const { projectId, at, policy, use } = await furnish(visitor, 'key-policy');
      await policy('strict');
      const key = await visitor.app.apiKey(projectId, ['projects.read'], { name: 'importer' });
      const page = await at(`/api-keys/${key.id}`);
      await page.getByRole('combobox', { name: 'Rate-limit policy' }).click();
      await page.getByRole('option', { name: 'strict' }).click();
      await page.getByRole('button', { name: 'Save policy' }).click();
      await page.getByText('The rate-limit policy was saved.').waitFor();
      const statuses = [];
      for (let sent = 0; sent < 4; sent += 1) statuses.push((await use(key.authorization)).status);
      assert.deepEqual(statuses, [200, 200, 200, 429]);
    });
  });

  describe('a policy', () => {
    it('is explained in words and drawn as it is typed, faults stand at their fields, and it is created as typed', async () => {
      const visitor = await console.admin();
      const { at } = await furnish(visitor, 'editor');
      const page = await at('/rate-limits');
      await page.getByText('No policies yet').waitFor();
      await page.getByRole('link', { name: 'New policy' }).first().click();
      const rule = page.getByRole('region', { name: 'Rule 1' });
      await rule.getByText('60 requests per minute, at most 10 at once, for every request.').waitFor();
      await rule.getByText('POST', { exact: true }).click();
      await rule.getByRole('combobox', { name: 'Paths' }).fill(execute);
      await page.keyboard.press('Enter');
      await rule
        .getByText('60 requests per minute, at most 10 at once, for POST to /api/v1/projects/{project_id}/execute/…')
        .waitFor();
      await rule.getByText('Over 30 seconds: 32 admitted, 28 refused.').waitFor();
      await rule.getByText('Over 30 seconds: 30 admitted, none refused.').waitFor();
      await rule.getByLabel('At once').fill('');
      await rule.getByText('60 requests per minute, for POST').waitFor();
      await rule.getByLabel('At once').fill('10');

      await page.getByRole('button', { name: 'Add rule' }).click();
      await rule.getByRole('combobox', { name: 'Paths' }).fill('api');
      await page.keyboard.press('Enter');
      await page.getByRole('button', { name: 'Create policy' }).click();
      await page.getByText('Give it a name.').waitFor();
      await rule.getByText('api: must begin with /.').waitFor();
      await page.getByRole('region', { name: 'Rule 2' }).getByText('Give it at least one rate.').waitFor();
      await assertAccessible(page);
      await page.getByRole('button', { name: 'Remove rule 2' }).click();
      await page.keyboard.press('Escape');
      await rule.getByRole('combobox', { name: 'Paths' }).press('Backspace');
      await page.getByLabel('Name', { exact: true }).fill('strict-ci');
      await page.getByRole('button', { name: 'Create policy' }).click();
      await page.getByRole('link', { name: 'strict-ci' }).click();
      await page.getByText('It limits nothing: it is neither the default nor given to a token.').waitFor();
      const { pathname } = new URL(page.url());
      const { authorization } = await visitor.app.admin();
      const path = pathname.replace(/^\/projects\/(\w+)\/rate-limits\//, '/api/v1/projects/$1/rate-limit-policies/');
      const { body } = await visitor.app.call('GET', path, { authorization });
      assert.deepEqual(body.rules, [
        { per_minute: 60, burst: 10, methods: ['POST'], path_patterns: [execute], per: 'token' },
      ]);
    });

    it('is saved from its version alone: what somebody changed meanwhile is not undone', async () => {
      const visitor = await console.admin();
      const { projectId, at, policy, read } = await furnish(visitor, 'stale');
      const id = await policy('shared');
      const page = await at(`/rate-limits/${id}`);
      await page.getByLabel('Per minute').fill('90');
      const { authorization } = await visitor.app.admin();
      const path = `/api/v1/projects/${projectId}/rate-limit-policies/${id}`;
      const headers = { 'if-match': '*' };
      const changed = await visitor.app.call('PATCH', path, { authorization, headers, body: { name: 'theirs' } });
      assert.equal(changed.status, 200);
      await page.getByRole('button', { name: 'Save policy' }).click();
      await page.getByText('Somebody has changed this policy meanwhile').waitFor();
      assert.equal((await read(id)).rules[0].per_minute, 60);
      await page.getByRole('button', { name: 'Load it again' }).click();
      await page.getByRole('heading', { name: 'theirs' }).waitFor();
      await page.getByLabel('Per minute').fill('90');
      await page.getByRole('button', { name: 'Save policy' }).click();
      await page.getByRole('link', { name: 'theirs' }).waitFor();
      assert.equal((await read(id)).rules[0].per_minute, 90);
    });

    it('becomes the default and limits, is disabled and enabled, and is deleted only once nothing depends on it', async () => {
      const visitor = await console.admin();
      const { projectId, at, policy, read, use } = await furnish(visitor, 'life');
      const id = await policy('brief');
      const { authorization } = await visitor.app.apiKey(projectId, ['projects.read']);
      const page = await at('/rate-limits');
      await choose(page, 'brief', 'Make it the default');
      await page
        .getByRole('dialog', { name: 'Make “brief” the default?' })
        .getByRole('button', { name: 'Make default' })
        .click();
      const row = page.getByRole('row', { name: /brief/ });
      await row.getByText('Default').waitFor();
      for (let sent = 0; sent < 3; sent += 1) await use(authorization);
      assert.equal((await use(authorization)).status, 429);

      await choose(page, 'brief', 'Disable');
      await page.getByText('Now it limits every token at this project.').waitFor();
      await page.getByRole('button', { name: 'Disable policy' }).click();
      await row.getByText('Disabled').waitFor();
      assert.equal((await use(authorization)).status, 200);
      await choose(page, 'brief', 'Enable');
      await page.getByRole('button', { name: 'Enable policy' }).click();
      await row.getByText('Enabled').waitFor();

      await choose(page, 'brief', 'Delete');
      const inUse = page.getByRole('dialog', { name: '“brief” is in use' });
      await inUse.getByText('It is the default of this project.').waitFor();
      await inUse.getByRole('button', { name: 'Make it no longer the default' }).click();
      await page.getByRole('button', { name: 'No default' }).click();
      await row.getByText('Default').waitFor({ state: 'hidden' });
      await choose(page, 'brief', 'Delete');
      await page
        .getByRole('dialog', { name: 'Delete “brief”?' })
        .getByRole('button', { name: 'Delete policy' })
        .click();
      await page.getByText('No policies yet').waitFor();
      assert.equal((await read(id)).error.code, 'NOT_FOUND');
    });

    it('whose deletion the service refuses says why, in the service’s words', async () => {
      const visitor = await console.admin();
      const { projectId, at, policy } = await furnish(visitor, 'race');
      const id = await policy('wanted');
      const page = await at('/rate-limits');
      await choose(page, 'wanted', 'Delete');
      await visitor.app.apiKey(projectId, ['projects.read'], { rateLimitPolicyId: id });
      await page.getByRole('button', { name: 'Delete policy' }).click();
      await page.getByRole('alert').getByText('Live tokens that it is assigned to: 1.').waitFor();
    });

    it('is made by keyboard alone', async () => {
      const visitor = await console.admin();
      const { at } = await furnish(visitor, 'keyboard');
      const page = await at();
      await page.getByText('No API keys yet').waitFor();
      await tabTo(page, 'Rate limits');
      await page.keyboard.press('Enter');
      await page.getByText('No policies yet').waitFor();
      await tabTo(page, 'New policy');
      await page.keyboard.press('Enter');
      await page.getByRole('heading', { name: 'New rate-limit policy' }).waitFor();
      await tabTo(page, 'Name');
      await page.keyboard.type('by keyboard');
      await tabTo(page, 'Per hour');
      await page.keyboard.type('500');
      await tabTo(page, 'GET');
      await page.keyboard.press('Space');
      await tabTo(page, 'Create policy');
      await page.keyboard.press('Enter');
      await page.getByText('at most 10 at once and 500 per hour, for GET to any path').waitFor();
      await tabTo(page, 'Actions for by keyboard');
      await chooseByKeys(page, 'Make it the default');
      const dialog = page.getByRole('dialog', { name: 'Make “by keyboard” the default?' });
      await dialog.waitFor();
      await tabTo(page, 'Make default');
      await page.keyboard.press('Enter');
      await page
        .getByRole('row', { name: /by keyboard/ })
        .getByText('Default')
        .waitFor();
    });
  });

  describe('what was limited', () => {
    it('is shown against the limits, in all and for a chosen token, and each refusal with the limit that refused', async () => {
      const visitor = await console.admin();
      const { projectId, at, policy, setDefault, use } = await furnish(visitor, 'refusing');
      await setDefault(await policy('brief', { rules: [{ per_hour: 60, burst: 3 }] }));
      const key = await visitor.app.apiKey(projectId, ['projects.read'], { name: 'hurried' });
      for (let sent = 0; sent < 5; sent += 1) await use(key.authorization);
      const page = await at('/rate-limits');
      const now = page.getByRole('region', { name: 'In force now' });
      await now.getByText('Counted for each token, 3 at once').waitFor();
      await now.getByRole('combobox', { name: 'Token' }).click();
      await page.getByRole('option', { name: /hurried/ }).click();
      await now.getByText(/^0 of 3 free, one more in \d+ s$/).waitFor();
      assert.match(page.url(), new RegExp(`\\?token=${key.id}$`));
      await page.getByRole('link', { name: 'Throttles' }).click();
      const row = page.getByRole('row', { name: /hurried/ }).first();
      await row.getByText('rule 1: 60 per hour, 3 at once').waitFor();
      await row.getByRole('link', { name: 'brief' }).click();
      await page.getByRole('heading', { name: 'brief' }).waitFor();
    });

    it('stands in the audit log, whose filters are in the address', async () => {
      const visitor = await console.admin();
      const { projectId, at } = await furnish(visitor, 'audited');
      await visitor.app.apiKey(projectId, ['projects.read'], { name: 'noted' });
      const page = await at('/audit-log?kind=change');
      await page.getByRole('button', { name: 'Made an API key' }).waitFor();
      await page.goto(page.url().replace('change', 'refusal'));
      await page.getByText('No event matches').waitFor();
    });
  });

  describe('its settings', () => {
    it('rename it, everywhere, and archive it after a dialog that names it: its keys are refused', async () => {
      const visitor = await console.admin();
      const { projectId, at, use } = await furnish(visitor, 'ending');
      const key = await visitor.app.apiKey(projectId, ['projects.read']);
      const page = await at('/settings');
      await page.getByLabel('Slug').fill('Not A Slug');
      await page.getByLabel('Name', { exact: true }).fill('Renamed');
      await page.getByRole('button', { name: 'Rename' }).click();
      assert.equal(await page.getByLabel('Slug').getAttribute('aria-invalid'), 'true');
      await page.getByLabel('Slug').fill('renamed');
      await page.getByRole('button', { name: 'Rename' }).click();
      await page.getByRole('heading', { name: 'Renamed' }).waitFor();
      await page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Renamed' }).waitFor();
      await page.getByRole('button', { name: 'Archive project' }).click();
      const dialog = page.getByRole('dialog', { name: 'Archive “Renamed”?' });
      await dialog.getByRole('button', { name: 'Archive project' }).click();
      await page.getByRole('banner').or(page.locator('header')).getByText('Archived', { exact: true }).waitFor();
      assert.notEqual((await use(key.authorization)).status, 200);
      await page.getByRole('link', { name: 'API keys' }).click();
      await page.getByRole('heading', { name: 'API keys' }).waitFor();
      assert.equal(await page.getByRole('link', { name: 'New API key' }).count(), 0);
    });
  });

  it('tells a member who may not manage it so, in the place of what they may not see', async () => {
    const visitor = await console.member();
    const page = await visitor.open(`/projects/${visitor.app.projectId}/audit-log`);
    await page.getByRole('alert').waitFor();
    await page.getByRole('link', { name: 'Settings' }).click();
    await page.getByLabel('Name', { exact: true }).fill('Mine now');
    await page.getByRole('button', { name: 'Rename' }).click();
    await page.getByRole('alert').waitFor();
  });

  describe('for everyone', () => {
    for (const colorScheme of ['light', 'dark'] as const) {
      it(`axe finds nothing on its pages, and a phone fits them, ${colorScheme}`, async () => {
        const [wide, narrow] = [await console.admin({ colorScheme }), await console.admin({ ...phone, colorScheme })];
        const { projectId, policy, setDefault, use } = await furnish(wide, `everyone-${colorScheme}`);
        const id = await policy(
          'a-policy-whose-name-goes-on-and-on-without-any-space-for-longer-than-a-phone-is-wide',
          {
            rules: [{ per_minute: 60, burst: 2, path_patterns: ['/api/v1/projects/{project_id}/*'] }, { per_day: 9 }],
          },
        );
        await policy('off', { enabled: false });
        await setDefault(id);
        const key = await wide.app.apiKey(projectId, ['projects.read'], { name: 'hurried', rateLimitPolicyId: id });
        for (let sent = 0; sent < 4; sent += 1) await use(key.authorization);
        const tabs = ['', '/rate-limits', `/rate-limits?token=${key.id}`, '/throttles', '/audit-log', '/settings'];
        const pages = ['/api-keys/new', `/api-keys/${key.id}`, '/rate-limits/new', `/rate-limits/${id}`];
        for (const visitor of [wide, narrow]) {
          const page = await visitor.open(`/projects/${projectId}`);
          for (const path of [...tabs, ...pages]) {
            await page.goto(`${visitor.app.url}/projects/${projectId}${path}`);
            await page.getByRole('heading', { level: 1 }).waitFor();
            await page.waitForLoadState('networkidle');
            await assertAccessible(page);
            await assertFits(page);
          }
        }
      });
    }
  });
});
