// `npm run screenshots` writes docs/screenshots: every page of the console, on a desktop and a phone, light and dark, so that
// a change of looks is seen in review. The service is a real one, with some tokens in it, and its time is the machine’s: the
// pictures differ a little each time, so nothing compares them. `npm run screenshots -- token organization` takes only those
// whose names begin so.

import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { desktop, openBrowser, phone, Visitor } from '../packages/console/test/browser/browser.ts';
import { type Minted, TestApp } from '../packages/server/test/harness.ts';

const folder = join(import.meta.dirname, '../docs/screenshots');
const dayMs = 24 * 3_600_000;

interface Picture {
  readonly name: string;
  readonly path: string;
  readonly signedIn: boolean;
  /** What is done on the page before the picture is taken. */
  readonly before?: (page: Page) => Promise<void>;
}

const pictures: readonly Picture[] = [
  { name: 'sign-in', path: '/sign-in', signedIn: false },
  { name: 'invitation', path: '/invitation#token', signedIn: false },
  { name: 'tokens', path: '/tokens', signedIn: true },
  { name: 'tokens-none-match', path: '/tokens?search=nothing', signedIn: true },
  { name: 'new-token', path: '/tokens/new', signedIn: true },
  { name: 'new-token-shown-once', path: '/tokens/new', signedIn: true, before: mint },
  { name: 'token', path: '/tokens/:id', signedIn: true },
  { name: 'token-access', path: '/tokens/:id?tab=access', signedIn: true },
  { name: 'token-activity', path: '/tokens/:id?tab=activity', signedIn: true },
  { name: 'revoke', path: '/tokens', signedIn: true, before: (page) => choose(page, 'Revoke') },
  { name: 'rotate', path: '/tokens', signedIn: true, before: (page) => choose(page, 'Rotate') },
  { name: 'edit', path: '/tokens', signedIn: true, before: (page) => choose(page, 'Edit') },
  { name: 'notices', path: '/notices', signedIn: true },
  { name: 'organization', path: '/organizations/acme', signedIn: true },
  { name: 'organization-members', path: '/organizations/acme?tab=members', signedIn: true },
  { name: 'organization-member-added', path: '/organizations/acme?tab=members', signedIn: true, before: addMember },
  { name: 'organization-audit', path: '/organizations/acme?tab=audit', signedIn: true },
  { name: 'organization-audit-event', path: '/organizations/acme?tab=audit', signedIn: true, before: openEvent },
  { name: 'project', path: '/projects/:project', signedIn: true },
  { name: 'project-api-key', path: '/projects/:project/api-keys/:key', signedIn: true },
  { name: 'project-new-api-key', path: '/projects/:project/api-keys/new', signedIn: true },
  { name: 'project-rate-limits', path: '/projects/:project/rate-limits?token=:key', signedIn: true },
  { name: 'project-policy', path: '/projects/:project/rate-limits/:policy', signedIn: true },
  { name: 'project-policy-delete', path: '/projects/:project/rate-limits', signedIn: true, before: deletePolicy },
  { name: 'project-throttles', path: '/projects/:project/throttles', signedIn: true },
  { name: 'project-audit-log', path: '/projects/:project/audit-log', signedIn: true },
  { name: 'project-settings', path: '/projects/:project/settings', signedIn: true },
  { name: 'account', path: '/account', signedIn: true },
  { name: 'admin-overview', path: '/admin', signedIn: true, before: chart },
  { name: 'admin-credentials', path: '/admin/credentials', signedIn: true },
  { name: 'admin-credentials-filtered', path: '/admin/credentials?revoked=false&organization=acme', signedIn: true },
  { name: 'admin-credential', path: '/admin/credentials/:id', signedIn: true, before: chart },
  { name: 'admin-revoke', path: '/admin/credentials', signedIn: true, before: (page) => choose(page, 'Revoke') },
  { name: 'admin-users', path: '/admin/users', signedIn: true },
  { name: 'admin-blocked-addresses', path: '/admin/blocked-addresses', signedIn: true },
  { name: 'admin-webhooks', path: '/admin/webhooks', signedIn: true },
  { name: 'admin-webhooks-new', path: '/admin/webhooks', signedIn: true, before: newWebhook },
  { name: 'admin-webhook', path: '/admin/webhooks', signedIn: true, before: openWebhook },
  { name: 'admin-audit-log', path: '/admin/audit-log', signedIn: true },
];

