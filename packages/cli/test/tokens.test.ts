import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import { describe, it } from 'node:test';
import { sharedApp } from '../../server/test/harness.ts';
import { Home } from './command.ts';
import { listening } from './listening.ts';
import { memberOf, statusOf as statusIn } from './member.ts';

const open = sharedApp('sqlite');

const member = async () => memberOf(await open());
const statusOf = async (token: string) => statusIn(await open(), token);

describe('tokens mint', () => {
  it('in a pipe writes the token and nothing else', async () => {
    const { home } = await member();
    const words = ['tokens', 'mint', '--name', 'ci', '--scope', 'keys.read', '--scope', 'projects.read'];
    const ran = await home.run(words);
    assert.equal(ran.code, 0, ran.stderr);
    assert.match(ran.stdout, /^tr_pat_[a-z0-9]{8}\.[0-9A-Za-z]{43}\n$/);
    assert.match(ran.stderr, /^Minted tr_pat_[a-z0-9]{8} “ci”/);
    assert.equal(await statusOf(ran.stdout.trim()), 200);
  });

  it('on a terminal says that the token is shown this once', async () => {
    const { home } = await member();
    const terminal = home.terminal(['tokens', 'mint', '--name', 'ci', '--scope', 'keys.read']);
    const { code, shown } = await terminal.end();
    assert.equal(code, 0);
    assert.match(shown, /shown this once and never again: keep it now\.\ntr_pat_/);
  });

  it('passes on everything that it is told, and gives the reply of the API', async () => {
    const { app, ada, home } = await member();
    const expires = new Date(Date.now() + 90 * 86_400_000).toISOString();
    const told = ['--scope', 'keys.read,projects.read', '--project', app.projectId, '--network', '127.0.0.0/8'];
    const ran = await home.run([
      ...['tokens', 'mint', '--json', '--name', 'ci', '--note', 'nightly', '--expires', expires],
      ...told,
    ]);
    const minted = JSON.parse(ran.stdout);
    const { name, note, scopes, projectIds, allowedNetworks } = minted;
    assert.deepEqual(
      { name, note, scopes, projectIds, allowedNetworks },
      {
        name: 'ci',
        note: 'nightly',
        scopes: ['keys.read', 'projects.read'],
        projectIds: [app.projectId],
        allowedNetworks: ['127.0.0.0/8'],
      },
    );
    assert.equal(Date.parse(minted.expiresAt), Date.parse(expires));
    const path = `/api/v1/users/me/pats/${minted.id}`;
    const read = await app.call('GET', path, { authorization: ada.authorization });
    const got = await home.run(['tokens', 'get', minted.prefix, '--json']);
    assert.deepEqual(JSON.parse(got.stdout), read.body);
  });

  it('tells of a secret that could not be written, without showing it', async () => {
    const { home } = await member();
    const ran = await home.shell('keywright tokens mint --name lost --scope keys.read > /dev/full');
    assert.equal(ran.code, 1);
    assert.match(ran.stderr, /SECRET_LOST/);
  });
});

describe('tokens list', () => {
  it('gives the replies of the API as one page, as many as are asked for', async () => {
    const { app, ada, home } = await member();
    for (const name of ['one', 'two', 'three']) await app.pat(ada, ['keys.read'], { name });
    const { body } = await app.call('GET', '/api/v1/users/me/pats', { authorization: ada.authorization });
    assert.deepEqual(JSON.parse((await home.run(['tokens', 'list', '--json'])).stdout), body);
    const two = JSON.parse((await home.run(['tokens', 'list', '--json', '--limit', '2'])).stdout);
    assert.deepEqual(two.data, body.data.slice(0, 2));
    assert.notEqual(two.nextCursor, null);
    assert.match((await home.run(['tokens', 'list', '--limit', '2'])).stderr, /There are more/);
    const found = JSON.parse((await home.run(['tokens', 'list', '--json', '--search', 'thr', '--all'])).stdout);
    assert.deepEqual(found, { data: body.data.slice(0, 1), nextCursor: null });
  });

  it('shows an aligned table with colours on a terminal, none with NO_COLOR, and tabs without headings in a pipe', async () => {
    const { app, ada, home } = await member();
    const pat = await app.pat(ada, ['keys.read'], { name: '名前' });
    const coloured = await home.terminal(['tokens', 'list']).end();
    assert.ok(coloured.shown.includes('\x1b[1mPREFIX'));
    const plain = await home.terminal(['tokens', 'list'], { NO_COLOR: '1' }).end();
    assert.ok(!plain.shown.includes('\x1b['));
    assert.match(plain.shown, new RegExp(`^PREFIX +NAME +STATE.*\n${pat.prefix}  名前  active`));
    const piped = await home.run(['tokens', 'list']);
    assert.deepEqual(piped.stdout.split('\t'), [pat.prefix, '名前', 'active', 'keys.read', '', '', `${pat.id}\n`]);
  });

  it('lets no text of the service move the cursor, colour the terminal or make a cell of its own', async () => {
    const name = 'a\u001b]0;owned\u0007\u009b31m\u202eb\tc';
    const credential = { id: 'x', prefix: 'p', name, level: null, scopes: [], expiresAt: null, revokedAt: null };
    const hostile = createServer((_request, response) => {
      response.setHeader('content-type', 'application/json');
      response.end(JSON.stringify({ data: [{ ...credential, lastUsedAt: null }], nextCursor: null }));
    });
    const home = new Home({ KEYWRIGHT_URL: await listening(hostile), KEYWRIGHT_TOKEN: 'tr_pat_x' });
    for (const words of [
      ['tokens', 'list'],
      ['tokens', 'list', '--json'],
    ]) {
      const { stdout } = await home.run(words);
      assert.doesNotMatch(stdout, /(?![\n\t])[\p{Cc}\p{Cf}]/u);
    }
    assert.deepEqual(JSON.parse((await home.run(['tokens', 'list', '--json'])).stdout).data[0].name, name);
    assert.equal((await home.run(['tokens', 'list'])).stdout.split('\t').length, 7);
    const { shown } = await home.terminal(['tokens', 'list'], { NO_COLOR: '1' }).end();
    assert.ok(shown.includes('a\\u{1b}]0;owned\\u{7}'), shown);
  });
});

