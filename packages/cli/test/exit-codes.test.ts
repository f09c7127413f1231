import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { sharedApp } from '../../server/test/harness.ts';
import { exitCodeMeanings } from '../src/output/exit-codes.ts';
import { Home } from './command.ts';
import { homeOf } from './signed-in.ts';

const open = sharedApp('sqlite');

describe('exit codes and errors', () => {
  it('are listed by the help, and help is done', async () => {
    const ran = await new Home().run(['--help']);
    assert.equal(ran.code, 0);
    for (const [code, meaning] of exitCodeMeanings)
      assert.match(ran.stdout, new RegExp(`^  ${code} +${meaning}$`, 'm'));
  });

  it('are listed by the guide in the same words', () => {
    const guide = readFileSync(join(import.meta.dirname, '../../../docs/guides/command-line.md'), 'utf8');
    for (const [code, meaning] of exitCodeMeanings) {
      assert.ok(guide.replaceAll('`', '').includes(`| ${code} | ${meaning} |\n`), meaning);
    }
  });

  it('0: done', async () => {
    const app = await open();
    assert.equal((await homeOf(app, await app.admin()).run(['organizations', 'list'])).code, 0);
  });

  it('1: refused by the service, told with its code, what to do and the trace', async () => {
    const app = await open();
    const home = homeOf(app, await app.admin());
    const words = ['tokens', 'mint', '--name', 'x', '--scope', 'nothing.read'];
    const told = await home.run(words);
    assert.deepEqual([told.code, told.stdout], [1, '']);
    assert.match(told.stderr, /code {3}UNKNOWN_SCOPE\n {2}to do {2}`keywright scopes list`.*\n {2}trace {2}\S+\n$/);
    const json = JSON.parse((await home.run([...words, '--json'])).stderr).error;
    assert.deepEqual([json.code, json.details], ['UNKNOWN_SCOPE', { token: 'nothing.read' }]);
    assert.match(json.traceId, /^\S+$/);
  });

  it('2: not understood, with the nearest command or option, in JSON as well', async () => {
    const home = new Home();
    const command = await home.run(['tokns', 'list']);
    assert.equal(command.code, 2);
    assert.match(command.stderr, /Did you mean tokens\?/);
    const option = await home.run(['tokens', 'list', '--jsn', '--json']);
    assert.equal(option.code, 2);
    assert.match(JSON.parse(option.stderr).error.message, /Did you mean --json\?/);
    assert.equal((await home.run(['tokens', 'mint', '--name', 'x', '--expires', 'soon'])).code, 2);
    assert.equal((await home.run(['tokens'])).code, 2);
  });

  it('3: not signed in, or with a credential that was revoked', async () => {
    const app = await open();
    assert.equal((await new Home().run(['tokens', 'list'])).code, 3);
    const admin = await app.admin();
    const pat = await app.pat(admin, ['projects.read']);
    await app.call('DELETE', `/api/v1/users/me/pats/${pat.id}`, { authorization: admin.authorization });
    const ran = await homeOf(app, admin).run(['whoami'], { env: { KEYWRIGHT_TOKEN: pat.secret } });
    assert.equal(ran.code, 3);
    assert.match(ran.stderr, /CREDENTIAL_REVOKED/);
  });

  it('4: not reachable, with the reason of the system', async () => {
    const env = { KEYWRIGHT_URL: 'http://127.0.0.1:1', KEYWRIGHT_TOKEN: `tr_pat_k9c4n2xb.${'a'.repeat(43)}` };
    const ran = await new Home(env).run(['whoami']);
    assert.equal(ran.code, 4);
    assert.match(ran.stderr, /Keywright did not answer\./);
  });

  it('130: interrupted at a prompt, with the terminal as it was', async () => {
    const app = await open();
    const terminal = new Home().terminal(['login', '--server', app.url], {}, '; code=$?; stty -a; exit $code');
    await terminal.answer('E-mail: ', 'ada@example.com');
    await terminal.answer('Password: ', '\x03');
    const { code, shown } = await terminal.end();
    assert.equal(code, 130);
    assert.match(shown, /Interrupted: nothing was changed\./);
    assert.match(shown, / echo /);
  });

  it('a reader that has seen enough is no error', async () => {
    const app = await open();
    const home = homeOf(app, await app.admin());
    const ran = await home.shell('keywright scopes list --json | true; echo $PIPESTATUS');
    assert.deepEqual([ran.stdout, ran.stderr], ['0\n', '']);
  });
});