async function mint(page: Page): Promise<void> {
  await page.getByLabel('Name', { exact: true }).fill('release pipeline');
  await page.getByRole('checkbox', { name: /^keys\.write:/ }).check();
  await page.getByRole('button', { name: 'Make token' }).click();
  await page.getByText('it is shown this once').waitFor();
  await page.evaluate('window.scrollTo(0, 0)');
}

async function addMember(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Add member' }).click();
  await page.getByRole('textbox', { name: 'E-mail' }).fill(`kim.${crypto.randomUUID().slice(0, 4)}@example.com`);
  await page.getByRole('radio', { name: /^MEMBER/ }).check();
  await page.getByRole('dialog').getByRole('button', { name: 'Add member' }).click();
  await page.getByText('it is shown this once').waitFor();
}

async function openEvent(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Added a member' }).first().click();
  await page.getByRole('dialog').waitFor();
}

async function chart(page: Page): Promise<void> {
  await page.locator('.recharts-bar').first().waitFor({ state: 'attached' });
}

async function newWebhook(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'New webhook' }).click();
  await page.getByRole('dialog').waitFor();
}

async function openWebhook(page: Page): Promise<void> {
  await page.getByRole('link', { name: 'https://hooks.example.com/keywright' }).click();
  await page.getByRole('heading', { name: 'Deliveries' }).waitFor();
}

async function choose(page: Page, action: string): Promise<void> {
  await page.getByRole('button', { name: 'Actions for laptop' }).click();
  await page.getByRole('menuitem', { name: action }).click();
  await page.getByRole('dialog').waitFor();
}

async function deletePolicy(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Actions for strict-ci' }).click();
  await page.getByRole('menuitem', { name: 'Delete' }).click();
  await page.getByRole('dialog').waitFor();
}

/** A project’s keys and policies, one of which has refused something; answers how its pages are found. */
async function furnishProject(app: TestApp): Promise<Readonly<Record<string, string>>> {
  const { authorization } = await app.admin();
  const policies = `/api/v1/projects/${app.projectId}/rate-limit-policies`;
  const create = async (name: string, rules: readonly object[], enabled = true) =>
    (await app.call('POST', policies, { authorization, body: { name, rules, enabled } })).body.id;
  await create('old-crawler', [{ per_hour: 100, per: 'address' }], false);
  const policy = await create('strict-ci', [
    { per_minute: 60, burst: 10, methods: ['POST'], path_patterns: ['/api/v1/projects/{project_id}/execute/*'] },
    { per_second: 2, per_hour: 1800, burst: 5, methods: ['GET'] },
  ]);
  const everyone = await create('everyone', [
    { per_minute: 120, burst: 8 },
    { per_day: 10_000, per: 'project' },
  ]);
  await app.call('PUT', `${policies}/default`, { authorization, body: { policy_id: everyone } });
  const key = await app.apiKey(app.projectId, ['keys.read', 'projects.read', 'translations.read'], {
    name: 'website',
    note: 'Reads translations at build time',
    rateLimitPolicyId: policy,
  });
  await app.apiKey(app.projectId, ['keys.write'], { name: 'importer', rateLimitPolicyId: policy });
  for (let sent = 0; sent < 11; sent += 1) {
    await app.call('GET', `/api/v1/projects/${app.projectId}`, { authorization: key.authorization });
  }
  return { ':project': app.projectId, ':policy': policy, ':key': key.id };
}

