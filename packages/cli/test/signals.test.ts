/** What a signal does to a command that waits for a secret, or has it and has not written it yet. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, it } from 'node:test';
import { type SignedIn, sharedApp, type TestApp } from '../../server/test/harness.ts';
import { type Answered, between } from './between.ts';
import { finish, Home } from './command.ts';
import { memberOf, statusOf } from './member.ts';

const open = sharedApp('sqlite');
const exits = { SIGINT: 130, SIGTERM: 143 } as const;
const signals = ['SIGINT', 'SIGTERM'] as const;

/** The service, with an answer that it has given already and that is held back: the one to what ends in `path`. */
async function holding(app: TestApp, path: string) {
  const held = Promise.withResolvers<Answered>();
  const server = await between(app, (answered) => {
    const { method, url = '' } = answered.incoming;
    if (method === 'POST' && url.endsWith(path)) held.resolve(answered);
    else answered.handOn();
  });
  return { server, held: held.promise };
}

const commands = [
  { what: 'a rotation', path: '/rotate', words: (id: string) => ['tokens', 'rotate', id, '--yes'] },
  { what: 'a mint', path: '/pats', words: () => ['tokens', 'mint', '--name', 'minted', '--scope', 'keys.read'] },
] as const;

async function waiting(app: TestApp, ada: SignedIn, home: Home, { path, words }: (typeof commands)[number]) {
  const pat = await app.pat(ada, ['keys.read']);
  const { server, held } = await holding(app, path);
  const child = home.start(words(pat.id), { KEYWRIGHT_URL: server });
  const warned = new Promise((resolve) => child.stderr?.once('data', resolve));
  const ended = finish(child);
  return { child, warned, ended, answered: await held };
}

describe('a signal, once the service has answered', () => {
  for (const command of commands) {
    for (const signal of signals) {
      it(`${signal} to ${command.what} is held off until the secret is written, and is then what it exits with`, async () => {
        const { app, ada, home } = await memberOf(await open());
        const { child, warned, ended, answered } = await waiting(app, ada, home, command);
        child.kill(signal);
        await warned;
        answered.handOn();
        const ran = await ended;
        assert.match(ran.stderr, /Interrupt again to give it up/);
        assert.deepEqual([ran.code, ran.signal], [exits[signal], null]);
        assert.equal(await statusOf(app, ran.stdout.trim()), 200);
      });

      it(`${signal} to ${command.what} gives the secret up where it is the second one, of either kind`, async () => {
        for (const first of signals) {
          const { app, ada, home } = await memberOf(await open());
          const { child, warned, ended, answered } = await waiting(app, ada, home, command);
          child.kill(first);
          await warned;
          child.kill(signal);
          const ran = await ended;
          answered.lose();
          assert.deepEqual([ran.code, ran.signal, ran.stdout], [null, signal, '']);
        }
      });
    }
  }

  it('to members add is held off until the one-time link is written', async () => {
    const app = await open();
    const { authorization } = await app.admin();
    const { server, held } = await holding(app, '/members');
    const words = ['members', 'add', 'new@example.com', '--role', 'MEMBER', '--organization', 'acme'];
    const token = authorization.replace('Bearer ', '');
    const child = new Home().start(words, { KEYWRIGHT_URL: server, KEYWRIGHT_TOKEN: token });
    const warned = new Promise((resolve) => child.stderr?.once('data', resolve));
    const ended = finish(child);
    const answered = await held;
    child.kill('SIGTERM');
    await warned;
    answered.handOn();
    const ran = await ended;
    assert.equal(ran.code, exits.SIGTERM, ran.stderr);
    assert.match(ran.stdout, /^http:\/\/\S+\/invitation#\S+\n$/);
  });

  it('leaves a refusal the code that it has', async () => {
    const { app, ada, home } = await memberOf(await open());
    const [, mint] = commands;
    const scope = ['tokens', 'mint', '--name', 'x', '--scope', 'nothing.read'];
    const { child, warned, ended, answered } = await waiting(app, ada, home, { ...mint, words: () => scope });
    child.kill('SIGTERM');
    await warned;
    answered.handOn();
    assert.equal((await ended).code, 1);
  });

  it('to login --mint is held off until the token is stored', async () => {
    const { app, ada } = await memberOf(await open());
    const home = new Home();
    const { server, held } = await holding(app, '/pats');
    const terminal = home.terminal(['login', '--server', server, '--mint', '--scope', 'projects.read']);
    await terminal.answer('E-mail: ', ada.email);
    await terminal.answer('Password: ', ada.password);
    const answered = await held;
    await terminal.answer('', '\x03');
    await terminal.answer('Interrupt again to give it up.', '');
    answered.handOn();
    const { code, shown } = await terminal.end();
    assert.equal(code, 130, shown);
    assert.equal(await statusOf(app, JSON.parse(readFileSync(home.credentialsFile, 'utf8')).token), 200);
  });
});
