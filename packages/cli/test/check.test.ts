import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { TestApp as Service, type TestApp } from '../../server/test/harness.ts';
import { Home } from './command.ts';

/** A platform of each format, what it mints, and what its tokens say of themselves. */
const platforms = [
  { platform: 'translately', format: 'split', brand: 'tr', tells: true, project: false },
  { platform: 'tolgee', format: 'tolgee', brand: 'tg', tells: true, project: true },
  { platform: 'api-testing', format: 'dotted', brand: null, tells: false, project: false },
  { platform: 'part-db', format: 'opaque', brand: 'tcp', tells: false, project: false },
] as const;

async function withApp(platform: string, test: (app: TestApp) => Promise<void>): Promise<void> {
  const app = await Service.start('sqlite', { platform });
  try {
    await test(app);
  } finally {
    await app.close();
  }
}

/** The token with its last character changed: its check digits are wrong. */
const mistyped = (token: string): string => token.slice(0, -1) + (token.endsWith('a') ? 'b' : 'a');

describe('check', () => {
  for (const { platform, format, brand, tells, project } of platforms) {
    it(`reads a token of ${platform} (${format}) offline, and tells a mistyped one`, async () => {
      await withApp(platform, async (app) => {
        const admin = await app.admin();
        const scopes = await app.call('GET', '/api/v1/scopes', { authorization: admin.authorization });
        const [level] = scopes.body.levels;
        const { grants } = (await app.call('GET', '/api/v1/platform')).body.pat;
        const grant = grants === 'levels' ? { level: level.level } : { scopes: [scopes.body.grantable.pat[0]] };
        const body = { name: 'pat', expiresAt: new Date(Date.now() + 86_400_000).toISOString(), ...grant };
        const path = '/api/v1/users/me/pats';
        const minted = await app.call('POST', path, { authorization: admin.authorization, body });
        assert.equal(minted.status, 201, minted.text);
        const { secret, prefix } = minted.body;
        const home = new Home();
        const good = await home.run(['check', '--json'], { input: secret });
        const kind = tells ? 'pat' : null;
        const expected = { good: true, format, kind, brand, prefix, checkDigits: 'right', projectId: null };
        assert.deepEqual([good.code, JSON.parse(good.stdout)], [0, expected]);
        const bad = await home.run(['check', '--json'], { input: mistyped(secret) });
        assert.deepEqual([bad.code, JSON.parse(bad.stdout)], [5, { ...expected, good: false, checkDigits: 'wrong' }]);
        if (project) await checksProject(app, home);
      });
    });
  }

  it('tells what is no token, shows nothing of it, and warns of one that was written as an argument', async () => {
    const home = new Home();
    const words = 'x'.repeat(50);
    const ran = await home.run(['check', words]);
    assert.equal(ran.code, 5);
    assert.match(ran.stdout, /^good\tno\n/);
    assert.ok(!ran.stdout.includes(words));
    assert.match(ran.stderr, /history of your shell/);
    assert.equal((await home.run(['check', '-'], { input: '' })).code, 5);
  });

  it('asks on a terminal, and does not show what is pasted', async () => {
    const terminal = new Home().terminal(['check']);
    await terminal.answer('Token: ', `tr_pat_k9c4n2xb.${'a'.repeat(43)}`);
    const { code, shown } = await terminal.end();
    assert.equal(code, 5);
    assert.match(shown, /wrong/);
    assert.ok(!shown.includes('aaaaaaaa'));
  });
});

async function checksProject(app: TestApp, home: Home): Promise<void> {
  const admin = await app.admin();
  const scopes = await app.call('GET', '/api/v1/scopes', { authorization: admin.authorization });
  const key = await app.apiKey(app.projectId, [scopes.body.grantable.organizations[0].scopes[0]]);
  const { good, kind, projectId } = JSON.parse((await home.run(['check', '--json'], { input: key.secret })).stdout);
  assert.deepEqual([good, kind, projectId], [true, 'api-key', app.projectId]);
}
