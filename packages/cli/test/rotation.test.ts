import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { createServer, request } from 'node:http';
import { describe, it } from 'node:test';
import { sharedApp } from '../../server/test/harness.ts';
import { Home } from './command.ts';
import { listening } from './listening.ts';
import { homeOf } from './signed-in.ts';

const open = sharedApp('sqlite');

async function member() {
  const app = await open();
  const ada = await app.person('acme', 'MEMBER');
  return { app, ada, home: homeOf(app, ada) };
}

async function statusOf(token: string): Promise<number> {
  const app = await open();
  return (await app.call('GET', '/api/v1/tokens/current', { authorization: `Bearer ${token}` })).status;
}

describe('tokens rotate', () => {
  it('asks again under the same key where the reply was lost, so that the secret it writes is the one in force', async () => {
    const { app, ada, home } = await member();
    const pat = await app.pat(ada, ['keys.read']);
    const keys: unknown[] = [];
    const lossy = createServer((incoming, outgoing) => {
      const rotates = incoming.url?.endsWith('/rotate') === true;
      if (rotates) keys.push(incoming.headers['idempotency-key']);
      const { method = 'GET', url: path = '/', headers } = incoming;
      const onward = request(`${app.url}${path}`, { method, headers }, (reply) => {
        if (rotates && keys.length === 1) reply.resume().once('end', () => outgoing.destroy());
        else reply.pipe(outgoing.writeHead(reply.statusCode ?? 0, reply.headers));
      });
      incoming.pipe(onward);
    });
    const env = { KEYWRIGHT_URL: await listening(lossy) };
    const rotated = await home.run(['tokens', 'rotate', pat.id, '--yes'], { env });
    assert.equal(rotated.code, 0, rotated.stderr);
    assert.equal(keys.length, 2);
    assert.ok(typeof keys[0] === 'string' && keys[0] === keys[1]);
    assert.deepEqual([await statusOf(pat.secret), await statusOf(rotated.stdout.trim())], [401, 200]);
  });

  it('says where it cannot know whether the secret was replaced', async () => {
    const { app, ada, home } = await member();
    const pat = await app.pat(ada, ['keys.read']);
    const dead = createServer((incoming, outgoing) => {
      if (incoming.url?.endsWith('/rotate') === true) return outgoing.destroy();
      const { method = 'GET', url: path = '/', headers } = incoming;
      const onward = request(`${app.url}${path}`, { method, headers }, (reply) => {
        reply.pipe(outgoing.writeHead(reply.statusCode ?? 0, reply.headers));
      });
      incoming.pipe(onward);
    });
    const env = { KEYWRIGHT_URL: await listening(dead) };
    const ran = await home.run(['tokens', 'rotate', pat.id, '--yes'], { env });
    assert.deepEqual([ran.code, ran.stdout], [4, '']);
    assert.match(ran.stderr, /may have been replaced/);
  });

  it('of the credential that one is signed in with stores the new secret', async () => {
    const app = await open();
    const ada = await app.person('acme', 'MEMBER');
    const home = new Home();
    const pat = await app.pat(ada, ['projects.read']);
    await home.run(['login', '--server', app.url, '--token-stdin'], { input: pat.secret });
    // This platform lets only sessions manage tokens: the session’s token takes the place of the PAT’s within its profile.
    const file = home.credentialsFile;
    const profile = JSON.parse(readFileSync(file, 'utf8'));
    writeFileSync(file, JSON.stringify({ ...profile, token: ada.accessToken, kind: 'access-jwt' }));
    const rotated = await home.run(['tokens', 'rotate', pat.id, '--yes']);
    assert.equal(rotated.code, 0, rotated.stderr);
    assert.equal(JSON.parse(readFileSync(file, 'utf8')).token, rotated.stdout.trim());
  });
});