/** A person’s tokens in every state; answers the id of one. */
async function furnish(app: TestApp): Promise<string> {
  const owner = await app.admin();
  const inDays = (days: number) => new Date(app.clock.now() + days * dayMs).toISOString();
  const used = await app.pat(owner, ['keys.write', 'translations.write', 'api-keys.write'], {
    name: 'release pipeline',
    note: 'Uploads new strings after each merge to main',
    expiresAt: inDays(62),
  });
  await app.pat(owner, ['exports.read', 'projects.read'], {
    name: 'nightly export',
    projectIds: [app.projectId],
    allowedNetworks: ['203.0.113.0/24'],
  });
  const expiring = await app.pat(owner, ['keys.read'], { name: 'laptop', expiresAt: inDays(9) });
  const ended = await app.pat(owner, ['keys.read'], { name: 'old script', note: 'replaced by the pipeline' });
  const found = await app.pat(owner, ['keys.read'], { name: 'chat bot' });
  const { authorization } = owner;
  await app.call('DELETE', `/api/v1/users/me/pats/${ended.id}`, { authorization });
  const body = { reason: 'It was found in a public repository.' };
  await app.call('POST', `/api/v1/admin/credentials/${found.id}/revoke`, { authorization, body });
  await app.call('GET', '/api/v1/tokens/current', { authorization: used.authorization });
  const opened = { slug: 'northwind', name: 'Northwind Traders' };
  await app.call('POST', '/api/v1/organizations', { authorization, body: opened });
  // There the token’s owner becomes less than they were, so that it lacks something.
  const path = `/api/v1/organizations/northwind/members/${owner.userId}`;
  const other = await app.person('northwind', 'OWNER');
  const { headers } = await app.call('GET', path, { authorization });
  const version = { 'if-match': headers.get('etag') ?? '' };
  const role = { authorization: other.authorization, headers: version, body: { role: 'MEMBER' } };
  await app.call('PUT', `${path}/role`, role);
  for (const [slug, name] of [
    ['web', 'Web shop'],
    ['old-app', 'The old app'],
  ]) {
    const made = await app.call('POST', '/api/v1/organizations/acme/projects', { authorization, body: { slug, name } });
    if (slug === 'old-app') await app.call('POST', `/api/v1/projects/${made.body.id}/archive`, { authorization });
  }
  for (const [email, name, role] of [
    ['ada@example.com', 'Ada Lovelace', 'ADMIN'],
    ['grace@example.com', 'Grace Hopper', 'MEMBER'],
    ['mei@example.com', 'Mei Chen', 'MEMBER'],
  ]) {
    await app.call('POST', '/api/v1/organizations/acme/members', { authorization, body: { email, name, role } });
  }
  await app.call('GET', `/api/v1/projects/${app.projectId}`, { authorization: used.authorization });
  await app.call('GET', `/api/v1/projects/${app.projectId}/api-keys`, { authorization: used.authorization });
  await useForAMonth(app, used.id);
  await tell(app, owner.userId, { revoked: found, expiring });
  await furnishInstance(app, used.authorization);
  return used.id;
}

/** Notices, as if others had given cause for them: the person in the pictures is alone in administering the instance. */
async function tell(app: TestApp, userId: string, of: { readonly revoked: Minted; readonly expiring: Minted }) {
  const now = app.clock.now();
  const { revoked, expiring } = of;
  const why = 'Reason: It was found in a public repository.';
  const notices = [
    {
      ...{
        id: 'notice-2',
        kind: 'credential-revoked',
        credentialId: revoked.id,
        createdAt: now - dayMs / 12,
        readAt: null,
      },
      message: `Your token “chat bot” was revoked by somebody else. ${why}`,
    },
    {
      ...{
        id: 'notice-1',
        kind: 'credential-expiring',
        credentialId: expiring.id,
        createdAt: now - 3 * dayMs,
        readAt: now,
      },
      message: `Your token “laptop” expires in 14 days. Rotate it to keep it in use.`,
    },
  ];
  await app.app.database.transaction(async (trx) => {
    await trx
      .insertInto('notices')
      .values(notices.map((each) => ({ ...each, userId, dedupeKey: null })))
      .execute();
  });
}

