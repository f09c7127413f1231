import assert from 'node:assert/strict';
import { it } from 'node:test';
import { assertAccessible, inBrowser, sharedConsole } from './browser.ts';

inBrowser('the instance', () => {
  const console = sharedConsole();

  it('is shown in figures that lead to what they count, and in charts of the last hour', async () => {
    const visitor = await console.admin();
    const { app } = visitor;
    const person = await app.person('acme', 'MEMBER');
    await app.pat(person, ['keys.read'], { name: 'lasting' });
    const expiresAt = new Date(app.clock.now() + 5 * 86_400_000).toISOString();
    await app.pat(person, ['keys.read'], { name: 'ending', expiresAt });
    const ended = await app.pat(person, ['keys.read'], { name: 'ended' });
    await app.call('DELETE', `/api/v1/users/me/pats/${ended.id}`, { authorization: person.authorization });
    const minute = Math.floor(app.clock.now() / 60_000) - 3;
    // Of no credential: of the whole instance.
    const use = { credentialId: '', minute, outcome: 'allowed', count: 7 };
    await app.app.database.transaction(async (trx) => {
      await trx.insertInto('usageCounts').values(use).execute();
    });
    const page = await visitor.open('/admin');
    const figure = (name: string) =>
      page
        .locator('dl > div', { has: page.getByText(name, { exact: true }) })
        .locator('dd span')
        .first();
    for (const [name, count] of [
      ['Active', '2'],
      ['Expiring soon', '1'],
      ['Never expiring', '1'],
      ['Revoked', '1'],
      ['Active users', '2'],
      ['Blocked addresses', '0'],
    ] as const) {
      assert.equal(await figure(name).innerText(), count, name);
    }
    await page.getByRole('list', { name: 'Share of each state' }).getByText('Expiring soon 33%').waitFor();
    const hour = page.getByRole('region', { name: 'The last hour' });
    await hour.getByText('Allowed 7').first().waitFor();
    await hour.locator('.recharts-bar-rectangle').first().waitFor({ state: 'attached' });

    await page.getByRole('link', { name: 'Expiring soon' }).click();
    await page.getByRole('link', { name: 'ending' }).waitFor();
    assert.equal(await page.getByRole('link', { name: 'lasting' }).count(), 0);
    await page.goBack();
    await figure('Active').waitFor();
    await app.pat(person, ['keys.read'], { name: 'another' });
    await page.getByRole('button', { name: 'Refresh' }).click();
    await figure('Active')
      .and(page.getByText('3', { exact: true }))
      .waitFor();
  });

  it('has an audit log that says whether it is as it was written, and from which event on it is not', async () => {
    const visitor = await console.admin();
    const page = await visitor.open('/admin/audit-log');
    await page.getByRole('status').getByText('Verified', { exact: true }).waitFor();
    await page.getByText(/^Events 1 to \d+ are as they were written/).waitFor();
    const { database } = visitor.app.app;
    const events = database.reader.selectFrom('auditEvents').select('sequence').orderBy('sequence', 'desc');
    const { sequence } = await events.executeTakeFirstOrThrow();
    await database.transaction(async (trx) => {
      await trx.updateTable('auditEvents').set({ action: 'member.add' }).where('sequence', '=', sequence).execute();
    });
    await page.getByRole('button', { name: 'Verify again' }).click();
    const alert = page.getByRole('alert');
    await alert.getByText(`The log is not as it was written, from event ${sequence} on`).waitFor();
    await alert.getByText('keywright-server audit verify').waitFor();
    await assertAccessible(page);
  });
});
