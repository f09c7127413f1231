import assert from 'node:assert/strict';
import { chmodSync, existsSync, mkdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, it } from 'node:test';
import { adminPassword, sharedApp } from '../../server/test/harness.ts';
import { Home } from './command.ts';

const open = sharedApp('sqlite');
const modeOf = (path: string): string => (statSync(path).mode & 0o777).toString(8);
const daysAhead = (days: number): string => new Date(Date.now() + days * 86_400_000).toISOString();

async function signedInByToken(more: object = {}) {
  const app = await open();
  const home = new Home();
  const pat = await app.pat(await app.admin(), ['projects.read', 'keys.write'], more);
  const ran = await home.run(['login', '--server', app.url, '--token-stdin'], { input: `${pat.secret}\n` });
  assert.equal(ran.code, 0, ran.stderr);
  return { app, home, pat, ran };
}

describe('signing in', () => {
  it('by password on a terminal keeps the access JWT, says when it ends, shows no password and mints nothing', async () => {
    const app = await open();
    const home = new Home();
    const terminal = home.terminal(['login']);
    await terminal.answer('Server: ', app.url);
    await terminal.answer('E-mail: ', app.config.adminEmail);
    await terminal.answer('Password: ', adminPassword);
    const { code, shown } = await terminal.end();
    assert.equal(code, 0, shown);
    assert.ok(!shown.includes(adminPassword));
    const stored = JSON.parse(readFileSync(home.credentialsFile, 'utf8'));
    assert.equal(stored.kind, 'access-jwt');
    assert.ok(shown.includes(`This ends at ${stored.expiresAt}.`), shown);
    const listed = await home.run(['tokens', 'list', '--json']);
    assert.deepEqual(JSON.parse(listed.stdout).data, []);
    const who = await home.run(['whoami']);
    assert.match(who.stdout, /^credential\taccess JWT/m);
    assert.equal((await home.run(['tokens', 'list'])).stderr, '');
  });

  it('by password with --mint keeps a new PAT of the scopes and expiry that were asked for', async () => {
    const app = await open();
    const ada = await app.person('acme', 'MEMBER');
    const home = new Home();
    const expires = daysAhead(30);
    const words = ['login', '--server', app.url, '--mint', '--scope', 'projects.read', '--expires', expires];
    const terminal = home.terminal(words);
    await terminal.answer('E-mail: ', ada.email);
    await terminal.answer('Password: ', ada.password);
    const { code, shown } = await terminal.end();
    assert.equal(code, 0, shown);
    const stored = JSON.parse(readFileSync(home.credentialsFile, 'utf8'));
    assert.ok(!shown.includes(stored.token) && !shown.includes(ada.password));
    const { data } = (await app.call('GET', '/api/v1/users/me/pats', { authorization: ada.authorization })).body;
    assert.equal(data.length, 1);
    assert.deepEqual([data[0].prefix, data[0].scopes], [stored.prefix, ['projects.read']]);
    assert.equal(Date.parse(data[0].expiresAt), Date.parse(expires));
  });

  it('by password with --mint names the token that was minted and could not be stored', async () => {
    const app = await open();
    const home = new Home();
    const ada = await app.person('acme', 'MEMBER');
    mkdirSync(join(home.credentialsFile, 'in-the-way'), { recursive: true });
    const terminal = home.terminal(['login', '--server', app.url, '--mint', '--scope', 'projects.read']);
    await terminal.answer('E-mail: ', ada.email);
    await terminal.answer('Password: ', ada.password);
    const { code, shown } = await terminal.end();
    assert.equal(code, 3, shown);
    const { data } = (await app.call('GET', '/api/v1/users/me/pats', { authorization: ada.authorization })).body;
    assert.ok(shown.includes(`The token ${data[0].prefix} was minted and is stored nowhere`), shown);
  });

  it('with a wrong password is refused with 3 and keeps nothing', async () => {
    const app = await open();
    const home = new Home();
    const terminal = home.terminal(['login', '--server', app.url]);
    await terminal.answer('E-mail: ', app.config.adminEmail);
    await terminal.answer('Password: ', 'not the password at all');
    const { code, shown } = await terminal.end();
    assert.deepEqual([code, existsSync(home.credentialsFile)], [3, false]);
    assert.match(shown, /UNAUTHENTICATED/);
  });

  it('with a token from a pipe checks it, and stores it in a file and a folder of the user’s own', async () => {
    const { app, home, pat, ran } = await signedInByToken();
    assert.equal(ran.stdout, '');
    assert.deepEqual([modeOf(home.credentialsFile), modeOf(dirname(home.credentialsFile))], ['600', '700']);
    const { authorization } = pat;
    const current = await app.call('GET', '/api/v1/tokens/current', { authorization });
    const who = await home.run(['whoami', '--json']);
    const { last_used_at: _used, ...rest } = JSON.parse(who.stdout);
    const { last_used_at: _usedToo, ...expected } = current.body;
    assert.deepEqual(rest, expected);
  });

  it('with a token pasted on a terminal does not show it', async () => {
    const app = await open();
    const home = new Home();
    const pat = await app.pat(await app.admin(), ['projects.read']);
    const terminal = home.terminal(['login', '--server', app.url, '--token-stdin']);
    await terminal.answer('Token: ', pat.secret);
    const { code, shown } = await terminal.end();
    assert.equal(code, 0, shown);
    assert.ok(!shown.includes(pat.secret.slice(-12)));
  });

  it('with a token that the service refuses keeps nothing', async () => {
    const app = await open();
    const home = new Home();
    const input = `tr_pat_k9c4n2xb.${'a'.repeat(43)}`;
    const ran = await home.run(['login', '--server', app.url, '--token-stdin'], { input });
    assert.deepEqual([ran.code, existsSync(home.credentialsFile)], [3, false]);
  });

  it('closes a folder that others could look into', async () => {
    const app = await open();
    const home = new Home();
    mkdirSync(dirname(home.credentialsFile), { recursive: true, mode: 0o755 });
    const pat = await app.pat(await app.admin(), ['projects.read']);
    await home.run(['login', '--server', app.url, '--token-stdin'], { input: pat.secret });
    assert.equal(modeOf(dirname(home.credentialsFile)), '700');
  });

  it('takes no token as an option, and repeats none that is tried', async () => {
    const app = await open();
    const pat = await app.pat(await app.admin(), ['projects.read']);
    const ran = await new Home().run(['login', '--server', app.url, `--token=${pat.secret}`]);
    assert.equal(ran.code, 2);
    assert.match(ran.stderr, /unknown option/);
  });

  it('sends no token over plain http to another machine, unless that is allowed', async () => {
    const home = new Home();
    const words = ['login', '--server', 'http://keys.example.invalid', '--token-stdin'];
    const refused = await home.run(words, { input: 'x' });
    assert.equal(refused.code, 2);
    assert.match(refused.stderr, /Plain http/);
    const allowed = await home.run(words, { input: 'x', env: { KEYWRIGHT_ALLOW_HTTP: '1' } });
    assert.equal(allowed.code, 4);
  });
});