/** Uses of a token over the last month: busy on work days, throttled on one of them. */
async function useForAMonth(app: TestApp, credentialId: string): Promise<void> {
  const today = Math.floor(app.clock.now() / dayMs);
  const counts = Array.from({ length: 29 }, (_, ago) => {
    const day = today - 1 - ago;
    const allowed = day % 7 < 2 ? 12 + (day % 5) : 160 + ((day * 37) % 90);
    const of = { allowed, denied: day % 4, throttled: ago === 9 ? 64 : 0, failed: ago === 15 ? 18 : 0 };
    const rows = Object.entries(of).map(([outcome, count]) => ({
      credentialId,
      minute: (day * dayMs) / 60_000 + 540,
      outcome,
      count,
    }));
    return rows.filter(({ count }) => count > 0);
  });
  await app.app.database.transaction(async (trx) => {
    await trx
      .insertInto('usageCounts')
      .values([...counts.flat(), ...lastHour(app)])
      .execute();
  });
}

/** Uses minute by minute, a burst of refused ones among them. */
function lastHour(app: TestApp) {
  // Those of the whole instance.
  const credentialId = '';
  const minute = Math.floor(app.clock.now() / 60_000);
  return Array.from({ length: 55 }, (_, ago) => ago + 2).flatMap((ago) => [
    { credentialId, minute: minute - ago, outcome: 'allowed', count: 6 + ((ago * 7) % 9) },
    ...(ago > 20 && ago < 26 ? [{ credentialId, minute: minute - ago, outcome: 'refused', count: 30 - ago }] : []),
    ...(ago % 11 === 0 ? [{ credentialId, minute: minute - ago, outcome: 'throttled', count: 3 }] : []),
  ]);
}

const wanted = process.argv.slice(2);
const chosen = pictures.filter(({ name }) => wanted.length === 0 || wanted.some((start) => name.startsWith(start)));

/** What administrators look at: uses and refused ones, users, a blocked address, a webhook that does not answer. */
async function furnishInstance(app: TestApp, authorization: string): Promise<void> {
  const admin = await app.admin();
  const bad = `Bearer tr_pat_${'a'.repeat(8)}.${'A'.repeat(43)}`;
  for (const presented of [bad, authorization, authorization, bad, authorization]) {
    await app.call('GET', '/api/v1/users/me/pats', { authorization: presented });
  }
  await app.apiKey(app.projectId, ['keys.read'], { name: 'storefront' });
  const people = [await app.person('acme', 'MEMBER'), await app.person('acme', 'MEMBER')];
  for (const person of people) await app.pat(person, ['keys.read'], { name: 'editor plug-in' });
  const asAdmin = { authorization: admin.authorization };
  await app.call('POST', `/api/v1/admin/users/${people[0]?.userId}/disable`, asAdmin);
  const body = { url: 'https://hooks.example.com/keywright', description: 'Tells the security channel' };
  const made = await app.call('POST', '/api/v1/admin/webhooks', { ...asAdmin, body });
  await app.call('POST', `/api/v1/admin/webhooks/${made.body.id}/test`, asAdmin);
  await new Promise((resolve) => setTimeout(resolve, 1500));
}

await mkdir(folder, { recursive: true });
const app = await TestApp.start('sqlite');
const browser = await openBrowser();
const id = await furnish(app);
const ids = Object.entries({ ...(await furnishProject(app)), ':id': id });
const person = await app.admin();
for (const [width, context] of Object.entries({ desktop, phone })) {
  for (const colorScheme of ['light', 'dark'] as const) {
    const open = async () =>
      new Visitor(await browser.newContext({ ...context, colorScheme, reducedMotion: 'reduce' }), app);
    const [stranger, visitor] = [await open(), await open()];
    await visitor.signIn(person);
    for (const { name, path, signedIn, before } of chosen) {
      const page = await (signedIn ? visitor : stranger).open(
        ids.reduce((filled, [part, value]) => filled.replace(part, value), path),
      );
      await page.waitForLoadState('networkidle');
      await page.getByRole('heading').first().waitFor();
      await before?.(page);
      await page.waitForTimeout(400);
      await page.screenshot({ path: join(folder, `${name}.${width}.${colorScheme}.png`) });
      await page.close();
    }
  }
}
await browser.close();
await app.close();
console.log(`${chosen.length * 4} pictures in docs/screenshots`);