describe('tokens rotate, revoke and delete', () => {
  it('ask on a terminal, naming the token and what stops working; no is no', async () => {
    const { app, ada, home } = await member();
    const pat = await app.pat(ada, ['keys.read'], { name: 'deploy' });
    for (const verb of ['rotate', 'revoke', 'delete']) {
      const terminal = home.terminal(['tokens', verb, 'deploy']);
      await terminal.answer('[y/N] ', 'n');
      const { code, shown } = await terminal.end();
      assert.equal(code, 1);
      assert.match(shown, new RegExp(`${pat.prefix} “deploy”`));
      assert.match(shown, /stops working|is refused from then on/);
    }
    assert.equal(await statusOf(pat.secret), 200);
  });

  it('do it where the answer is yes', async () => {
    const { app, ada, home } = await member();
    const pat = await app.pat(ada, ['keys.read'], { name: 'deploy' });
    const rotate = home.terminal(['tokens', 'rotate', pat.id]);
    await rotate.answer('[y/N] ', 'y');
    const [secret = ''] = /tr_pat_\w{8}\.\w{43}/.exec((await rotate.end()).shown) ?? [];
    assert.deepEqual([await statusOf(pat.secret), await statusOf(secret)], [401, 200]);
    const revoke = home.terminal(['tokens', 'revoke', pat.prefix]);
    await revoke.answer('[y/N] ', 'yes');
    assert.equal((await revoke.end()).code, 0);
    assert.equal(await statusOf(secret), 401);
    const remove = home.terminal(['tokens', 'delete', 'deploy']);
    await remove.answer('[y/N] ', 'y');
    assert.equal((await remove.end()).code, 0);
    assert.deepEqual(JSON.parse((await home.run(['tokens', 'list', '--json'])).stdout).data, []);
  });

  it('are refused as misuse where nobody can be asked, and done with --yes', async () => {
    const { app, ada, home } = await member();
    const pat = await app.pat(ada, ['keys.read'], { name: 'deploy' });
    for (const verb of ['rotate', 'revoke', 'delete']) {
      const refused = await home.run(['tokens', verb, pat.id], { input: 'y\n' });
      assert.deepEqual([refused.code, refused.stdout], [2, '']);
      assert.match(refused.stderr, /Add --yes/);
    }
    assert.equal(await statusOf(pat.secret), 200);
    const rotated = await home.run(['tokens', 'rotate', pat.id, '--yes']);
    assert.match(rotated.stdout, /^tr_pat_\w{8}\.\w{43}\n$/);
    assert.equal((await home.run(['tokens', 'revoke', pat.id, '--yes'])).code, 0);
    assert.equal((await home.run(['tokens', 'delete', pat.id, '-y'])).code, 0);
    assert.equal(await statusOf(rotated.stdout.trim()), 401);
  });

  it('leave both secrets working for as long as --grace says, and do not ask then', async () => {
    const { app, ada, home } = await member();
    const pat = await app.pat(ada, ['keys.read']);
    const rotated = await home.run(['tokens', 'rotate', pat.id, '--grace', '1h']);
    assert.equal(rotated.code, 0, rotated.stderr);
    assert.deepEqual([await statusOf(pat.secret), await statusOf(rotated.stdout.trim())], [200, 200]);
    assert.match(rotated.stderr, /The old secret works until 2/);
  });

  it('name a token by its name where that is the only live one, and say which where it is not', async () => {
    const { app, ada, home } = await member();
    const first = await app.pat(ada, ['keys.read'], { name: 'twin' });
    const second = await app.pat(ada, ['keys.read'], { name: 'twin' });
    const ambiguous = await home.run(['tokens', 'revoke', 'twin', '--yes']);
    assert.equal(ambiguous.code, 2);
    for (const { prefix } of [first, second]) assert.ok(ambiguous.stderr.includes(prefix));
    await home.run(['tokens', 'revoke', first.prefix, '--yes']);
    assert.equal((await home.run(['tokens', 'revoke', 'twin', '--yes'])).code, 0);
    assert.equal(await statusOf(second.secret), 401);
    assert.equal((await home.run(['tokens', 'revoke', 'nobody', '--yes'])).code, 1);
  });

  it('send no whole token that is given for a name, and repeat none', async () => {
    const { app, ada, home } = await member();
    const pat = await app.pat(ada, ['keys.read']);
    const ran = await home.run(['tokens', 'revoke', pat.secret, '--yes']);
    assert.equal(ran.code, 2);
    assert.match(ran.stderr, /history of your shell/);
    assert.equal(await statusOf(pat.secret), 200);
  });
});