describe('the stored credential', () => {
  it('is not read from a file that others can read; chmod 600 mends it', async () => {
    const { home } = await signedInByToken();
    chmodSync(home.credentialsFile, 0o640);
    const refused = await home.run(['projects', 'list']);
    assert.equal(refused.code, 3);
    assert.match(refused.stderr, new RegExp(`chmod 600 ${home.credentialsFile}`));
    chmodSync(home.credentialsFile, 0o600);
    assert.equal((await home.run(['projects', 'list'])).code, 0);
  });

  it('goes to its own server alone, whatever KEYWRIGHT_URL says', async () => {
    const { home } = await signedInByToken();
    const ran = await home.run(['projects', 'list'], { env: { KEYWRIGHT_URL: 'https://elsewhere.example.invalid' } });
    assert.equal(ran.code, 3);
    assert.match(ran.stderr, /names another server/);
  });

  it('gives way to KEYWRIGHT_TOKEN and to KEYWRIGHT_API_KEY, and both at once are refused', async () => {
    const { app, home } = await signedInByToken();
    const key = await app.apiKey(app.projectId, ['keys.read', 'projects.read']);
    for (const env of [{ KEYWRIGHT_TOKEN: key.secret }, { KEYWRIGHT_API_KEY: key.secret }]) {
      const who = await home.run(['whoami'], { env });
      assert.match(who.stdout, new RegExp(`^credential\tAPI key ${key.prefix}`, 'm'));
    }
    const env = { KEYWRIGHT_TOKEN: key.secret, KEYWRIGHT_API_KEY: key.secret };
    assert.equal((await home.run(['whoami'], { env })).code, 2);
  });

  it('is removed by logout, which says that the token itself goes on and how to end it', async () => {
    const { app, home, pat } = await signedInByToken();
    const out = await home.run(['logout']);
    assert.equal(out.code, 0);
    assert.equal(existsSync(home.credentialsFile), false);
    assert.match(out.stderr, /The token itself goes on working/);
    assert.ok(out.stderr.includes(`\`keywright tokens revoke ${pat.prefix}\``), out.stderr);
    assert.equal((await app.call('GET', '/api/v1/tokens/current', { authorization: pat.authorization })).status, 200);
    assert.equal((await home.run(['whoami'])).code, 3);
    assert.equal((await home.run(['logout'])).code, 0);
  });

  it('that ends within a week is warned of by every command, and one that lasts is not', async () => {
    const soon = await signedInByToken({ expiresAt: daysAhead(3.5) });
    assert.match((await soon.home.run(['projects', 'list'])).stderr, /expires in 3 days/);
    const later = await signedInByToken({ expiresAt: daysAhead(30) });
    assert.equal((await later.home.run(['projects', 'list'])).stderr, '');
  });

  it('from the environment is warned of by whoami', async () => {
    const app = await open();
    const pat = await app.pat(await app.admin(), ['projects.read'], { expiresAt: daysAhead(0.5) });
    const env = { KEYWRIGHT_URL: app.url, KEYWRIGHT_TOKEN: pat.secret };
    const who = await new Home().run(['whoami', '--json'], { env });
    assert.equal(JSON.parse(who.stderr).warning.code, 'EXPIRES_SOON');
  });
});
