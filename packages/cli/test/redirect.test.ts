/** A server’s address that leads elsewhere, as http:// does where https:// was meant. */
import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { createServer } from 'node:http';
import { describe, it } from 'node:test';
import { sharedApp } from '../../server/test/harness.ts';
import { Home } from './command.ts';
import { listening } from './listening.ts';

const open = sharedApp('sqlite');
const token = `tr_pat_k9c4n2xb.${'aB3'.repeat(14)}a`;

/** A home of somebody whose server redirects everything to a target, of whose requests the paths are kept. */
async function redirected(status: number) {
  const reached: string[] = [];
  const target = await listening(
    createServer(({ url = '' }, response) => {
      reached.push(url);
      response.writeHead(200, { 'content-type': 'application/json' }).end('{}');
    }),
  );
  const server = await listening(
    createServer(({ url = '' }, response) => {
      response.writeHead(status, { location: `${target}${url}?ticket=sesame` }).end();
    }),
  );
  return { server, target, reached, home: new Home({ KEYWRIGHT_URL: server, KEYWRIGHT_TOKEN: token }) };
}

describe('a server that redirects', () => {
  for (const status of [301, 302, 307, 308]) {
    it(`by ${status} is told as that, with the origin to set instead, and no credential goes there`, async () => {
      const { home, target, reached } = await redirected(status);
      const commands = [['whoami'], ['tokens', 'mint', '--name', 'ci', '--scope', 'keys.read'], ['tokens', 'list']];
      for (const words of commands) {
        const ran = await home.run(words);
        assert.deepEqual([ran.code, ran.stdout], [4, ''], ran.stderr);
        assert.ok(ran.stderr.includes(`answered with a redirect to ${target}, which is not followed.\n`), ran.stderr);
        assert.match(
          ran.stderr,
          /code {3}REDIRECTED\n {2}to do {2}.*`keywright login --server` or KEYWRIGHT_URL, with http/,
        );
        assert.doesNotMatch(ran.stderr, /sesame|ticket|minted/);
      }
      assert.deepEqual(reached, []);
    });
  }

  it('is told to programs with the origin, and to login, which then keeps nothing', async () => {
    const { home, server, target, reached } = await redirected(308);
    const json = JSON.parse((await home.run(['whoami', '--json'])).stderr).error;
    assert.deepEqual([json.code, json.details], ['REDIRECTED', { origin: target }]);
    const ran = await home.run(['login', '--server', server, '--token-stdin'], { input: token });
    assert.deepEqual([ran.code, existsSync(home.credentialsFile), reached], [4, false, []]);
    assert.ok(ran.stderr.includes(`with ${target} `), ran.stderr);
  });

  it('is done with once the address that was told is set', async () => {
    const app = await open();
    const pat = await app.pat(await app.admin(), ['projects.read']);
    const server = await listening(
      createServer(({ url = '' }, response) => void response.writeHead(301, { location: `${app.url}${url}` }).end()),
    );
    const home = new Home({ KEYWRIGHT_TOKEN: pat.secret });
    const env = { KEYWRIGHT_URL: server };
    const { origin } = JSON.parse((await home.run(['whoami', '--json'], { env })).stderr).error.details;
    assert.equal((await home.run(['whoami'], { env: { KEYWRIGHT_URL: origin } })).code, 0);
  });
});
