import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import { describe, it } from 'node:test';
import { sharedApp } from '../../server/test/harness.ts';
import { between } from './between.ts';
import { listening } from './listening.ts';
import { memberOf } from './member.ts';
import { homeOf } from './signed-in.ts';

const open = sharedApp('sqlite');

describe('a mint whose reply is lost', () => {
  it('of a token is told with what to do, and not asked for again', async () => {
    const { app, ada, home } = await memberOf(await open());
    const server = await between(app, (answered) => answered.lose());
    const words = ['tokens', 'mint', '--name', 'lost', '--scope', 'keys.read'];
    const ran = await home.run(words, { env: { KEYWRIGHT_URL: server } });
    assert.deepEqual([ran.code, ran.stdout], [4, '']);
    assert.match(ran.stderr, /`keywright tokens list`, and revoke/);
    const { data } = (await app.call('GET', '/api/v1/users/me/pats', { authorization: ada.authorization })).body;
    assert.equal(data.length, 1);
  });

  it('of an API key names the project whose keys are to be looked at', async () => {
    const app = await open();
    const home = homeOf(app, await app.admin());
    const env = { KEYWRIGHT_URL: await between(app, (answered) => answered.lose()) };
    const words = ['keys', 'mint', '--project', app.projectId, '--name', 'lost', '--scope', 'keys.read', '--json'];
    const ran = await home.run(words, { env });
    const [warning, error] = ran.stderr
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line));
    assert.equal(warning.warning.code, 'OUTCOME_UNKNOWN');
    assert.ok(warning.warning.message.includes(`keywright keys list --project ${app.projectId}`));
    assert.equal(error.error.code, 'NETWORK');
  });

  it('is no matter where nothing was sent', async () => {
    const { home } = await memberOf(await open());
    const closed = createServer();
    const server = await listening(closed);
    await new Promise((resolve) => closed.close(resolve));
    const words = ['tokens', 'mint', '--name', 'unsent', '--scope', 'keys.read'];
    const ran = await home.run(words, { env: { KEYWRIGHT_URL: server } });
    assert.equal(ran.code, 4);
    assert.match(ran.stderr, /ECONNREFUSED/);
    assert.doesNotMatch(ran.stderr, /minted/);
  });
});
